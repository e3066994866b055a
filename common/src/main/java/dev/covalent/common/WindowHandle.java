package dev.covalent.common;

/**
 * A window of the application, as every process sees it: code for this interface runs in main and in a page. What a page
 * passes to a method of main's that takes one is there main's own window. Thread-safe.
 */
public interface WindowHandle {

    /** Returns the id of the window, which stays readable when it is closed. */
    int id();

    /** Returns the title; in a page the one that main last told it of, before it got hold of this. */
    String title();

    /** Returns what the window shows. */
    ContentsHandle webContents();

    /** Tells whether the window is closed. */
    boolean isDestroyed();

    /** Shows the window, also if it is an icon, and gives it the focus. This and what follows returns at once. */
    void show();

    /** Hides the window. */
    void hide();

    /** Gives the window the focus, if it is shown. */
    void focus();

    /** Makes the window an icon. */
    void minimize();

    /** Makes a window again of an icon. */
    void restore();

    /** Makes the window as large as its screen, and shows it. */
    void maximize();

    /** Moves and resizes the window, which then is neither maximised nor in full screen. */
    void setBounds(Bounds bounds);

    /**
     * Changes the title.
     *
     * @throws IllegalArgumentException if it has more than 1,024 characters, or control characters
     */
    void setTitle(String title);

    /** Closes the window, as its user would. Returns at once; closing twice is a no-op. */
    void close();
}
