package dev.covalent.main;

/** What becomes of what a utility process prints. Mirrors the values of Electron's {@code stdio}. */
public enum Stdio {
    /** It goes where the main process's own output goes. */
    INHERIT,
    /**
     * It is left to the application, which reads it from {@link UtilityProcess#stdout} or {@link UtilityProcess#stderr}. A
     * process whose output nobody reads waits in its next {@code print} once some 64 KiB are in the pipe.
     */
    PIPE,
    /** It is dropped. */
    IGNORE
}
