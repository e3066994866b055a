package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is left of a time limit, if only time counts in which this process was not stopped and its machine did not sleep.
 *
 * <p>It is waited for in slices, and one that ends late counts as what it was to take: wherever in the wait a pause falls, no
 * more than the rest of a slice is lost in it, which is a twentieth of the limit.
 *
 * <p>Not thread-safe: whoever waits for a slice takes the next one.
 */
public final class Countdown {
    private static final int SLICES = 20;
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long sliceNanos;
    private long leftNanos;

    /** Something to wait for. */
    @FunctionalInterface
    public interface Wait {

        /** Returns whether it has come within so many nanoseconds. */
        boolean within(long nanos) throws InterruptedException;
    }

    /** Makes one of which all is left. */
    public Countdown(Duration limit) {
        this.leftNanos = Math.max(0, TimeUnit.NANOSECONDS.convert(limit));
        this.sliceNanos = Math.max(leftNanos / SLICES, SHORTEST_NANOS);
    }

    /** Takes the next slice off what is left, and returns how long to wait for it; 0 when the limit is over. */
    public long nextNanos() {
        long next = Math.min(leftNanos, sliceNanos);
        leftNanos -= next;
        return next;
    }

    /** Waits for something; returns false if the limit is over before it comes. What it does not need is left for others. */
    public boolean await(Wait wait) throws InterruptedException {
        while (true) {
            long next = Math.min(leftNanos, sliceNanos);
            long start = System.nanoTime();
            boolean come = wait.within(next);
            leftNanos -= Math.min(next, System.nanoTime() - start);
            if (come || leftNanos == 0) {
                return come;
            }
        }
    }

    /**
     * Waits for a result.
     *
     * @throws TimeoutException if the limit is over before it comes
     */
    public <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        boolean unused = await(nanos -> isDoneWithin(future, nanos));
        return future.get(0, TimeUnit.NANOSECONDS);
    }

    /** Fails a future, and returns it, when the limit is over, as {@link CompletableFuture#orTimeout} does. */
    public <T> CompletableFuture<T> limit(CompletableFuture<T> future) {
        goOn(future);
        return future;
    }

    private void goOn(CompletableFuture<?> future) {
        long next = nextNanos();
        if (next == 0) {
            future.completeExceptionally(new TimeoutException());
            return;
        }
        CompletableFuture<Void> slice =
                new CompletableFuture<Void>().completeOnTimeout(null, next, TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unused = slice.thenRun(() -> goOn(future));
        CompletableFuture<?> unusedEnd = future.whenComplete((result, failed) -> slice.cancel(false)); // with its timer
    }

    private static boolean isDoneWithin(Future<?> future, long nanos) throws InterruptedException {
        try {
            Object unused = future.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
    }
}
