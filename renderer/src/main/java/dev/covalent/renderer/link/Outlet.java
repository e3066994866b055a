package dev.covalent.renderer.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.FrameCost;
import dev.covalent.common.link.FrameRun;
import dev.covalent.common.link.FrameRuns;
import dev.covalent.common.link.HighWater;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.link.Riders;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Numbers everything that a renderer sends and queues the one-way frames for the thread that delivers them.
 *
 * <p>All that is queued goes in one call as soon as the call before is done: a lone frame waits for nothing, a burst
 * shares its calls. A request takes a number here and goes its own way; main holds it until the frames before it are in.
 *
 * <p>What was taken counts against the bound until it is delivered: main, if its loop is busy, so slows its senders down.
 *
 * <p>Thread-safe. One thread takes. Nothing is called while the lock is held.
 */
final class Outlet {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Condition delivered = lock.newCondition();
    private final long bound;
    private final Riders riders;
    private final Runnable drained;

    @GuardedBy("lock") private final HighWater highWater;

    @GuardedBy("lock") private final FrameRuns queue = new FrameRuns();

    /** How many frames were claimed and are not done. */
    @GuardedBy("lock") private int claimed;

    /** Whether the newest frame in the queue may be claimed. */
    @GuardedBy("lock") private boolean claimable;

    /** What is queued and what is on its way. */
    @GuardedBy("lock") private long bytes;

    /** What is on its way. */
    @GuardedBy("lock") private long underWay;

    @GuardedBy("lock") private long largest;

    @GuardedBy("lock") private long last;

    /** The taker waits and was not signalled yet. */
    @GuardedBy("lock") private boolean takerWaits;

    @GuardedBy("lock") private boolean delivering;

    @GuardedBy("lock") private boolean closed;

    @GuardedBy("lock") private boolean dropped;

    /**
     * Makes an empty queue.
     *
     * @param limits the most bytes it may hold; a single frame of any size fits an empty one
     * @param riders go with frames that are taken
     * @param drained is told when the bytes had exceeded the mark and have fallen to half of it
     */
    Outlet(QueueLimits limits, Riders riders, Runnable drained) {
        this.bound = limits.bound();
        this.highWater = new HighWater(limits.mark());
        this.riders = riders;
        this.drained = drained;
    }

    /** Queues a frame; returns false if more than the high-water mark waits now. */
    boolean add(Payload frame) {
        lock.lock();
        try {
            checkRoom(frame, bound);
            enqueue(frame, false);
            return highWater.rose(bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a frame up to as much again as the others may take, for answers, which cannot be refused without harm;
     * returns false if more than the high-water mark waits now.
     */
    boolean addAnswer(Payload frame) {
        lock.lock();
        try {
            long others = Math.max(bound, largest); // a single frame of any size fits an empty queue
            checkRoom(frame, others > Long.MAX_VALUE - bound ? Long.MAX_VALUE : others + bound);
            enqueue(frame, false);
            return highWater.rose(bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a frame that whoever waits for its answer may {@linkplain #claim claim}.
     *
     * @return its number
     */
    long addClaimable(Payload frame) {
        lock.lock();
        try {
            checkRoom(frame, bound);
            enqueue(frame, true);
            highWater.rose(bytes);
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back a frame if nobody has taken it and nothing was queued after it.
     *
     * @return the frame, which must be sent under its number or {@linkplain Cancels#abandon abandoned}, and {@linkplain
     *     #claimedIsDone reported}; or null
     */
    @Nullable Payload claim(long number) {
        Payload frame;
        boolean fell;
        lock.lock();
        try {
            FrameRun newest = queue.newest();
            if (!claimable || newest == null || newest.last() != number) {
                return null;
            }
            claimable = false;
            claimed++;
            frame = newest.removeLast();
            if (newest.size() == 0) {
                queue.removeNewest();
            }
            bytes -= FrameCost.of(frame.length());
            fell = highWater.fell(bytes);
        } finally {
            lock.unlock();
        }
        if (fell) {
            drained.run();
        }
        return frame;
    }

    /** Takes a frame back that nobody has taken or claimed; returns whether it did. */
    boolean withdraw(long number) {
        boolean fell;
        lock.lock();
        try {
            long cost = queue.withdraw(number);
            if (cost == 0) {
                return false;
            }
            claimable &= number != last;
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

    /** Learns that a claimed frame has been delivered, or given up. */
    void claimedIsDone() {
        lock.lock();
        try {
            claimed--;
            delivered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Queues a frame however full the queue is; for the last one, and what others wait for. */
    void addBeyondBound(Payload frame) {
        lock.lock();
        try {
            checkOpen();
            enqueue(frame, false);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a number for a request, which must be sent or {@linkplain Cancels#abandon abandoned}. */
    long reserve() {
        lock.lock();
        try {
            checkOpen();
            return ++last;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether what is queued now has to wait for a call before it, or for others in the queue. */
    boolean isHeldUp() {
        lock.lock();
        try {
            return delivering || !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many bytes are queued or on their way, with those for the keeping of each frame. */
    long bufferedAmount() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for frames and takes those whose numbers follow each other; the previous ones count as delivered.
     *
     * @return an empty batch if what there was has been claimed, null when the queue is closed
     */
    @Nullable FrameBatch take() throws InterruptedException {
        delivered();
        if (awaitFrames()) {
            riders.board(); // unlocked: they post frames
        }
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            if (queue.isEmpty()) {
                return FrameBatch.EMPTY;
            }
            FrameRun run = queue.removeOldest();
            delivering = true;
            underWay = run.cost();
            return run.batch();
        } finally {
            lock.unlock();
        }
    }

    /** Learns that what was taken has been delivered. */
    void delivered() {
        boolean fell;
        lock.lock();
        try {
            delivering = false;
            bytes -= underWay;
            underWay = 0;
            fell = highWater.fell(bytes) && !closed;
            delivered.signalAll();
        } finally {
            lock.unlock();
        }
        if (fell) {
            drained.run();
        }
    }

    /** Waits for frames; returns whether there are any. */
    private boolean awaitFrames() throws InterruptedException {
        lock.lock();
        try {
            awaitSomething();
            if (claimable && queue.isLone()) {
                letClaim();
                awaitSomething();
            }
            takerWaits = false;
            return !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void awaitSomething() throws InterruptedException {
        while (queue.isEmpty() && !closed) {
            takerWaits = true;
            added.await();
        }
    }

    /** Steps back once for the thread that has just asked: if it waits for the answer, it sends the question itself. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing rests on it: it only makes the cheaper way likely
    @GuardedBy("lock") private void letClaim() {
        lock.unlock();
        try {
            Thread.yield();
        } finally {
            lock.lock();
        }
    }

    /**
     * Waits until everything queued has been delivered, or the queue is closed.
     *
     * @return whether nothing is left, and nothing was dropped
     */
    boolean awaitDelivered(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (isUnderWay() && !closed && left > 0) {
                left = delivered.awaitNanos(left);
            }
            return !isUnderWay() && !dropped;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private boolean isUnderWay() {
        return !queue.isEmpty() || delivering || claimed > 0;
    }

    /** Drops what is queued; nothing can be sent any more. Closing twice is a no-op. */
    void close() {
        lock.lock();
        try {
            dropped |= isUnderWay();
            closed = true;
            queue.clear();
            bytes = 0;
            underWay = 0;
            added.signalAll();
            delivered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void checkRoom(Payload frame, long limit) {
        checkOpen();
        if (bytes > 0 && bytes + FrameCost.of(frame.length()) > limit) {
            throw new QueueFullException("Main has not taken " + bytes + " bytes of this renderer's messages yet, the"
                    + " bound is " + bound + ": send less, wait for onDrain(0), or raise"
                    + " MainProcess.builder().queueBound");
        }
    }

    @GuardedBy("lock") private void enqueue(Payload frame, boolean isClaimable) {
        long cost = FrameCost.of(frame.length());
        queue.append(last + 1, frame);
        last++; // only now: an error on the way must not leave a number that never comes
        claimable = isClaimable;
        largest = Math.max(largest, cost);
        bytes += cost;
        wakeTaker();
    }

    @GuardedBy("lock") private void wakeTaker() {
        if (takerWaits) {
            takerWaits = false;
            added.signal();
        }
    }

    @GuardedBy("lock") private void checkOpen() {
        if (closed) {
            throw new IpcClosedException("IPC method called after context was released");
        }
    }
}
