package dev.covalent.main.window;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.RenderProcessGone;

/** Is told about windows, on main's loop. */
public interface WindowObserver {

    /** A window was made. */
    void created(BrowserWindow window);

    /** A window got or lost the focus. */
    void focusChanged(BrowserWindow window, boolean focused);

    /** The process of a renderer is gone. */
    void gone(RenderProcessGone details);

    /** The last window that main had opened is closed. */
    void allClosed();
}
