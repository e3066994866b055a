package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a loop settle what is late, or lost, and sees to it that this ends.
 *
 * <p>A future that combines several, or one of the user's own, does not know that a thread waits for it on the loop, which
 * then never comes to settle what the future needs. So when whoever holds the turn was parked in one and the same wait for
 * a future during a whole grace, a thread of its own settles instead. What is chained then runs beside the loop, which goes
 * on when its wait ends: the one exception to the rule that user code runs one at a time, for a loop that has been blocked
 * beyond a deadline and would else stay so.
 *
 * <p>Thread-safe. Needs no timer of anybody's, since what it does may have to be done when its owner has ended.
 */
public final class LateSettler {
    private static final Logger log = LoggerFactory.getLogger(LateSettler.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Executor afterGrace;

    /** Makes a settler for what is settled on that loop. */
    public LateSettler(EventLoop loop) {
        this(loop, CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    }

    /**
     * Makes a settler.
     *
     * @param afterGrace runs what it is given when the grace is over, on a thread that must not be held
     */
    LateSettler(EventLoop loop, Executor afterGrace) {
        this.loop = loop;
        this.afterGrace = afterGrace;
    }

    /** Runs a settlement once: on the loop, or on a thread of its own if the loop waits for just that, or is closed. */
    public void settle(Runnable settlement) {
        AtomicBoolean settled = new AtomicBoolean();
        Runnable once = () -> {
            if (settled.compareAndSet(false, true)) {
                settlement.run();
            }
        };
        loop.execute(once);
        lookAfter(once, settled, waitOf(loop.holder()));
    }

    private void lookAfter(Runnable once, AtomicBoolean settled, @Nullable Object before) {
        afterGrace.execute(() -> look(once, settled, before));
    }

    private void look(Runnable once, AtomicBoolean settled, @Nullable Object before) {
        if (settled.get()) {
            return;
        }
        Object now = waitOf(loop.holder());
        if (now != null && now == before) {
            log.warn("The loop waits for a future that only it could complete, so what is late is settled beside it");
            Threads.daemon("late-settler", once).start();
        } else if (loop.isClosed()) {
            Threads.daemon("late-settler", once).start();
        } else {
            lookAfter(once, settled, now);
        }
    }

    /** Returns what stands for one wait of a thread for a future, or null if it does not wait for any. */
    private static @Nullable Object waitOf(@Nullable Thread thread) {
        Object blocker = thread == null ? null : LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getNestHost() == CompletableFuture.class ? blocker : null;
    }
}
