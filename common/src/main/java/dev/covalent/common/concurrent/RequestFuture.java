package dev.covalent.common.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The future of a request, which its user may complete before the answer does: by {@code cancel}, {@code orTimeout} or
 * any other way. The request is then given up.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the answer
 */
public final class RequestFuture<T> extends LoopFuture<T> {
    private final Runnable givenUp;

    /**
     * Makes the future of an open request.
     *
     * @param givenUp runs once if the user completes the future, on the user's thread
     */
    public RequestFuture(Waiting waiting, Runnable givenUp) {
        super(waiting);
        this.givenUp = givenUp;
    }

    /** Completes the future with the answer; what is chained to it may fail all the same. */
    public void answer(T value) {
        if (hasDerived()) {
            end(() -> super.complete(value));
        } else {
            super.complete(value);
        }
    }

    /** Completes the future with what went wrong. */
    public void fail(Throwable failure) {
        end(() -> super.completeExceptionally(failure));
    }

    @Override
    public boolean complete(T value) {
        return byUser(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return byUser(super.completeExceptionally(failure));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean open = !isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (open && cancelled) {
            forgetDerived();
            givenUp.run(); // twice if two threads cancel at once, which gives up an unknown request the second time
        }
        return cancelled;
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (Throwable thrown) { // whatever it is, it completes the future, as in the class above
                completeExceptionally(thrown);
            }
        });
        return this;
    }

    private boolean byUser(boolean completed) {
        if (completed) {
            forgetDerived();
            givenUp.run();
        }
        return completed;
    }
}
