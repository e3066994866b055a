package dev.covalent.common;

/** The application, as every process sees it: code for this interface runs in main and in a page. Thread-safe. */
public interface AppHandle {

    /** Returns the application's name. Mirrors {@code app.getName()}. */
    String name();

    /** Returns the application's version. Mirrors {@code app.getVersion()}. */
    String version();

    /** Closes every window, giving each page time to unload, then ends the application. Returns at once. */
    void quit();

    /**
     * Ends the application at once: windows are destroyed.
     *
     * @param exitCode the exit code of the application
     */
    void exit(int exitCode);

    /** Ends the application at once with exit code 0, as {@link #exit(int)} does. */
    default void exit() {
        exit(0);
    }
}
