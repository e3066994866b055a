package dev.covalent.common.port;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was posted from one end of a channel and the other has not consumed, in order: how the credit of its holder is
 * counted, and that of the processes which posted it.
 *
 * <p>The two differ when the end goes to another holder: that one starts with a window of its own, and is not told of
 * messages that an earlier one had posted; but whoever posted them pays for them as long as they wait.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
final class Tally {
    /** The last one stays when it is empty, so that a port with one message after another makes no more. */
    private final Deque<Stretch> stretches = new ArrayDeque<>(1);

    private long ownBytes;

    /** Messages that follow each other and count for the same. */
    private static final class Stretch {
        private final Costs costs = new Costs();

        /** How many more there are, after the others, whose cost is not known yet. */
        private long unpriced;

        /** Whether the present holder has posted them. */
        private boolean own;

        /** Where they count, too; null if nowhere, or if somebody else says when they do no more. */
        private @Nullable PostingTotal payer;

        Stretch(boolean own, @Nullable PostingTotal payer) {
            this.own = own;
            this.payer = payer;
        }

        long size() {
            return costs.size() + unpriced;
        }

        /** Removes the first ones; returns what they had cost. */
        long remove(long count) {
            long priced = Math.min(costs.size(), count);
            long before = costs.sum();
            costs.remove(priced);
            unpriced -= count - priced;
            return paidBack(before - costs.sum());
        }

        long paidBack(long cost) {
            if (payer != null) {
                payer.remove(cost);
            }
            return cost;
        }
    }

    /** Adds a message of the present holder, which its total counts already. */
    void add(long cost, @Nullable PostingTotal payer) {
        Stretch last = stretches.peekLast();
        if (last == null || !last.own || last.payer != payer || last.unpriced > 0) {
            last = new Stretch(true, payer);
            stretches.add(last);
        }
        last.costs.add(cost);
        ownBytes += cost;
    }

    /**
     * Adds messages that come before all others, and whose cost is not known yet.
     *
     * @param own whether the present holder has posted them
     * @param payer where they count, as soon as each has a price
     */
    void precede(long count, boolean own, PostingTotal payer) {
        Stretch earlier = new Stretch(own, payer);
        earlier.unpriced = count;
        stretches.addFirst(earlier);
    }

    /** Learns the cost of the first message that has none; returns false, and adds nothing, if all have one. */
    boolean price(long cost) {
        for (Stretch stretch : stretches) {
            if (stretch.unpriced > 0) {
                stretch.unpriced--;
                stretch.costs.add(cost);
                ownBytes += stretch.own ? cost : 0;
                if (stretch.payer != null) {
                    stretch.payer.add(cost);
                }
                return true;
            }
        }
        return false;
    }

    /** Leaves what is out to those who posted it, as the end has another holder now. */
    void disown() {
        stretches.forEach(stretch -> stretch.own = false);
        ownBytes = 0;
    }

    /** Leaves it to news from elsewhere when what is out counts no more. */
    void handOver() {
        for (Stretch stretch : stretches) {
            if (stretch.payer != null) {
                stretch.payer.handOver(stretch.costs.sum());
                stretch.payer = null;
            }
        }
    }

    /** Forgets everything. */
    void clear() {
        for (Stretch stretch : stretches) {
            stretch.paidBack(stretch.costs.sum());
        }
        stretches.clear();
        ownBytes = 0;
    }

    /** Removes the messages that come first; returns how many of them the holder is to be told of. */
    long remove(long count) {
        long left = count;
        long told = 0;
        for (Stretch first = stretches.peek(); first != null && left > 0; first = stretches.peek()) {
            long removed = Math.min(first.size(), left);
            long cost = first.remove(removed);
            left -= removed;
            if (first.own) {
                told += removed;
                ownBytes -= cost;
            }
            if (stretches.size() == 1) {
                break;
            }
            if (first.size() == 0) {
                stretches.remove();
            }
        }
        return told;
    }

    /** Returns the cost of what the present holder has out. */
    long bytes() {
        return ownBytes;
    }
}
