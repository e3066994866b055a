package dev.covalent.main.utility;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * <p>Thread-safe.
 */
final class UtilityTimers {
    private static final Logger log = LoggerFactory.getLogger(UtilityTimers.class);

    private final ScheduledExecutorService timer;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<ScheduledFuture<?>> running = new ArrayList<>();

    @GuardedBy("lock") private boolean over;

    UtilityTimers(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Runs an action after a delay, unless {@link #end} was called or is before. */
    void after(Duration delay, Runnable action) {
        synchronized (lock) {
            if (over) {
                return;
            }
            try {
                running.add(timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS));
            } catch (RejectedExecutionException closed) {
                log.debug("Main is closing; no timer");
            }
        }
    }

    /** Cancels whatever has not run, and takes nothing more. */
    void end() {
        synchronized (lock) {
            over = true;
            running.forEach(task -> task.cancel(false));
            running.clear();
        }
    }
}
