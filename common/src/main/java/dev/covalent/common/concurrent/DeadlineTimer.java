package dev.covalent.common.concurrent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches many deadlines with one timer, armed for the earliest of them.
 *
 * <p>Most requests are answered long before their deadline, so the timer is not taken back for each: it finds nothing,
 * and is armed for the earliest that is open then. Watching one more deadline that is not the earliest is one read.
 *
 * <p>Thread-safe. Nothing is called while the lock is held.
 */
public final class DeadlineTimer {
    private static final Logger log = LoggerFactory.getLogger(DeadlineTimer.class);

    private final ScheduledExecutorService timer;
    private final LongConsumer sweep;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable Future<?> pending;

    /** Written with the lock held; read without, because a deadline that is already watched needs no lock. */
    private volatile @Nullable Long armed;

    /**
     * Makes a timer that watches nothing.
     *
     * @param sweep is given the time, ends what is late, and watches the deadline of each that remains
     */
    public DeadlineTimer(ScheduledExecutorService timer, LongConsumer sweep) {
        this.timer = timer;
        this.sweep = sweep;
    }

    /** Sees to a sweep when a deadline is over; what it ends must be known to the sweep already. */
    public void watch(long deadline) {
        Long earliest = armed;
        if (earliest != null && earliest - deadline <= 0) {
            return;
        }
        synchronized (lock) {
            Long current = armed;
            if (current != null && current - deadline <= 0) {
                return;
            }
            if (pending != null) {
                pending.cancel(false);
            }
            arm(deadline);
        }
    }

    /** Watches no deadline of those there were, because nothing is open; the timer then keeps nothing of it in memory. */
    public void rest() {
        synchronized (lock) {
            armed = null;
            if (pending != null) {
                pending.cancel(false);
                pending = null;
            }
        }
    }

    @GuardedBy("lock") private void arm(long deadline) {
        try {
            pending = timer.schedule(
                    () -> fire(deadline), Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            armed = deadline;
        } catch (RejectedExecutionException closing) {
            log.debug("A deadline is not watched any more: its owner closes, and ends what is open");
        }
    }

    private void fire(long deadline) {
        synchronized (lock) {
            Long current = armed;
            if (current != null && current == deadline) {
                armed = null; // before the sweep: what it does not see yet arms the timer anew
                pending = null;
            }
        }
        sweep.accept(System.nanoTime());
    }
}
