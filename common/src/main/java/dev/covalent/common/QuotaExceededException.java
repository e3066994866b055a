package dev.covalent.common;

/**
 * Refuses an item that the storage area has no room for; the item's old value and all other items stay as they were.
 *
 * <p>Mirrors the web's {@code QuotaExceededError}, and says what that leaves out: sizes are in bytes, two for each UTF-16
 * unit of the keys and values.
 */
public final class QuotaExceededException extends IllegalStateException {
    private final long usedBytes;
    private final long requestedBytes;
    private final long quotaBytes;

    /**
     * Makes the exception, also from the numbers that another process sent.
     *
     * @param usedBytes what the items in the area take
     * @param requestedBytes what the refused item would have taken in addition
     * @param quotaBytes what the area may hold
     */
    public QuotaExceededException(long usedBytes, long requestedBytes, long quotaBytes) {
        super("The storage has no room for the item: " + usedBytes + " of " + quotaBytes
                + " bytes are used, and it needs "
                + requestedBytes + " bytes more. Remove items, or raise the quota with"
                + " MainProcess.builder().storageQuota(...).");
        this.usedBytes = usedBytes;
        this.requestedBytes = requestedBytes;
        this.quotaBytes = quotaBytes;
    }

    /** Returns what the items in the area take, in bytes. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Returns what the refused item would have taken in addition, in bytes. */
    public long requestedBytes() {
        return requestedBytes;
    }

    /** Returns what the area may hold, in bytes. */
    public long quotaBytes() {
        return quotaBytes;
    }
}
