package dev.covalent.common.port;

import dev.covalent.common.link.QueueLimits;

/**
 * What may still come back from a process that has transferred a port: first the messages that were posted there before
 * this process knew the channel, then those that were sent there from here. The latter are known to the byte. Of the
 * former that process says how many they are, and what its own window allows is all that they can cost.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class ReturnBudget {
    private final QueueLimits limits;
    private long local;
    private long localBytes;
    private long sent;
    private long sentBytes;

    /**
     * Makes a budget.
     *
     * @param local how many messages were posted there
     * @param sent how many were sent there from here
     * @param sentBytes what those cost
     */
    public ReturnBudget(QueueLimits limits, long local, long sent, long sentBytes) {
        this.limits = limits;
        this.local = local;
        this.sent = sent;
        this.sentBytes = sentBytes;
    }

    /** Tells whether a message of that cost may come next. */
    boolean covers(long cost) {
        if (local > 0) {
            return localBytes == 0 || localBytes + cost <= limits.window(); // as whoever posted it had credit
        }
        return sent > 0 && cost <= sentBytes;
    }

    /** Tells whether the message that may come next was posted there, and not sent there from here. */
    boolean isLocalNext() {
        return local > 0;
    }

    /** Counts a message that came. */
    void spend(long cost) {
        if (local > 0) {
            local--;
            localBytes += cost;
        } else {
            sent--;
            sentBytes -= cost;
        }
    }

    /** Expects nothing any more. */
    void clear() {
        local = 0;
        sent = 0;
    }

    /** Tells whether nothing more may come. */
    public boolean isEmpty() {
        return local + sent == 0;
    }
}
