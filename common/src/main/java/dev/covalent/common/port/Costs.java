package dev.covalent.common.port;

/**
 * The costs of messages that are out, in the order they went, and their sum.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class Costs {
    private static final int FIRST_CAPACITY = 8;

    /** A larger ring is given back when it is empty: it lives as long as the port. */
    private static final int KEPT_CAPACITY = 1024;

    private long[] ring = new long[FIRST_CAPACITY];
    private int first;
    private int size;
    private long sum;

    /** Adds the cost of a message that went after all others. */
    public void add(long cost) {
        if (size == ring.length) {
            grow();
        }
        ring[(first + size++) % ring.length] = cost;
        sum += cost;
    }

    /** Removes the costs of the messages that went first, as many as there are of that count. */
    public void remove(long count) {
        for (long i = 0; i < count && size > 0; i++) {
            sum -= ring[first];
            first = (first + 1) % ring.length;
            size--;
        }
        if (size == 0) {
            giveBack();
        }
    }

    /** Removes all. */
    public void clear() {
        size = 0;
        sum = 0;
        giveBack();
    }

    /** Returns how many messages are out. */
    public int size() {
        return size;
    }

    /** Returns what they cost together. */
    public long sum() {
        return sum;
    }

    private void giveBack() {
        if (ring.length > KEPT_CAPACITY) {
            ring = new long[FIRST_CAPACITY];
            first = 0;
        }
    }

    private void grow() {
        long[] larger = new long[2 * ring.length];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[(first + i) % ring.length];
        }
        ring = larger;
        first = 0;
    }
}
