package dev.covalent.main.listener;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what the other side of a connection does on a thread that the test cannot join. */
public final class Eventually {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private Eventually() {}

    /** Waits until {@code condition} holds, and fails if it does not within 5 s. */
    public static void holds(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("Not within 5 s: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
