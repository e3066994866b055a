package dev.covalent.main.child;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done when one process takes too long. Once that cannot matter any more nothing is left of it, which would
 * keep the process in memory.
 *
 * <p>A deadline that comes late shows that main was stopped or had no time, and could not see what the process did
 * meanwhile: the process then has the same time again.
 *
 * <p>Thread-safe. No action runs while the lock is held.
 */
public final class Deadlines {
    /** How much later than it should a timer may run before main counts as having stood still. */
    private static final Duration LATE = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<ScheduledFuture<?>> running = new ArrayList<>();

    @GuardedBy("lock") private boolean over;

    /** Makes one for which nothing is due. */
    public Deadlines(ScheduledExecutorService timer) {
        this(timer, System::nanoTime);
    }

    /**
     * Makes one with another clock.
     *
     * @param nanoTime tells the time, as {@link System#nanoTime()} does
     */
    public Deadlines(ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    /** Runs an action after a delay, unless {@link #end} was called or is before. */
    public void after(Duration delay, Runnable action) {
        long due = nanoTime.getAsLong() + delay.toNanos();
        synchronized (lock) {
            if (over) {
                return;
            }
            running.removeIf(ScheduledFuture::isDone);
            try {
                running.add(
                        timer.schedule(() -> unlessLate(due, delay, action), delay.toNanos(), TimeUnit.NANOSECONDS));
            } catch (RejectedExecutionException closed) {
                log.debug("Main is closing; no timer");
            }
        }
    }

    private void unlessLate(long due, Duration delay, Runnable action) {
        if (nanoTime.getAsLong() - due > LATE.toNanos()) {
            after(delay, action);
        } else {
            action.run();
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
