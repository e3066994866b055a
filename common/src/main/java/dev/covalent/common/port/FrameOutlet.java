package dev.covalent.common.port;

import dev.covalent.common.IpcException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.link.BurstQueue;
import java.util.function.Predicate;

/**
 * The way of port frames into the queue of a link. What a caller posts is refused when the queue is full; what is owed
 * (queued messages that follow a port, news of a close) is kept and goes first, as soon as there is room.
 *
 * <p>What is kept is bounded by whoever owes it: messages by the windows of those who posted them, news by the number of
 * ports.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 *
 * @param <F> the type of the frames
 */
public final class FrameOutlet<F> {
    private final Predicate<F> link;
    private final BurstQueue<Owed<F>> owed = new BurstQueue<>();

    private record Owed<F>(F frame, Runnable done) {}

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
        owe(frame, () -> {});
    }

    /** Queues a frame that must not be lost, and runs an action when it waits here no more: it is queued, or dropped. */
    public void owe(F frame, Runnable done) {
        owed.add(new Owed<>(frame, done));
        resume();
    }

    /** Queues a frame before what is owed; for news that need not be in order and are not refused when the queue is full. */
    public void tell(F frame) {
        try {
            if (!link.test(frame)) {
                drop();
            }
        } catch (QueueFullException full) {
            owe(frame);
        } catch (IpcException ended) {
            drop();
        }
    }

    /** Drops what is owed, as the link has ended. */
    public void drop() {
        owed.drain().forEach(dropped -> dropped.done().run());
    }

    /** Queues what is owed, as far as there is room. */
    public void resume() {
        try {
            for (Owed<F> next = owed.peek(); next != null; next = owed.peek()) {
                if (!link.test(next.frame())) {
                    drop();
                    return;
                }
                owed.poll();
                next.done().run();
            }
        } catch (QueueFullException full) {
            return; // the rest goes with the next call
        } catch (IpcException ended) {
            drop();
        }
    }
}
