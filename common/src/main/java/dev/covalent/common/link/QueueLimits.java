package dev.covalent.common.link;

/**
 * How much may wait for one peer, in bytes, each frame with some for its keeping ({@link FrameCost}).
 *
 * @param bound beyond it a sender is refused
 * @param mark beyond it a sender is told to wait until half of it is left; never above {@link #window}
 */
public record QueueLimits(long bound, long mark) {
    /** The bound unless the application says otherwise. */
    public static final long DEFAULT_BOUND = 64L << 20;

    /** The mark unless the application says otherwise, if the bound allows it. */
    public static final long DEFAULT_MARK = 1L << 20;

    /** The limits unless the application says otherwise. */
    public static final QueueLimits DEFAULT = ofBound(DEFAULT_BOUND);

    /** Checks the numbers. */
    public QueueLimits {
        if (bound < 1) {
            throw new IllegalArgumentException("queueBound must be at least 1 byte, not " + bound);
        }
        if (mark < 1 || mark > windowOf(bound)) {
            throw new IllegalArgumentException(
                    "highWaterMark must be 1 to " + windowOf(bound) + " bytes, a quarter of queueBound, not " + mark);
        }
    }

    /** Returns the limits of that bound, with the mark that goes with it. */
    public static QueueLimits ofBound(long bound) {
        return new QueueLimits(bound, Math.min(DEFAULT_MARK, windowOf(bound)));
    }

    /**
     * Returns how many bytes one sender may have on their way to one receiver that is not its direct peer: the other end of
     * a channel, or another renderer. A quarter of the bound, so that one of them does not take all the room.
     */
    public long window() {
        return windowOf(bound);
    }

    /** Returns the mark within a {@link #window}. */
    public long windowMark() {
        return Math.max(1, Math.min(mark, window() / 2));
    }

    /**
     * Returns how many bytes of a window are confirmed at once; fewer wait for others. No more than half the mark, so that
     * who waits until half of it is left never waits for that.
     */
    public long confirmed() {
        return Math.max(1, Math.min(window() / 8, windowMark() / 2));
    }

    private static long windowOf(long bound) {
        return Math.max(1, bound / 4);
    }
}
