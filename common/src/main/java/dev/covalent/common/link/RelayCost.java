package dev.covalent.common.link;

import dev.covalent.common.frame.Payload;

/** What a message counts for that one renderer sends to another: the same in the sender and in main. */
public final class RelayCost {
    /** What a message costs in memory beside its payload, so that empty ones are bounded too. */
    private static final int OVERHEAD_BYTES = 64;

    private RelayCost() {}

    /** Returns the cost of a message with those arguments. */
    public static long of(Payload arguments) {
        return (long) arguments.length() + OVERHEAD_BYTES;
    }
}
