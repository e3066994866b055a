package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.frame.WindowState;

/** Is told what happens to a page's window. */
public interface WindowEvents {

    /** The user, or the page, wants the window closed. */
    void closeRequested();

    /** The window got or lost the focus; one in memory only never gets it. */
    void focusChanged(boolean focused);

    /**
     * The window may have changed; in the loop's turn, and as often as it may.
     *
     * @param handled the number of the last command of main's whose effect is in it
     * @param normal where it is when it is neither an icon nor maximised nor in full screen
     */
    void changed(long handled, WindowState state, Bounds normal);
}
