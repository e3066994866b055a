package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/** Implemented by exceptions that tell a caller in another process more than type, message and stack. */
public interface ErrorDetails {

    /** Returns a code that programs can compare, as in {@code "ENOENT"}, or null; its first 256 characters cross. */
    @Nullable String code();

    /**
     * Returns a value that can be cloned, or null. One that cannot be cloned, or takes more than 1 MiB, is left out with a
     * warning in the log.
     */
    default @Nullable Object data() {
        return null;
    }
}
