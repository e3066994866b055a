package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Tells when a thread has come to where it waits, which no result can tell. Thread-safe. */
public final class ThreadStates {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ThreadStates() {}

    /** Returns once {@code thread} waits, with a deadline or without. */
    public static void awaitParked(Thread thread) {
        long start = System.nanoTime();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime() - start)
                    .as("nanoseconds until %s waits", thread)
                    .isLessThan(LIMIT.toNanos());
            Thread.onSpinWait();
        }
    }

    /** Starts {@code work} on one of the threads, and returns its result once it waits there or is done. */
    public static <T> CompletableFuture<T> startUntilParked(Callable<T> work, Executor threads) {
        CompletableFuture<Thread> started = new CompletableFuture<>();
        CompletableFuture<T> result = CompletableFuture.supplyAsync(
                () -> {
                    started.complete(Thread.currentThread());
                    try {
                        return work.call();
                    } catch (Exception failed) {
                        throw new CompletionException(failed);
                    }
                },
                threads);
        awaitParked(started.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join());
        return result;
    }
}
