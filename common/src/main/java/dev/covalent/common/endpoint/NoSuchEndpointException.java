package dev.covalent.common.endpoint;

import dev.covalent.common.MistakenUse;
import org.jspecify.annotations.Nullable;

/** Thrown when no running application of a name can be found; nothing was sent to anyone. */
public final class NoSuchEndpointException extends IllegalStateException implements MistakenUse {
    /** What is wrong with the descriptor. */
    public enum Problem {
        /** There is none: the application does not run, or uses another runtime directory. */
        MISSING,
        /** The process that wrote it is gone. */
        STALE,
        /** It cannot be read or understood. */
        UNREADABLE,
        /** Others could have read its secret. */
        INSECURE
    }

    private final Problem problem;

    NoSuchEndpointException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Returns what is wrong; {@link Problem#MISSING} and {@link Problem#STALE} pass when the application starts. */
    public Problem problem() {
        return problem;
    }
}
