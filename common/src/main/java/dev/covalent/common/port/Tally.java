package dev.covalent.common.port;

import org.jspecify.annotations.Nullable;

/**
 * What was posted from one end of a channel and the other has not consumed, in order: how the poster's credit is counted.
 *
 * <p>Messages that an earlier holder of the end had posted count for nobody; those that were posted before this process
 * knew the channel cost nothing here, but whoever posted them, elsewhere, is to be told.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
final class Tally {
    /** The costs of the last ones of all that are out, which its holder pays for. */
    private final Costs costs = new Costs();

    /** Where these count, too; null if nowhere. The same for all of them. */
    private @Nullable PostingTotal total;

    /** How many messages of earlier holders come before all others. */
    private long silent;

    /** How many messages without a cost come then. */
    private long free;

    /** Adds a message, also to a total; always to the same until {@link #restart}. */
    void add(long cost, @Nullable PostingTotal payer) {
        costs.add(cost);
        total = payer;
        if (payer != null) {
            payer.add(cost);
        }
    }

    /** Adds messages that come before all others, of which nobody is to be told. */
    void precedeSilent(long count) {
        silent += count;
    }

    /** Adds messages that come before all others and cost nothing; of an end from which nothing was posted yet. */
    void precedeFree(long count) {
        free += count;
    }

    /** Leaves what is out to nobody, as the end has another holder now. */
    void restart() {
        silent += free + costs.size();
        free = 0;
        paidBack(costs.sum());
        costs.clear();
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
        long before = costs.sum();
        costs.remove(told - costless);
        paidBack(before - costs.sum());
        return told;
    }

    long bytes() {
        return costs.sum();
    }

    private void paidBack(long cost) {
        if (total != null) {
            total.remove(cost);
        }
    }
}
