package dev.covalent.common.port;

/**
 * What was posted from one end of a channel and the other has not consumed, in order: how the poster's credit is counted.
 *
 * <p>Messages that an earlier holder of the end had posted count for nobody; those that were posted before this process
 * knew the channel cost nothing here, but whoever posted them, elsewhere, is to be told.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
final class Tally {
    private static final int FIRST_CAPACITY = 8;

    /** The costs, in a ring; only the last ones of all that are out. */
    private long[] costs = new long[FIRST_CAPACITY];

    private int first;
    private int size;
    private long bytes;

    /** How many messages of earlier holders come before all others. */
    private long silent;

    /** How many messages without a cost come then. */
    private long free;

    /** Adds a message. */
    void add(long cost) {
        if (size == costs.length) {
            grow();
        }
        costs[(first + size++) % costs.length] = cost;
        bytes += cost;
    }

    /** Adds messages that come before all others, of which nobody is to be told. */
    void precedeSilent(long count) {
        silent = plus(silent, count);
    }

    /** Adds messages that come before all others and cost nothing; of an end from which nothing was posted yet. */
    void precedeFree(long count) {
        free = plus(free, count);
    }

    /** Leaves what is out to nobody, as the end has another holder now. */
    void restart() {
        silent = plus(plus(silent, free), size);
        free = 0;
        size = 0;
        bytes = 0;
    }

    /** Forgets everything. */
    void clear() {
        restart();
        silent = 0;
    }

    /** Removes the messages that come first; returns how many of them the holder is to be told of. */
    long remove(long count) {
        long skipped = Math.min(silent, count);
        silent -= skipped;
        long told = count - skipped;
        long costless = Math.min(free, told);
        free -= costless;
        for (long i = costless; i < told && size > 0; i++) {
            bytes -= costs[first];
            first = (first + 1) % costs.length;
            size--;
        }
        return told;
    }

    long bytes() {
        return bytes;
    }

    private void grow() {
        long[] larger = new long[2 * costs.length];
        for (int i = 0; i < size; i++) {
            larger[i] = costs[(first + i) % costs.length];
        }
        costs = larger;
        first = 0;
    }

    /** Adds counts that a peer may have written. */
    private static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
