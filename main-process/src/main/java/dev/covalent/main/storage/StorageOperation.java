package dev.covalent.main.storage;

import dev.covalent.common.storage.StorageChange;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One accepted call, from its place in the queue to its answer.
 *
 * <p>Thread-safe: made by the caller, carried out by the storage thread.
 */
sealed interface StorageOperation {

    /** Returns what the call counts for in the queue, in bytes. */
    long bytes();

    /**
     * A call that may change the area; neighbours in the queue are committed together.
     *
     * @param edit makes the change in the area, and may refuse it by an exception
     */
    record Write(
            Object origin,
            Function<StorageArea, Optional<StorageChange>> edit,
            long bytes,
            CompletableFuture<Void> outcome)
            implements StorageOperation {}

    /** Any other call; carried out alone, when all that was accepted before it is committed and announced. */
    record Task<T>(Supplier<T> body, CompletableFuture<T> outcome) implements StorageOperation {
        @Override
        public long bytes() {
            return 0;
        }

        /** Carries the call out and completes its future. */
        void run() {
            try {
                outcome.complete(body.get());
            } catch (Throwable failure) { // whatever it is, its place is the caller's future
                outcome.completeExceptionally(failure);
            }
        }
    }
}
