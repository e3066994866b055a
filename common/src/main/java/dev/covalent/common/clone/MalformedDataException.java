package dev.covalent.common.clone;

import org.jspecify.annotations.Nullable;

/**
 * Received bytes are not a structured clone. The message says at which byte and what is wrong there. A peer that runs
 * this version of the codec never sends such bytes: drop the connection.
 */
public final class MalformedDataException extends RuntimeException {
    private final int offset;

    MalformedDataException(int offset, String problem) {
        this(offset, problem, null);
    }

    MalformedDataException(int offset, String problem, @Nullable Throwable cause) {
        super("Malformed data at byte " + offset + ": " + problem, cause);
        this.offset = offset;
    }

    /** Returns the position of the byte at which reading stopped, counted from the start of the encoded value. */
    public int offset() {
        return offset;
    }
}
