package dev.covalent.launcher.bench.fault;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits, but not for ever. */
final class Within {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Within() {}

    static <T> T limit(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for what nothing announces, looking about once a millisecond. */
    static void limit(String what, BooleanSupplier isSo) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("Not within " + LIMIT.toSeconds() + " s: " + what);
            }
            Thread.sleep(1);
        }
    }
}
