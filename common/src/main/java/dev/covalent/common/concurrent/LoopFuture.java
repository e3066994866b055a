package dev.covalent.common.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that completes on an event loop, and knows what a wait for it means there.
 *
 * <p>A thread that waits elsewhere waits for the loop, and never runs what is chained to the future itself. A thread that
 * waits on the loop does what its {@link Waiting} can do, and if that does not complete the future, only this loop could,
 * which is what waits: that fails at once instead of hanging. Futures derived from this one are of the same kind.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the result
 */
public class LoopFuture<T> extends CompletableFuture<T> {
    private final Waiting waiting;

    /** What a wait can do, and when it is refused. Implementations are thread-safe. */
    public interface Waiting {

        /** Returns the loop on which the future completes. */
        EventLoop loop();

        /**
         * Waits, on the loop, for what completes the future, and completes it.
         *
         * @throws TimeoutException if it did not come within the limit
         */
        void help(long limit, TimeUnit unit) throws InterruptedException, TimeoutException;

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
        if (isDone()) {
            return super.join();
        }
        if (!waiting.loop().inTurn()) {
            return follower().join();
        }
        try {
            help(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // join is not interruptible; the request's own deadline bounds the wait
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        }
        return super.join();
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
        if (!waiting.loop().inTurn()) {
            return follower().get(timeout, unit);
        }
        help(timeout, unit);
        return super.get();
    }

    /**
     * Returns a plain future that completes as this one does, for threads to wait on: a thread that waits on this one
     * would itself run what is chained to it, and not the loop.
     */
    private CompletableFuture<T> follower() {
        CompletableFuture<T> follower = new CompletableFuture<>();
        CompletableFuture<T> unused = whenComplete((value, failure) -> {
            if (failure == null) {
                follower.complete(value);
            } else {
                follower.completeExceptionally(failure);
            }
        });
        return follower;
    }

    private void help(long limit, TimeUnit unit) throws InterruptedException, TimeoutException {
        waiting.help(limit, unit);
        if (!isDone()) {
            throw new IllegalStateException("Waiting here would never end: this thread is the event loop, and what the"
                    + " future still needs can only run on it. Chain with thenAccept, or wait on another thread");
        }
    }
}
