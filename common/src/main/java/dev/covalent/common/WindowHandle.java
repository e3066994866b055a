package dev.covalent.common;

/** A window of the application, as every process sees it: code for this interface runs in main and in a page. Thread-safe. */
public interface WindowHandle {

    /** Returns the id of the window, which stays readable when it is closed. */
    int id();

    /** Returns the title it was opened with. */
    String title();

    /** Returns what the window shows. */
    ContentsHandle webContents();

    /** Tells whether the window is closed. */
    boolean isDestroyed();

    /** Closes the window, as its user would. Returns at once; closing twice is a no-op. */
    void close();
}
