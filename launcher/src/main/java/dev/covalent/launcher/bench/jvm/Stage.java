package dev.covalent.launcher.bench.jvm;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where JMH's states, which JMH makes, find the part that this process plays. Thread-safe.
 */
final class Stage {
    private static final AtomicLong OUT_OF_ORDER = new AtomicLong();
    private static volatile @Nullable Part part;

    private Stage() {}

    static void enter(Part playing) {
        part = playing;
    }

    static Part part() {
        Part playing = part;
        if (playing == null) {
            throw new IllegalStateException("This process is none of the benchmark's: run 'covalent bench'");
        }
        return playing;
    }

    /** Adds to what {@link #takeOutOfOrder} returns. */
    static void addOutOfOrder(long messages) {
        OUT_OF_ORDER.addAndGet(messages);
    }

    /** Returns how many messages were out of order since the last call. */
    static long takeOutOfOrder() {
        return OUT_OF_ORDER.getAndSet(0);
    }
}
