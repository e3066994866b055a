package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowState;
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

        /**
         * The window may have changed; in the loop's turn, and as often as it may.
         *
         * @param handled the number of the last command of main's whose effect is in it
         */
        void changed(long handled, WindowState state);
    }

    /** Is told, in the loop's turn, that the page has loaded: the window is shown if it is to be. */
    void loaded();

    /** Does what main says, in the loop's turn; nothing if the page has made no window. */
    void apply(long number, WindowCommand command);

    /** Disposes of the window and ends the loop. Closing twice is a no-op. */
    @Override
    void close();

    /**
     * Chooses a host: a real window where there is a display, unless none is wanted.
     *
     * @param setup what the window is to be like
     * @param role names the threads
     */
    static PageHost choose(boolean headless, WindowSetup setup, String role) {
        return headless || GraphicsEnvironment.isHeadless() ? new HeadlessHost(setup, role) : new SwingHost(setup);
    }
}
