package dev.covalent.renderer;

import java.awt.Container;
import java.util.Optional;

/** The window of a page, as the page sees it. Confined to the renderer's event loop. */
public interface PageWindow {

    /** Returns the id of the window in the main process. */
    int id();

    /** Returns the title. */
    String title();

    /** Tells whether the window exists in memory only, because there is no display or main asked for that. */
    boolean isHeadless();

    /** Returns the content pane of the Swing window, to be filled by the page; empty when headless. */
    Optional<Container> contentPane();

    /** Closes the window, as its user would. */
    void close();
}
