package dev.covalent.common.link;

/**
 * Tells when an amount that had risen above a mark has fallen to half of it, once each time.
 *
 * <p>Not thread-safe: guarded by whoever counts the amount.
 */
public final class HighWater {
    private final long mark;
    private boolean exceeded;

    /** Makes one that was not exceeded. */
    public HighWater(long mark) {
        this.mark = mark;
    }

    /** Notes that the amount rose; returns false if it is above the mark now. */
    public boolean rose(long amount) {
        if (amount <= mark) {
            return true;
        }
        exceeded = true;
        return false;
    }

    /** Notes that the amount fell; returns true if those who wait for that are to be told. */
    public boolean fell(long amount) {
        boolean told = exceeded && amount <= mark / 2;
        exceeded &= !told;
        return told;
    }

    /** Tells whether an amount is not above the mark. */
    public boolean allows(long amount) {
        return amount <= mark;
    }
}
