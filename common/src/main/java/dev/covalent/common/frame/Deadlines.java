package dev.covalent.common.frame;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deadlines as frames carry them: in milliseconds, at least one. */
public final class Deadlines {
    /** The longest deadline, 146 years: its nanoseconds may be added to any reading of the clock. */
    public static final long MAX_MILLIS = Long.MAX_VALUE / 2_000_000;

    private Deadlines() {}

    /**
     * Returns a deadline that a user gave, in milliseconds: rounded up, and at most {@link #MAX_MILLIS}.
     *
     * @throws IllegalArgumentException if it is null or not longer than nothing
     */
    public static long millis(@Nullable Duration deadline) {
        if (deadline == null || deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("A deadline must be longer than nothing, not " + deadline);
        }
        if (deadline.toSeconds() >= MAX_MILLIS / 1000) {
            return MAX_MILLIS;
        }
        return deadline.plusNanos(999_999).toMillis();
    }

    /** Checks a deadline that a peer may have written. */
    static void check(long millis) {
        if (millis < 1 || millis > MAX_MILLIS) {
            throw new IllegalArgumentException("A deadline of " + millis + " ms");
        }
    }
}
