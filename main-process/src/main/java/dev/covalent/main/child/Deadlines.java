package dev.covalent.main.child;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Countdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done when one process takes too long. Once that cannot matter any more nothing is left of it, which would
 * keep the process in memory.
 *
 * <p>While main is stopped it cannot see what the process does, which may be stopped with it: that time does not count, as
 * in each {@link Countdown}.
 *
 * <p>Thread-safe. No action runs while the lock is held.
 */
public final class Deadlines {
    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

    private final ScheduledExecutorService timer;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<ScheduledFuture<?>> running = new ArrayList<>();

    @GuardedBy("lock") private boolean over;

    /** Makes one for which nothing is due. */
    public Deadlines(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Runs an action after a delay, unless {@link #end} was called or is before. */
    public void after(Duration delay, Runnable action) {
        Countdown left = new Countdown(delay);
        schedule(left.nextNanos(), left, action);
    }

    private void goOn(Countdown left, Runnable action) {
        long next = left.nextNanos();
        if (next == 0) {
            action.run();
        } else {
            schedule(next, left, action);
        }
    }

    private void schedule(long nanos, Countdown left, Runnable action) {
        synchronized (lock) {
            if (over) {
                return;
            }
            running.removeIf(ScheduledFuture::isDone);
            try {
                running.add(timer.schedule(() -> goOn(left, action), nanos, TimeUnit.NANOSECONDS));
            } catch (RejectedExecutionException closed) {
                log.debug("Main is closing; no timer");
            }
        }
    }

    /** Cancels whatever has not run, and takes nothing more. */
    public void end() {
        synchronized (lock) {
            over = true;
            running.forEach(task -> task.cancel(false));
            running.clear();
        }
    }
}
