package dev.covalent.common;

/** Why a process is gone, in Electron's words. */
public enum GoneReason {
    /** It ended with exit value 0. */
    CLEAN_EXIT("clean-exit"),
    /** It ended with another exit value of its own. */
    ABNORMAL_EXIT("abnormal-exit"),
    /** A signal ended it, such as SIGKILL or SIGTERM. */
    KILLED("killed"),
    /** The JVM itself crashed. */
    CRASHED("crashed"),
    /** It ran out of memory. */
    OOM("oom"),
    /** It never came as far as connecting. */
    LAUNCH_FAILED("launch-failed"),
    /** It broke the protocol and was cut off. */
    INTEGRITY_FAILURE("integrity-failure");

    private final String text;

    GoneReason(String text) {
        this.text = text;
    }

    /** Returns Electron's word, as in {@code clean-exit}. */
    public String text() {
        return text;
    }
}
