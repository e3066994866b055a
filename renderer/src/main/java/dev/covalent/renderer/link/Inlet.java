package dev.covalent.renderer.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.FrameCost;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
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
    private final Consumer<Downstream.Reply> due;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    /** What is due first comes first, and of that what came first: several threads bring them. */
    @GuardedBy("lock") private final Queue<Early> early = new PriorityQueue<>();

    @GuardedBy("lock") private long order;

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
     * @param replies takes the replies that come among the frames, in order
     * @param due takes the early replies when it is their turn, in the same order
     */
    Inlet(
            BiConsumer<Downstream, Runnable> frames,
            InboundBudget budget,
            Consumer<Downstream.Reply> replies,
            Consumer<Downstream.Reply> due) {
        this.frames = frames;
        this.budget = budget;
        this.replies = replies;
        this.due = due;
    }

    /** Returns the number of the last frame that has arrived. */
    long arrived() {
        return arrived;
    }

    /** Takes a batch; frames that came before are passed over. */
    void take(FrameBatch batch) throws InterruptedException {
        if (batch.first() > arrived + 1) {
            throw new MalformedFrameException("Frame " + batch.first() + " came after frame " + arrived);
        }
        List<Payload> encoded = batch.frames();
        int next = (int) Math.min(encoded.size(), arrived + 1 - batch.first());
        while (next < encoded.size()) {
            next = takeSome(encoded, next);
        }
        tellArrived();
    }

    /** Takes a reply that came as the result of another call. */
    void takeEarly(EarlyReply reply) {
        lock.lock();
        try {
            early.add(new Early(reply, ++order));
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

    /** Takes the next frames, up to an answer, which is not to wait for room; returns the index after them. */
    private int takeSome(List<Payload> encoded, int from) throws InterruptedException {
        List<Downstream> some = new ArrayList<>();
        Downstream answer = null;
        long before = arrived; // which only this thread writes
        long cost = 0;
        int next = from;
        while (next < encoded.size() && answer == null && (some.isEmpty() || cost < budget.share())) {
            Payload bytes = encoded.get(next++);
            Downstream frame = Downstream.decode(bytes);
            if (frame instanceof Downstream.Reply || frame instanceof Downstream.SyncReply) {
                answer = frame;
            } else {
                some.add(frame);
                cost += FrameCost.of(bytes.length());
            }
        }
        handOn(some, cost);
        if (answer instanceof Downstream.Reply reply) {
            replies.accept(reply);
        } else if (answer != null) {
            frames.accept(answer, Inlet::inPassing);
        }
        arrived = before + (next - from);
        if (repliesWait) {
            tellArrived();
        }
        return next;
    }

    /** Hands frames on that have their place in the budget together, until the last of them is handled. */
    private void handOn(List<Downstream> some, long cost) throws InterruptedException {
        if (!budget.tryAcquire(cost)) {
            tellArrived(); // what came before is not to wait for room
            budget.acquire(cost);
        }
        int last = some.size() - 1;
        while (last >= 0 && isHandledAtOnce(some.get(last))) {
            last--;
        }
        for (int i = 0; i < some.size(); i++) {
            frames.accept(some.get(i), i == last ? () -> budget.release(cost) : Inlet::inPassing);
        }
        if (last < 0) {
            budget.release(cost);
        }
    }

    /** Is what is run when a frame is handled that is not the last of those that share a place. */
    private static void inPassing() {}

    /** Tells whether a frame does not wait for the loop, so that its end says nothing about those before it. */
    private static boolean isHandledAtOnce(Downstream frame) {
        return frame instanceof Downstream.RelayTaken
                || frame instanceof Downstream.PortTaken
                || frame instanceof Downstream.PostingSettled
                || frame instanceof Downstream.Withdrawn;
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
        for (EarlyReply next = pollDue(false); next != null; next = pollDue(true)) {
            boolean settled = false;
            try {
                due.accept(next.reply());
                settled = true;
            } finally {
                if (!settled) {
                    stopSettling();
                }
            }
        }
    }

    private void stopSettling() {
        lock.lock();
        try {
            settling = false;
        } finally {
            lock.unlock();
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
            Early next = early.peek();
            settling = next != null && next.reply().after() <= arrived;
            if (!settling) {
                return null;
            }
            early.remove();
            repliesWait = !early.isEmpty();
            return next.reply();
        } finally {
            lock.unlock();
        }
    }

    /** A reply that waits until what comes before it has arrived. */
    private record Early(EarlyReply reply, long order) implements Comparable<Early> {
        @Override
        public int compareTo(Early other) {
            int byDue = Long.compare(reply.after(), other.reply.after());
            return byDue == 0 ? Long.compare(order, other.order) : byDue;
        }
    }
}
