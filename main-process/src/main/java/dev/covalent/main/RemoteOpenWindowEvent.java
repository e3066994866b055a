package dev.covalent.main;

/** A renderer has a window opened through {@code remote.browserWindow().open}. Electron has nothing like it. */
public non-sealed interface RemoteOpenWindowEvent extends RemoteGetEvent {

    /**
     * Returns how the window is to be made: what the renderer says of its page, title and size, and the JVM flags, the class
     * path and the use of {@code remote} that the renderer's own window was opened with; for a renderer that attached by
     * itself, what windows have by default.
     */
    BrowserWindowOptions options();

    /** Has the window made otherwise. */
    void returnValue(BrowserWindowOptions options);
}
