package dev.covalent.common.port;

import dev.covalent.common.IpcException;
import dev.covalent.common.QueueFullException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The way of port frames into the queue of a link. What a caller posts is refused when the queue is full; what is owed
 * (queued messages that follow a port, news of a close) is kept and goes first, as soon as there is room.
 *
 * <p>What is kept needs no bound of its own: it was accepted by a bounded queue before.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 *
 * @param <F> the type of the frames
 */
public final class FrameOutlet<F> {
    private final Predicate<F> link;
    private final Deque<F> owed = new ArrayDeque<>();

    /**
     * Makes an outlet.
     *
     * @param link queues a frame; returns false or throws if the link has ended, throws QueueFullException if there is no
     *     room
     */
    public FrameOutlet(Predicate<F> link) {
        this.link = link;
    }

    /**
     * Queues a frame.
     *
     * @return false if the link has ended
     * @throws QueueFullException if there is no room; nothing was queued
     */
    public boolean post(F frame) {
        resume();
        if (!owed.isEmpty()) {
            throw new QueueFullException(owed.size()
                    + " earlier frames of message ports still wait for room in the queue of the link, so nothing was"
                    + " posted. Post no more until the peer has caught up.");
        }
        return link.test(frame);
    }

    /** Queues a frame that must not be lost, now or when there is room. */
    public void owe(F frame) {
        owed.add(frame);
        resume();
    }

    /** Queues what is owed, as far as there is room. */
    public void resume() {
        try {
            for (F frame = owed.peek(); frame != null; frame = owed.peek()) {
                if (!link.test(frame)) {
                    owed.clear();
                    return;
                }
                owed.remove();
            }
        } catch (QueueFullException full) {
            return; // the rest goes with the next call
        } catch (IpcException ended) {
            owed.clear();
        }
    }
}
