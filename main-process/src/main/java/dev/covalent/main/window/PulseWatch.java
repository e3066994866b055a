package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for renderers that do not answer, about four times within the limit.
 *
 * <p>It looks in turns of main's loop. Time in which main was stopped, or its loop blocked, so shows as a turn that comes
 * late, and accuses nobody. It asks on the timer's thread, because asking writes to a socket.
 *
 * <p>Thread-safe.
 */
public final class PulseWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PulseWatch.class);
    private static final int LOOKS = 4;

    private final WindowTable windows;
    private final EventLoop loop;
    private final ScheduledExecutorService timer;
    private final long interval;
    private final LongSupplier clock;
    private final Object lock = new Object();

    @GuardedBy("lock") private boolean looking;

    /** Confined to the loop's turn. */
    private long lastLook;

    private volatile @Nullable Future<?> ticking;

    /** Makes a watch that does not tick by itself. */
    PulseWatch(
            WindowTable windows, EventLoop loop, ScheduledExecutorService timer, Duration limit, LongSupplier clock) {
        this.windows = windows;
        this.loop = loop;
        this.timer = timer;
        this.interval = Math.max(1, TimeUnit.NANOSECONDS.convert(limit) / LOOKS);
        this.clock = clock;
        this.lastLook = clock.getAsLong();
    }

    /**
     * Watches the renderers of all windows.
     *
     * @param timer ticks; the watch also ends with it
     * @param limit how long a renderer may not answer
     */
    public static PulseWatch start(
            WindowTable windows, EventLoop loop, ScheduledExecutorService timer, Duration limit) {
        PulseWatch watch = new PulseWatch(windows, loop, timer, limit, System::nanoTime);
        watch.ticking = timer.scheduleWithFixedDelay(watch::tick, watch.interval, watch.interval, TimeUnit.NANOSECONDS);
        return watch;
    }

    /** Looks in the loop's next turn, unless it has not come to the last look yet. */
    void tick() {
        synchronized (lock) {
            if (looking) {
                return;
            }
            looking = true;
        }
        loop.execute(this::look);
    }

    @Override
    public void close() {
        Future<?> current = ticking;
        if (current != null) {
            current.cancel(false);
        }
    }

    private void look() {
        synchronized (lock) {
            looking = false;
        }
        long now = clock.getAsLong();
        long since = now - lastLook;
        lastLook = now;
        windows.checkPulses(now, since > 2 * interval ? since : 0);
        try {
            timer.execute(() -> windows.askPulses(now));
        } catch (RejectedExecutionException closing) {
            log.debug("Main closes; no renderer is asked any more");
        }
    }
}
