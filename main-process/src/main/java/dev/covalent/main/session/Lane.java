package dev.covalent.main.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.frame.MalformedFrameException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets what one renderer sends pass in the order of its numbers, whatever thread or connection brings it.
 *
 * <p>A renderer numbers everything it sends; concurrent calls overtake each other on the way, so each waits here until
 * those before it are done. Only the renderer's own calls ever wait in its lane. A number that does not come within the
 * gap limit, while nobody is in the lane, was lost with a broken connection: the sequence cannot go on. A renderer that
 * gave up a request, not knowing whether it was sent, abandons its number, so that nobody waits for it.
 *
 * <p>Thread-safe. The lane is held between {@link #enter} and {@link #leave} without a lock.
 */
public final class Lane {
    private static final int MAX_ABANDONED = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration gapLimit;

    @GuardedBy("lock") private long next = 1;

    @GuardedBy("lock") private final Set<Long> abandoned = new HashSet<>();

    @GuardedBy("lock") private final List<Runnable> afterLeaving = new ArrayList<>();

    @GuardedBy("lock") private boolean busy;

    @GuardedBy("lock") private boolean closed;

    /**
     * Makes a lane whose next number is 1.
     *
     * @param gapLimit how long a missing number is waited for
     */
    public Lane(Duration gapLimit) {
        this.gapLimit = gapLimit;
    }

    /**
     * Waits until {@code number} is next and nobody is in the lane.
     *
     * @return false if the lane was closed meanwhile, because the session is gone, or the number was abandoned
     * @throws MalformedFrameException if the number has passed already, or one before it does not come
     */
    public boolean enter(long number) throws InterruptedException {
        lock.lock();
        try {
            Countdown gap = null;
            boolean over = false;
            long awaited = next;
            while (!closed && (busy || next < number)) {
                if (gap == null || busy || next != awaited) { // somebody is on the way: no gap
                    gap = new Countdown(gapLimit);
                    over = false;
                    awaited = next;
                }
                if (over) {
                    throw new MalformedFrameException("Frame " + next + " did not come within " + gapLimit.toMillis()
                            + " ms, but frame " + number + " did");
                }
                over = !gap.await(nanos -> changed.await(nanos, TimeUnit.NANOSECONDS));
            }
            if (!closed && next > number && abandoned.remove(number)) {
                return false;
            }
            if (!closed && next > number) {
                throw new MalformedFrameException("Frame " + number + " came twice; " + next + " is next");
            }
            busy = !closed;
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the lane; the next {@code count} numbers are done. */
    public void leave(int count) {
        List<Runnable> due;
        lock.lock();
        try {
            next += count;
            busy = false;
            passOverAbandoned();
            due = List.copyOf(afterLeaving);
            afterLeaving.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Passes over a number whose renderer gave up sending it; without effect if it is in the lane already or has passed.
     *
     * @throws MalformedFrameException if too many numbers ahead are abandoned
     */
    public void abandon(long number) {
        lock.lock();
        try {
            if (number < next || (busy && number == next)) {
                return;
            }
            if (abandoned.size() >= MAX_ABANDONED) {
                throw new MalformedFrameException(MAX_ABANDONED + " numbers are abandoned already");
            }
            abandoned.add(number);
            if (!busy) {
                passOverAbandoned();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number stays known: what was sent under it may yet come, and is then ignored. */
    @GuardedBy("lock") private void passOverAbandoned() {
        while (abandoned.contains(next)) {
            next++;
        }
    }

    /** Runs {@code action} when nobody is in the lane any more, at once if nobody is; for a lane that is closed. */
    public void whenLeft(Runnable action) {
        lock.lock();
        try {
            if (busy) {
                afterLeaving.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Lets everyone go who waits. Closing twice is a no-op. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
