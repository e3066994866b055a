package dev.covalent.common.transport;

import org.jspecify.annotations.Nullable;

/** Requests that the dialling end of a connection answers itself, so that the peer never sees them. Thread-safe. */
@FunctionalInterface
public interface LocalAnswers {
    /** Answers nothing. */
    LocalAnswers NONE = (request, length) -> null;

    /**
     * Returns the answer to a request, or null if that is for the peer to give.
     *
     * @param request holds the whole request in its first {@code length} bytes; not to be kept or changed
     * @return is not changed by whoever gets it
     */
    byte @Nullable [] answer(byte[] request, int length);
}
