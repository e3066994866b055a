package dev.covalent.common.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a loop settle what is late, and sees to it that this ends.
 *
 * <p>A future that combines several, or one of the user's own, does not know that a thread waits for it on the loop, which
 * then never comes to settle what the future needs. So when whoever holds the turn was parked in one and the same wait for
 * a future during a whole grace, the timer's thread settles instead. That may be a wait for something else; but then the
 * loop has been blocked beyond the deadline, and stands still while the timer's thread runs what is chained.
 *
 * <p>Thread-safe.
 */
public final class LateSettler {
    private static final Logger log = LoggerFactory.getLogger(LateSettler.class);
    private static final long GRACE_MILLIS = 1_000;

    private final EventLoop loop;
    private final ScheduledExecutorService timer;

    /** Makes a settler for what is settled on that loop. */
    public LateSettler(EventLoop loop, ScheduledExecutorService timer) {
        this.loop = loop;
        this.timer = timer;
    }

    /** Runs a settlement once: on the loop, or on the timer's thread if the loop waits for just that. */
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
        try {
            var unused = timer.schedule(() -> look(once, settled, before), GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("The owner of the timer closes, and the loop settles what is left");
        }
    }

    private void look(Runnable once, AtomicBoolean settled, @Nullable Object before) {
        if (settled.get()) {
            return;
        }
        Object now = waitOf(loop.holder());
        if (now != null && now == before) {
            log.warn("The loop waits for a future that only it could complete, so what is late is settled without it");
            once.run();
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
