package dev.covalent.renderer.link;

import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Upstream;

/**
 * What a renderer asks main without waiting. Implementations are thread-safe.
 *
 * @param <T> the type of the answer
 */
public interface Question<T> {

    /** Returns the frame that asks, with the number that the reply is to repeat. */
    Upstream frame(long request);

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
