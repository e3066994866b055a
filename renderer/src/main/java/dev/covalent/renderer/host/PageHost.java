package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.renderer.PageWindow;
import java.awt.GraphicsEnvironment;

/**
 * Where a page lives: its window and the loop that its code runs on.
 *
 * <p>Thread-safe, apart from the window it makes.
 */
public interface PageHost extends AutoCloseable {

    /** Returns the loop on which the page's code runs. */
    EventLoop loop();

    /**
     * Makes the window; in the loop's turn, once.
     *
     * @param id the window's id in main
     */
    PageWindow newWindow(int id, String title, WindowEvents events);

    /** Is told what happens to the window. */
    interface WindowEvents {

        /** The user, or the page, wants the window closed. */
        void closeRequested();

        /** The window got or lost the focus; one in memory only never gets it. */
        void focusChanged(boolean focused);
    }

    /** Shows the window, if there is one to show. */
    void show();

    /** Disposes of the window and ends the loop. Closing twice is a no-op. */
    @Override
    void close();

    /**
     * Chooses a host: a real window where there is a display, unless none is wanted.
     *
     * @param role names the threads
     */
    static PageHost choose(boolean headless, int width, int height, String role) {
        return headless || GraphicsEnvironment.isHeadless() ? new HeadlessHost(role) : new SwingHost(width, height);
    }
}
