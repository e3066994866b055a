package dev.covalent.common.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames for a peer that fetches them: numbered from 1, kept until the peer acknowledges them, bounded in bytes, with some
 * for the keeping of each.
 *
 * <p>What others relay here under a credit of their own counts against that credit and not against the bound, so that no
 * sender takes the room of another.
 *
 * <p>RMI does not notice that the caller of a parked call was killed, and the result of that call would vanish with the
 * frames in it; so a frame leaves this queue only when the peer's next call says that it has arrived.
 *
 * <p>Thread-safe. One thread at a time may be in {@link #fetch}. Nothing is called while the lock is held.
 */
public final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long bound;
    private final Runnable drained;
    private final Riders riders;

    @GuardedBy("lock") private final HighWater highWater;

    @GuardedBy("lock") private final FrameRuns runs = new FrameRuns();

    /** The relayed ones among the frames, in the same order. */
    @GuardedBy("lock") private final BurstQueue<Relayed> relayed = new BurstQueue<>();

    /** What counts against the bound. */
    @GuardedBy("lock") private long bytes;

    @GuardedBy("lock") private long largest;

    @GuardedBy("lock") private long last;

    @GuardedBy("lock") private boolean fetching;

    @GuardedBy("lock") private boolean closed;

    @GuardedBy("lock") private int dropped;

    private record Relayed(long number, int length, Receipt receipt, long cost) {}

    /**
     * Makes an empty queue.
     *
     * @param limits the most bytes it may hold; a single frame of any size fits an empty one
     * @param riders go with frames that are fetched
     * @param drained is told when the bytes had exceeded the mark and have fallen to half of it
     */
    public Outbox(QueueLimits limits, Riders riders, Runnable drained) {
        this.bound = limits.bound();
        this.highWater = new HighWater(limits.mark());
        this.riders = riders;
        this.drained = drained;
    }

    /** What became of a frame. */
    public enum Offer {
        /** It is queued. */
        QUEUED,
        /** It is queued, and more than the high-water mark waits now. */
        HIGH,
        /** The queue is full; nothing was queued. */
        FULL,
        /** The queue is closed; nothing was queued. */
        CLOSED
    }

    /**
     * What became of a frame, and its number, which means nothing if it was not queued.
     */
    public record Place(Offer offer, long number) {}

    /** Queues a frame. */
    public Offer offer(Payload frame) {
        return offer(frame, bound);
    }

    /** Queues a frame as {@link #offer} does, which can then be {@linkplain #withdraw withdrawn}. */
    public Place place(Payload frame) {
        lock.lock();
        try {
            return new Place(offer(frame, bound), last);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a frame back that was not relayed; returns false if it was fetched or dropped. */
    public boolean withdraw(long number) {
        boolean fell;
        lock.lock();
        try {
            long cost = runs.withdraw(number);
            if (cost == 0) {
                return false;
            }
            bytes -= cost;
            fell = highWater.fell(bytes);
        } finally {
            lock.unlock();
        }
        if (fell) {
            drained.run();
        }
        return true;
    }

    /** Queues a frame up to as much again as the others may take; for frames that cannot be refused without harm. */
    public Offer offerBeyondBound(Payload frame) {
        lock.lock();
        try {
            long others = Math.max(bound, largest); // a single frame of any size fits an empty queue
            return offer(frame, others > Long.MAX_VALUE - bound ? Long.MAX_VALUE : others + bound);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a frame that another sender's credit covers, whatever the bound.
     *
     * @param receipt is told when the peer has taken it, or it was dropped with the queue
     * @param cost what it is told
     * @return false if the queue is closed; nothing was queued, and nobody is told
     */
    public boolean relay(Payload frame, Receipt receipt, long cost) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            enqueue(frame);
            relayed.add(new Relayed(last, frame.length(), receipt, cost));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Offer offer(Payload frame, long limit) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            long cost = FrameCost.of(frame.length());
            if (bytes > 0 && bytes + cost > limit) {
                return Offer.FULL;
            }
            enqueue(frame);
            largest = Math.max(largest, cost);
            bytes += cost;
            return highWater.rose(bytes) ? Offer.QUEUED : Offer.HIGH;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void enqueue(Payload frame) {
        runs.append(last + 1, frame);
        last++; // only now: an error on the way must not leave a number that never comes
        if (fetching) {
            changed.signal();
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

    /** Returns how many bytes are queued, with those for the keeping of each frame, but without what was relayed. */
    public long bufferedAmount() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether no more than the high-water mark waits. */
    public boolean isWritable() {
        lock.lock();
        try {
            return !closed && highWater.allows(bytes);
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
        List<Relayed> taken = new ArrayList<>();
        boolean fell;
        lock.lock();
        try {
            forget(acknowledged, taken);
            fell = highWater.fell(bytes) && !closed;
        } finally {
            lock.unlock();
        }
        tell(taken);
        if (fell) {
            drained.run();
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
        acknowledge(acknowledged);
        if (awaitFrames(limit)) {
            riders.board(); // unlocked: they post frames
        }
        lock.lock();
        try {
            return batch();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitFrames(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            if (fetching) {
                throw new IllegalStateException("The queue is being fetched from already");
            }
            fetching = true;
            try {
                long left = limit.toNanos();
                while (runs.isEmpty() && !closed && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                fetching = false;
            }
            return !runs.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the queue, drops what it holds and lets a fetching thread go. Closing twice is a no-op.
     */
    public void close() {
        List<Relayed> taken;
        lock.lock();
        try {
            dropped += (int) (last - oldest() + 1);
            taken = relayed.drain();
            closed = true;
            runs.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        tell(taken);
    }

    /** Returns how many frames were dropped as the queue was closed, by whomever; 0 before. */
    public int dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Tells who waits for it; once for frames of one sender that follow each other. */
    private static void tell(List<Relayed> taken) {
        long cost = 0;
        for (int i = 0; i < taken.size(); i++) {
            Receipt receipt = taken.get(i).receipt();
            cost += taken.get(i).cost();
            if (i + 1 == taken.size() || taken.get(i + 1).receipt() != receipt) {
                tell(receipt, cost);
                cost = 0;
            }
        }
    }

    private static void tell(Receipt receipt, long cost) {
        try {
            receipt.taken(cost);
        } catch (Throwable thrown) { // whatever it is, others have credit to get back, and the peer waits for frames
            log.error("A sender was not told that its message was taken", thrown);
        }
    }

    @GuardedBy("lock") private void forget(long acknowledged, List<Relayed> taken) {
        if (closed) {
            return;
        }
        if (acknowledged < oldest() - 1 || acknowledged > last) {
            throw new IllegalArgumentException(
                    "Frame " + acknowledged + " acknowledged, but only " + oldest() + " to " + last + " are open");
        }
        for (FrameRun run = runs.oldest(); run != null && run.first() <= acknowledged; run = runs.oldest()) {
            if (run.last() > acknowledged) {
                bytes -= run.forget(acknowledged);
            } else {
                bytes -= runs.removeOldest().cost();
            }
        }
        for (Relayed next = relayed.peek(); next != null && next.number() <= acknowledged; next = relayed.peek()) {
            bytes += FrameCost.of(next.length()); // did not count
            taken.add(next);
            relayed.poll();
        }
    }

    /** Returns the number of the oldest frame that is kept, or that will be. */
    @GuardedBy("lock") private long oldest() {
        FrameRun run = runs.oldest();
        return run == null ? last + 1 : run.first();
    }

    @GuardedBy("lock") private FrameBatch batch() {
        FrameRun run = runs.oldest();
        if (run == null) {
            return new FrameBatch(last + 1, List.of());
        }
        run.seal(); // it is acknowledged as a whole, and what comes later is another batch
        return run.batch();
    }
}
