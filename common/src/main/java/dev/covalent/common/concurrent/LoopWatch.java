package dev.covalent.common.concurrent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.observe.Observation;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how long a loop takes to come to its next turn, and reports, once for each blockage, one that does not.
 *
 * <p>With each tick it leaves a probe in the loop, unless the one before has not run yet. Time that the watch itself
 * missed, because the machine slept or the process was stopped, is nobody's fault and does not count.
 *
 * <p>Thread-safe. Nothing is called with the lock held.
 */
public final class LoopWatch implements AutoCloseable {
    /** How long a loop may be busy before it counts as blocked, where nobody says otherwise. */
    public static final Duration DEFAULT_BLOCKED_AFTER = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(LoopWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String name;
    private final EventLoop loop;
    private final long interval;
    private final long blockedAfter;
    private final LongSupplier clock;
    private final Consumer<Blockage> told;
    private final Object lock = new Object();

    @GuardedBy("lock") private boolean probing;

    /** When the probe under way, or the last one, was left in the loop; later by what the watch missed since. */
    @GuardedBy("lock") private long posted;

    @GuardedBy("lock") private long lastTick;

    @GuardedBy("lock") private long lastLag;

    /** The stack of the blockage that was reported and is not over. */
    @GuardedBy("lock") private @Nullable String reported;

    @GuardedBy("lock") private boolean closed;

    private volatile @Nullable Future<?> ticking;
    private volatile Runnable heldUp = () -> {};

    /** Makes a watch that does not tick by itself. */
    LoopWatch(
            String name,
            EventLoop loop,
            Duration interval,
            Duration blockedAfter,
            LongSupplier clock,
            Consumer<Blockage> told) {
        this.name = name;
        this.loop = loop;
        this.interval = interval.toNanos();
        this.blockedAfter = TimeUnit.NANOSECONDS.convert(blockedAfter); // for ever, if it is as long as that
        this.clock = clock;
        this.told = told;
        this.lastTick = clock.getAsLong();
    }

    /**
     * Watches a loop.
     *
     * @param name what the reports call it: {@code "main 'notes'"}
     * @param timer ticks; the watch also ends with it
     * @param told is told in the loop's turn when a blockage is over
     */
    public static LoopWatch start(
            String name,
            EventLoop loop,
            ScheduledExecutorService timer,
            Duration blockedAfter,
            Consumer<Blockage> told) {
        LoopWatch watch = new LoopWatch(name, loop, INTERVAL, blockedAfter, System::nanoTime, told);
        try {
            watch.ticking = timer.scheduleWithFixedDelay(
                    watch::tickSafely, watch.interval, watch.interval, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("The process of loop {} closes already; it is not watched", name);
        }
        return watch;
    }

    /**
     * Has something done with each tick at which the loop has not come to the probe of the tick before.
     *
     * @param action must not block
     */
    public void whileHeldUp(Runnable action) {
        heldUp = action;
    }

    /** Returns how long the loop took to come to its next turn when it was last asked, or has taken by now. */
    public Duration lag() {
        synchronized (lock) {
            long running = probing ? seenUntil(clock.getAsLong()) - posted : 0;
            return Duration.ofNanos(running > interval ? running : lastLag);
        }
    }

    /** Ends the watch; the loop is told nothing more. Closing twice is a no-op. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        Future<?> current = ticking;
        if (current != null) {
            current.cancel(false);
        }
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException failed) { // a tick that throws would be the last one
            log.warn("The watch of loop {} failed once", name, failed);
        }
    }

    /** Leaves a probe in the loop, or reports the loop if it has not come to the one before. */
    void tick() {
        boolean post;
        long overdue;
        synchronized (lock) {
            long now = clock.getAsLong();
            if (closed) {
                return;
            }
            passOver(now);
            lastTick = now;
            post = !probing;
            if (post) {
                probing = true;
                posted = now;
            }
            overdue = reported == null ? now - posted : 0;
        }
        if (post) {
            loop.execute(this::ran);
            return;
        }
        if (overdue >= blockedAfter) {
            report(Duration.ofNanos(overdue));
        }
        tellHeldUp();
    }

    private void tellHeldUp() {
        try {
            heldUp.run();
        } catch (RuntimeException | Error failed) { // which is a host's own
            log.warn("What looks after loop {} while that is held up failed", name, failed);
        }
    }

    private void report(Duration blocked) {
        String stack = HolderStack.of(loop.holder());
        synchronized (lock) {
            if (!probing || closed) {
                return; // it went on while its stack was taken, which then shows something else
            }
            reported = stack;
        }
        Observation.loopBlocked(name, blocked, stack, false);
        log.warn(
                "The loop of {} has been blocked for {} ms, and nothing else of its process runs on it: {}\n"
                        + "Leave work that takes long to a thread of its own, in main with"
                        + " ipcMain.handle(channel, executor, handler), and wait for nothing on the loop",
                name,
                blocked.toMillis(),
                stack);
    }

    /** The probe: runs in the loop's turn. */
    private void ran() {
        long lag;
        boolean measured;
        String stack;
        synchronized (lock) {
            long now = clock.getAsLong();
            if (closed) {
                return;
            }
            measured = seenUntil(now) == now;
            lag = Math.max(0, seenUntil(now) - posted);
            stack = reported;
            reported = null;
            probing = false;
            if (measured) {
                lastLag = lag;
            }
        }
        if (measured) {
            Observation.loopLag(name, Duration.ofNanos(lag));
        }
        if (stack != null) {
            over(new Blockage(Duration.ofNanos(lag), stack));
        }
    }

    private void over(Blockage blockage) {
        Observation.loopBlocked(name, blockage.blocked(), blockage.stack(), true);
        log.info(
                "The loop of {} goes on; it was blocked for {} ms",
                name,
                blockage.blocked().toMillis());
        told.accept(blockage);
    }

    /** Starts anew if the watch was late; a blockage that was reported before lasts, without the time that was missed. */
    @GuardedBy("lock") private void passOver(long now) {
        if (seenUntil(now) != now) {
            posted = reported == null ? now : posted + (now - lastTick);
        }
    }

    /** Returns until when the watch has seen the loop: now, unless it is itself later than it should be. */
    @GuardedBy("lock") private long seenUntil(long now) {
        return now - lastTick > 2 * interval ? lastTick : now;
    }
}
