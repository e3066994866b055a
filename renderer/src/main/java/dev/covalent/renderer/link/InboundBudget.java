package dev.covalent.renderer.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the cost of frames that have arrived and wait for the event loop; beyond it they stay in main's queue, whose
 * bound then tells main's senders. Thread-safe.
 */
final class InboundBudget {
    private static final long MOST_SHARED = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final long bound;

    @GuardedBy("lock") private long used;

    @GuardedBy("lock") private int waits;

    @GuardedBy("lock") private boolean closed;

    InboundBudget(long bound) {
        this.bound = bound;
    }

    /** Returns how much is worth a place of its own: frames that cost less share one. */
    long share() {
        return Math.min(MOST_SHARED, bound / 8);
    }

    /** Waits until there is room for {@code cost}, or the budget is closed. */
    void acquire(long cost) throws InterruptedException {
        lock.lock();
        try {
            while (isFull(cost)) {
                released.await();
            }
            used += cost;
        } finally {
            lock.unlock();
        }
    }

    /** Takes room for {@code cost} if there is some now. */
    boolean tryAcquire(long cost) {
        lock.lock();
        try {
            if (isFull(cost)) {
                return false;
            }
            used += cost;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void release(long cost) {
        lock.lock();
        try {
            used -= cost;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets everything pass while the loop waits: what it waits for may be behind what waits for it. */
    void loopWaits() {
        lock.lock();
        try {
            waits++;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bounds again, once the loop goes on. */
    void loopGoesOn() {
        lock.lock();
        try {
            waits--;
        } finally {
            lock.unlock();
        }
    }

    /** Lets everyone pass. */
    void close() {
        lock.lock();
        try {
            closed = true;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private boolean isFull(long cost) {
        return !closed && waits == 0 && used > 0 && used + cost > bound;
    }
}
