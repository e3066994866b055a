package dev.covalent.renderer.host;

import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowState;
import java.awt.Container;
import java.util.Optional;

/** What is behind a page's window: a frame of the toolkit's, or memory. Confined to the host's loop. */
interface Backing {

    /** Does something with the window, as far as the platform lets it. */
    void apply(WindowCommand command);

    /**
     * Makes the window what it is to be, and shows it if it is to be shown, now that the page has loaded.
     *
     * @param wanted what it was to be from the beginning, and what was done with it since has made of that
     */
    void loaded(WindowState wanted);

    /** Returns what the window is like now. */
    WindowState state();

    /** Runs a task when what was applied before has had its effect, or as much of it as it will have. */
    void whenSettled(Runnable task);

    /** Tells whether there is nothing but memory. */
    boolean isHeadless();

    /** Returns what the page fills. */
    Optional<Container> contentPane();

    /** Disposes of the window. */
    void dispose();
}
