package dev.covalent.renderer.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.FrameCost;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what main sends, in main's order. A reply that came early, as the result of another call, waits until the frames
 * that main had queued before it have arrived.
 *
 * <p>Thread-safe; one thread receives, another brings early replies.
 */
final class Inlet {
    private final BiConsumer<Downstream, Runnable> frames;
    private final InboundBudget budget;
    private final Consumer<Downstream.Reply> replies;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    /** In the order they came, in which their frames are numbered, too: one call at a time brings them. */
    @GuardedBy("lock") private final Queue<EarlyReply> early = new ArrayDeque<>();

    @GuardedBy("lock") private boolean settling;

    @GuardedBy("lock") private boolean closed;

    /** Written by the thread that receives. */
    private volatile long arrived;

    /** Whether there are early replies; written while the lock is held. */
    private volatile boolean repliesWait;

    /**
     * Makes an inlet.
     *
     * @param frames takes the other frames, in order, each with what is to be run when it is handled
     * @param replies takes the replies, in order
     */
    Inlet(BiConsumer<Downstream, Runnable> frames, InboundBudget budget, Consumer<Downstream.Reply> replies) {
        this.frames = frames;
        this.budget = budget;
        this.replies = replies;
    }

    /** Returns the number of the last frame that has arrived. */
    long arrived() {
        return arrived;
    }

    /** Takes a batch; frames that came before are passed over. */
    void take(FrameBatch batch) throws InterruptedException {
        long number = batch.first();
        for (byte[] frame : batch.frames()) {
            if (number > arrived + 1) {
                throw new MalformedFrameException("Frame " + number + " came after frame " + arrived);
            }
            if (number == arrived + 1) {
                take(frame);
                arrived = number;
                if (repliesWait) {
                    tellArrived();
                }
            }
            number++;
        }
        tellArrived();
    }

    /** Takes a reply that came as the result of another call. */
    void takeEarly(EarlyReply reply) {
        lock.lock();
        try {
            early.add(reply);
            repliesWait = true;
        } finally {
            lock.unlock();
        }
        settleDue();
    }

    /**
     * Waits until a frame has arrived and was taken.
     *
     * @return false if it did not within the limit, or before the inlet was closed
     */
    boolean awaitArrived(long number, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (arrived < number && !closed && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return arrived >= number;
        } finally {
            lock.unlock();
        }
    }

    /** Lets everyone go who waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void take(byte[] encoded) throws InterruptedException {
        Downstream frame = Downstream.decode(encoded);
        if (frame instanceof Downstream.Reply reply) {
            replies.accept(reply);
            return;
        }
        long cost = FrameCost.of(encoded.length);
        if (!budget.tryAcquire(cost)) {
            tellArrived(); // what came before is not to wait for room
            budget.acquire(cost);
        }
        frames.accept(frame, () -> budget.release(cost));
    }

    private void tellArrived() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
        settleDue();
    }

    /** Gives on the replies that are due; one thread at a time, or they would overtake each other. */
    private void settleDue() {
        boolean mine = false;
        for (EarlyReply due = pollDue(mine); due != null; due = pollDue(mine)) {
            mine = true;
            replies.accept(due.reply());
        }
    }

    /**
     * Takes the next reply that is due.
     *
     * @param mine whether it is the calling thread that settles
     */
    private @Nullable EarlyReply pollDue(boolean mine) {
        lock.lock();
        try {
            if (settling && !mine) {
                return null; // the thread that does it will see this reply
            }
            EarlyReply next = early.peek();
            settling = next != null && next.after() <= arrived;
            if (!settling) {
                return null;
            }
            early.remove();
            repliesWait = !early.isEmpty();
            return next;
        } finally {
            lock.unlock();
        }
    }
}
