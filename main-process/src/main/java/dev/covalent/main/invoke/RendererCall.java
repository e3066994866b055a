package dev.covalent.main.invoke;

import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import org.jspecify.annotations.Nullable;

/**
 * What main asks of a renderer. Implementations are thread-safe.
 *
 * @param <T> the type of the answer
 */
public interface RendererCall<T> {

    /** Returns the frame that asks, with the number that its answer is to repeat. */
    Downstream frame(long number);

    /** Learns that the renderer never gets the frame. */
    default void notSent() {}

    /**
     * Returns the frame that says that nobody waits any more, or null if the renderer need not know.
     *
     * @param late whether the deadline is over, and not the caller gave it up
     */
    default @Nullable Downstream cancel(long number, boolean late) {
        return null;
    }

    /** Returns how long to wait. */
    long deadlineMillis();

    /** Says what helps if that is too short, for messages: {@code "answer sooner"}. */
    String remedy();

    /**
     * Returns what the caller gets.
     *
     * @throws MalformedDataException if the renderer broke the protocol
     * @throws RuntimeException what the caller gets instead
     */
    T answer(Parcel value);

    /**
     * Returns what the caller gets for a failure.
     *
     * @throws MalformedDataException if the renderer broke the protocol
     */
    Throwable failure(Outcome.Failure failure);

    /** Says what is asked, for messages: {@code "invoke of 'add'"}. */
    @Override
    String toString();
}
