package dev.covalent.renderer;

/**
 * A window of the application, as a renderer sees it. Two handles of one window are equal. Thread-safe.
 */
public interface RemoteBrowserWindow {

    /** Returns the id of the window. */
    int id();

    /** Returns what the window shows; costs no call. */
    RemoteWebContents webContents();

    /** Returns the title that the window was opened with; costs no call. */
    String title();

    /** Tells whether the window is closed. One call to main. */
    boolean isDestroyed();

    /** Closes the window, as its user would; what this renderer sent before is delivered first. Returns at once. */
    void close();
}
