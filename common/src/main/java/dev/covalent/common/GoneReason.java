package dev.covalent.common;

/**
 * Says why a process is gone.
 *
 * <p>Mirrors the {@code reason} of Electron's {@code render-process-gone} and {@code child-process-gone}, with the same
 * words as {@linkplain #text() text}. Electron's {@code memory-eviction} is missing: nothing evicts a JVM.
 *
 * <p>Immutable.
 */
public enum GoneReason {
    /** The process ended with exit code 0. */
    CLEAN_EXIT("clean-exit"),

    /** The process ended with an exit code other than 0, an uncaught exception in its {@code main} included. */
    ABNORMAL_EXIT("abnormal-exit"),

    /** The process was ended from outside: by this application, by a user, or by a system short of memory. */
    KILLED("killed"),

    /** The process failed in native code and left, where it could, a crash report. */
    CRASHED("crashed"),

    /** The process ran out of memory, of whatever kind, and ended itself. */
    OOM("oom"),

    /** The process did not start, or did not report in time and was ended for that. */
    LAUNCH_FAILED("launch-failed"),

    /** The process broke the rules of the connection and was ended for that. */
    INTEGRITY_FAILURE("integrity-failure");

    private final String text;

    GoneReason(String text) {
        this.text = text;
    }

    /** Returns Electron's word for this reason, {@code "clean-exit"} for example. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
