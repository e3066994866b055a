package dev.covalent.renderer.link;

import dev.covalent.common.payload.Payload;

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
    T answer(Payload value);

    /** Says what is asked, for messages: {@code "invoke of 'add'"}. */
    @Override
    String toString();
}
