package dev.covalent.common.link;

import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.payload.Payload;

/** What a message counts for that one renderer sends to another: the same in the sender and in main. */
public final class RelayCost {
    private RelayCost() {}

    /** Returns the cost of a message on that channel with those arguments. */
    public static long of(String channel, Payload arguments) {
        return FrameCost.of(arguments.length()) + FrameWriter.textLength(channel);
    }
}
