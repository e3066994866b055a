package dev.covalent.main.window;

import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.RenderProcessGone;

/** Is told about windows, on main's loop. */
public interface WindowObserver {

    /** A JVM that was launched separately wants to attach; returns whether it may. */
    boolean attaching(AttachingRenderer renderer);

    /**
     * A window is to be opened.
     *
     * @throws IllegalStateException if none can be yet
     */
    default void opening() {}

    /** A window was made. */
    void created(BrowserWindow window);

    /** A window got or lost the focus. */
    void focusChanged(BrowserWindow window, boolean focused);

    /** The process of a renderer is gone. */
    void gone(RenderProcessGone details);

    /** The last window that main had opened is closed. */
    void allClosed();
}
