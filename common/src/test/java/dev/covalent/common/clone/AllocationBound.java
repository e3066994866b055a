package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Base64;

/** Checks that reading bytes allocates no more than in proportion to their number. Thread-safe. */
public final class AllocationBound {
    /** What any reading may allocate, an exception with its stack included. */
    private static final long BASE = 512 * 1024;

    /** A map or set of one element each takes about this. */
    private static final long PER_BYTE = 250;

    /**
     * The JDK loads its time zones and the like when they are first needed, and once more when the collector took them; only
     * what happens each time counts.
     */
    private static final int REPEATS = 5;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationBound() {}

    /** Runs {@code reading} and checks what the thread allocated meanwhile. */
    public static void assertHolds(byte[] bytes, Runnable reading) {
        long bound = BASE + PER_BYTE * bytes.length;
        long allocated = allocatedBy(reading);
        for (int i = 0; i < REPEATS && allocated >= bound; i++) {
            allocated = allocatedBy(reading);
        }
        if (allocated >= bound) {
            assertThat(allocated)
                    .as("allocated for %s", Base64.getEncoder().encodeToString(bytes))
                    .isLessThan(bound);
        }
    }

    private static long allocatedBy(Runnable reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
