package dev.covalent.common.link;

/** What a frame, or a message on its way, counts for wherever such are bounded: the same in every process. */
public final class FrameCost {
    /** What one takes in memory beside its bytes, so that empty ones are bounded too. */
    public static final int OVERHEAD_BYTES = 64;

    private FrameCost() {}

    /** Returns the cost of one of that many bytes. */
    public static long of(int length) {
        return (long) length + OVERHEAD_BYTES;
    }
}
