package dev.covalent.common.concurrent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
 * Sees to it that what is to be settled on a loop is settled, though the loop waits for just that.
 *
 * <p>A future that combines several, or one of the user's own, does not know that a thread waits for it on the loop, which
 * then never comes to settle what the future needs. So when whoever holds the turn was parked in one and the same wait for
 * a future during a whole grace, a thread of its own settles instead, and another one if that comes to wait in the same
 * manner. What is chained then runs beside the loop, which goes on when its wait ends: the one exception to the rule that
 * user code runs one at a time, for a loop that might else stay blocked.
 *
 * <p>Thread-safe. Needs no timer of anybody's, since what it does may have to be done when its owner has ended.
 */
public final class LateSettler {
    private static final Logger log = LoggerFactory.getLogger(LateSettler.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Due due;
    private final Executor afterGrace;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Object lock = new Object();

    /** Settles beside the loop; null if none ever had to. */
    @GuardedBy("lock") private @Nullable Thread beside;

    /** What has to be settled, which its owner also gives to the loop. Implementations are thread-safe. */
    public interface Due {

        /** Tells whether there is anything. */
        boolean isDue();

        /** Settles all there is, each once, whoever else does the same at the time. */
        void settle();
    }

    /** Makes a settler for what is settled on that loop. */
    public LateSettler(EventLoop loop, Due due) {
        this(loop, due, CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    }

    /**
     * Makes a settler.
     *
     * @param afterGrace runs what it is given when the grace is over, on a thread that must not be held
     */
    LateSettler(EventLoop loop, Due due, Executor afterGrace) {
        this.loop = loop;
        this.due = due;
        this.afterGrace = afterGrace;
    }

    /** Is to be told of whatever becomes due, once that is known to be. Costs one read while something else is. */
    public void watch() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            lookAgain();
        }
    }

    private void lookAgain() {
        Object wait = waitOf(settling());
        afterGrace.execute(() -> look(wait));
    }

    private void look(@Nullable Object before) {
        if (!due.isDue()) {
            looking.set(false);
            if (due.isDue()) { // it became so in between, and found us looking
                watch();
            }
            return;
        }
        Thread settling = settling();
        Object now = waitOf(settling);
        if (settling != null && now != null && now == before) {
            log.warn(
                    "{} waits for a future, perhaps one that only it could complete: what has come is settled beside it."
                            + " Chain with thenCompose or thenCombine instead of waiting for several futures together",
                    settling.getName());
            settleBeside();
        } else if (settling == null && loop.isClosed()) {
            settleBeside();
        }
        lookAgain();
    }

    /** Returns the thread that would settle if it did not wait; null if none does, or it is not known. */
    private @Nullable Thread settling() {
        Thread thread;
        synchronized (lock) {
            thread = beside;
        }
        return thread != null && thread.isAlive() ? thread : loop.holder();
    }

    private void settleBeside() {
        Thread thread = Threads.daemon("late-settler", due::settle);
        synchronized (lock) {
            beside = thread;
        }
        thread.start();
    }

    /** Returns what stands for one wait of a thread for a future, or null if it does not wait for any. */
    private static @Nullable Object waitOf(@Nullable Thread thread) {
        Object blocker = thread == null ? null : LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getNestHost() == CompletableFuture.class ? blocker : null;
    }
}
