package dev.covalent.renderer.link;

import dev.covalent.common.frame.Parcel;

/**
 * What a renderer asks main without waiting. It is kept for as long as anybody holds the future of its answer, so it keeps
 * nothing of the message that asks. Implementations are thread-safe.
 *
 * @param <T> the type of the answer
 */
public interface Question<T> {

    /** Returns how long to wait. */
    long deadlineMillis();

    /**
     * Returns what the asker gets.
     *
     * @throws RuntimeException what the asker gets instead
     */
    T answer(Parcel value);

    /** Learns that main never gets the question. */
    default void notSent() {}

    /** Returns what the asker gets instead of a failure. */
    default Throwable failure(Throwable failure) {
        return failure;
    }

    /** Says what gives it more time, for messages. */
    default String moreTime() {
        return "MainProcess.builder().requestTimeout";
    }

    /** Says what is asked, for messages: {@code "invoke of 'add'"}. */
    @Override
    String toString();
}
