package dev.covalent.common.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A future that completes on an event loop, and knows what a wait for it means there.
 *
 * <p>A thread that waits elsewhere waits for the loop, and never runs what is chained to the future itself. A thread that
 * waits on the loop does what its {@link Waiting} can do meanwhile, because nobody else can; a wait that could never end
 * fails at once instead of hanging. Futures derived from this one are of the same kind.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the result
 */
public class LoopFuture<T> extends CompletableFuture<T> {
    private final Waiting waiting;

    /** What threads wait for; made with the first wait. */
    private final AtomicReference<@Nullable End<T>> end = new AtomicReference<>();

    /** What a wait can do, and when it is refused. Implementations are thread-safe. */
    public interface Waiting {

        /** Returns the loop on which the future completes. */
        EventLoop loop();

        /**
         * Waits, on the loop, until a future is done that needs what this waits for, and does what only the loop can do
         * for that.
         *
         * @param awaited completes when the wait may end; completing it runs nothing of the user's
         * @throws TimeoutException if it did not within the limit
         * @throws IllegalStateException if it did not within what is given to those who wait without a limit
         */
        void help(CompletableFuture<?> awaited, long limit, TimeUnit unit)
                throws InterruptedException, TimeoutException;

        /** Is told that a thread is about to wait without a limit, and may use it until the wait could end. */
        default void hasten() {}

        /**
         * Is asked before a wait.
         *
         * @throws IllegalStateException if the wait could never end
         */
        void check();
    }

    /** Makes an incomplete future. */
    protected LoopFuture(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public final <U> CompletableFuture<U> newIncompleteFuture() {
        return new LoopFuture<>(waiting);
    }

    @Override
    public final T join() {
        if (isDone()) {
            return super.join();
        }
        waiting.check();
        waiting.hasten();
        CompletableFuture<T> awaited = end();
        if (waiting.loop().inTurn()) {
            helpUninterrupted(awaited);
        }
        return awaited.join();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        try {
            if (!isDone()) {
                waiting.check();
                waiting.hasten();
            }
            return get(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        }
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (isDone()) {
            return super.get();
        }
        waiting.check();
        CompletableFuture<T> awaited = end();
        if (waiting.loop().inTurn()) {
            waiting.help(awaited, timeout, unit);
        }
        return awaited.get(timeout, unit);
    }

    private void helpUninterrupted(CompletableFuture<T> awaited) {
        boolean interrupted = false;
        try {
            while (!awaited.isDone()) {
                try {
                    waiting.help(awaited, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                } catch (InterruptedException caught) {
                    interrupted = true; // join is not interruptible
                }
            }
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns what completes as this future does, for threads to wait for. */
    private CompletableFuture<T> end() {
        End<T> known = end.get();
        if (known != null) {
            return known;
        }
        End<T> made = new End<>();
        if (!end.compareAndSet(null, made)) {
            return end();
        }
        made.follow(this);
        if (isDone()) {
            copyTo(made);
        }
        return made;
    }

    private void copyTo(End<T> target) {
        try {
            target.complete(super.join());
        } catch (RuntimeException failure) { // as join throws it
            target.completeExceptionally(failure);
        }
    }

    /**
     * Completes as a future of the loop's does, and has nothing chained to it.
     *
     * <p>A thread that waits for a {@link CompletableFuture} or chains something to it runs all that is chained to it, if
     * the future completes at that very moment. So threads wait for this instead, and the one that chains this to the
     * future drops its own part when that happens: it finds the future done.
     */
    private static final class End<T> extends CompletableFuture<T> {
        private final Thread chaining = Thread.currentThread();

        /** Read by the chaining thread alone, or when it does not matter. */
        private boolean chained;

        void follow(CompletableFuture<T> future) {
            CompletableFuture<T> unused = future.whenCompleteAsync(this::completeAs, this::runUnlessChaining);
            chained = true;
        }

        private void completeAs(@Nullable T value, @Nullable Throwable failure) {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(failure);
            }
        }

        private void runUnlessChaining(Runnable completion) {
            if (chained || Thread.currentThread() != chaining) {
                completion.run();
            }
        }
    }
}
