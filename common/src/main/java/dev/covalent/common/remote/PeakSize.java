package dev.covalent.common.remote;

/**
 * How large a table was at most, as hash tables of the JDK stay as large as they ever were: one that a burst has filled is
 * to be made anew when most of that is gone.
 *
 * <p>Not thread-safe.
 */
final class PeakSize {
    /** Smaller ones are left as they are. */
    private static final int WORTH_WHILE = 1_024;

    private static final int SPARSE = 8;

    private int largest;

    /** Learns how large the table is after an entry was added. */
    void grown(int size) {
        largest = Math.max(largest, size);
    }

    /** Learns how large it is after one was removed, and tells whether to make it anew, which is then taken to be done. */
    boolean isSparse(int size) {
        if (largest < WORTH_WHILE || size > largest / SPARSE) {
            return false;
        }
        largest = size;
        return true;
    }
}
