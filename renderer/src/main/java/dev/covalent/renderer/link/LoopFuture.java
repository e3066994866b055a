package dev.covalent.renderer.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that completes on an event loop and may yet be waited for on it.
 *
 * <p>Waiting on the loop takes the reply as it arrives and runs there and then what is chained to it. If that does not
 * complete the future, only this loop could, which is what waits: that fails at once instead of hanging.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the result
 */
final class LoopFuture<T> extends CompletableFuture<T> {
    private final Reply reply;

    LoopFuture(Reply reply) {
        this.reply = reply;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LoopFuture<>(reply);
    }

    @Override
    public T join() {
        if (isDone()) {
            return super.join();
        }
        if (!reply.loop().inTurn()) {
            return follower().join();
        }
        try {
            help(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // join is not interruptible; the reply's own deadline bounds the wait
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        }
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return get(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException impossible) {
            throw new IllegalStateException("No wait is as long as that", impossible);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (isDone()) {
            return super.get();
        }
        if (!reply.loop().inTurn()) {
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
        reply.awaitOnLoop(limit, unit);
        reply.settle();
        if (!isDone()) {
            throw new IllegalStateException("Waiting here would never end: this thread is the event loop, and what the"
                    + " future still needs can only run on it. Chain with thenAccept, or wait on another thread");
        }
    }
}
