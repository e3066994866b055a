package dev.covalent.common.port;

import dev.covalent.common.QueueFullException;
import org.jspecify.annotations.Nullable;

/**
 * What holds an end of a channel and receives what is posted to it: the inbox of a local port, the way to another
 * process, or a stage on the way to one of these.
 *
 * <p>Every method is called under the lock of the {@link PortSpace}; none may run user code. Not sealed only because its
 * kinds live in three modules.
 */
public interface PortHolder {

    /**
     * Takes a message that was just posted, and with it the ends that travel in it.
     *
     * @return false if the holder is gone; nothing was taken
     * @throws QueueFullException if the message does not fit; nothing was taken
     */
    boolean accept(Mail mail);

    /** Takes a message that was accepted by an earlier holder of the end, and so cannot be refused any more. */
    void carry(Mail mail);

    /**
     * Learns that the other end has consumed messages that were posted from the end it holds.
     *
     * @param count how many, in the order they were posted
     * @param cost what they had cost
     */
    default void taken(long count, long cost) {}

    /** Learns that nobody waits any more for what was posted from the end it holds, as the channel is closed. */
    default void drained() {}

    /** Learns that nothing more will come, because the other end was closed. */
    void otherClosed();

    /**
     * Learns that the end it holds is closed, or the other, and nothing that was posted from it waits at the other any more.
     * Called any number of times.
     */
    default void emptied() {}

    /** Learns that the end it holds was closed. Called any number of times. */
    void endClosed();

    /**
     * Tells, when the channel is closed, whether nothing that was posted to the end counts any more: what waits here, or is
     * still to come, does, until the process that has the end says that it is done or what is queued for it is bounded there.
     */
    boolean isEmpty();

    /**
     * Gives the end to another holder, with everything that waits here.
     *
     * @return what is to hold the end: {@code next}, or a stage that leads to it
     */
    PortHolder moveTo(PortHolder next);

    /** Returns what could hold the end in place of this: itself, or the holder to which it has become a mere detour. */
    default PortHolder settled() {
        return this;
    }

    /** Returns where what is posted from the end it holds counts; null if whoever posts it, elsewhere, counts it. */
    default @Nullable PostingTotal postingTotal() {
        return null;
    }

    /** Tells whether what is posted to the end it holds goes to another process, which says when that counts no more. */
    default boolean isElsewhere() {
        return false;
    }

    /** Returns how many messages wait here for a listener. */
    default int waiting() {
        return 0;
    }
}
