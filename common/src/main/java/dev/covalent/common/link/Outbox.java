package dev.covalent.common.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames for a peer that fetches them: numbered from 1, kept until the peer acknowledges them, bounded in bytes.
 *
 * <p>RMI does not notice that the caller of a parked call was killed, and the result of that call would vanish with the
 * frames in it; so a frame leaves this queue only when the peer's next call says that it has arrived.
 *
 * <p>Thread-safe. One thread at a time may be in {@link #fetch}.
 */
public final class Outbox {
    private static final int BATCH_BYTES = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long bound;

    @GuardedBy("lock") private final Deque<byte[]> frames = new ArrayDeque<>();

    @GuardedBy("lock") private long bytes;

    @GuardedBy("lock") private long largest;

    @GuardedBy("lock") private long last;

    @GuardedBy("lock") private boolean fetching;

    @GuardedBy("lock") private boolean closed;

    /**
     * Makes an empty queue.
     *
     * @param bound the most bytes it may hold; a single frame of any size fits an empty one
     */
    public Outbox(long bound) {
        this.bound = bound;
    }

    /** What became of a frame. */
    public enum Offer {
        /** It is queued. */
        QUEUED,
        /** The queue is full; nothing was queued. */
        FULL,
        /** The queue is closed; nothing was queued. */
        CLOSED
    }

    /** Queues a frame. */
    public Offer offer(byte[] frame) {
        return offer(frame, bound);
    }

    /** Queues a frame up to as much again as the others may take; for frames that cannot be refused without harm. */
    public Offer offerBeyondBound(byte[] frame) {
        lock.lock();
        try {
            long others = Math.max(bound, largest); // a single frame of any size fits an empty queue
            return offer(frame, others > Long.MAX_VALUE - bound ? Long.MAX_VALUE : others + bound);
        } finally {
            lock.unlock();
        }
    }

    private Offer offer(byte[] frame, long limit) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (bytes > 0 && bytes + frame.length > limit) {
                return Offer.FULL;
            }
            frames.add(frame);
            largest = Math.max(largest, frame.length);
            bytes += frame.length;
            last++;
            changed.signalAll();
            return Offer.QUEUED;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the newest frame, 0 before the first. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the most bytes that may be queued. */
    public long bound() {
        return bound;
    }

    /** Returns how many bytes are queued. */
    public long bufferedAmount() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets the frames up to an acknowledged one.
     *
     * @throws IllegalArgumentException as {@link #fetch} does
     */
    public void acknowledge(long acknowledged) {
        lock.lock();
        try {
            forget(acknowledged);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets the frames up to an acknowledged one, waits until there are others and returns them, still keeping them.
     *
     * @param acknowledged the number of the last frame that has arrived
     * @param limit how long to wait
     * @return the frames after it, as many as fit a batch; empty if none came within the limit or the queue is closed
     * @throws IllegalArgumentException if that number was never given out, or is older than one acknowledged before
     * @throws IllegalStateException if another thread is fetching
     */
    public FrameBatch fetch(long acknowledged, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            if (fetching) {
                throw new IllegalStateException("The queue is being fetched from already");
            }
            forget(acknowledged);
            fetching = true;
            try {
                long left = limit.toNanos();
                while (frames.isEmpty() && !closed && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                fetching = false;
            }
            return batch();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the queue, drops what it holds and lets a fetching thread go. Closing twice is a no-op.
     *
     * @return how many frames were dropped
     */
    public int close() {
        lock.lock();
        try {
            int dropped = frames.size();
            closed = true;
            frames.clear();
            bytes = 0;
            changed.signalAll();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void forget(long acknowledged) {
        long oldest = last - frames.size();
        if (closed) {
            return;
        }
        if (acknowledged < oldest || acknowledged > last) {
            throw new IllegalArgumentException(
                    "Frame " + acknowledged + " acknowledged, but only " + (oldest + 1) + " to " + last + " are open");
        }
        for (long number = oldest; number < acknowledged; number++) {
            bytes -= frames.remove().length;
        }
        changed.signalAll();
    }

    @GuardedBy("lock") private FrameBatch batch() {
        List<byte[]> batch = new ArrayList<>();
        long size = 0;
        for (byte[] frame : frames) {
            if (!batch.isEmpty() && (size + frame.length > BATCH_BYTES || batch.size() == FrameBatch.MAX_FRAMES)) {
                break;
            }
            batch.add(frame);
            size += frame.length;
        }
        return new FrameBatch(last - frames.size() + 1, batch);
    }
}
