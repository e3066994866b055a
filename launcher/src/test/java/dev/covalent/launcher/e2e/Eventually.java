package dev.covalent.launcher.e2e;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what nothing announces: a socket of the system, a file, a state inside another JVM. */
public final class Eventually {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_AGAIN_MILLIS = 10;

    private Eventually() {}

    /** Looks again and again until {@code actual} gives {@code expected}, and returns what it gave last. */
    public static <T> T becomes(T expected, Supplier<T> actual) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        T seen = actual.get();
        CountDownLatch never = new CountDownLatch(1);
        while (!seen.equals(expected) && System.nanoTime() - deadline < 0) {
            if (never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts it down");
            }
            seen = actual.get();
        }
        return seen;
    }
}
