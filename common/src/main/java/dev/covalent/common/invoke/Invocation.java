package dev.covalent.common.invoke;

import dev.covalent.common.frame.FrameWriter;
import java.util.Objects;

/**
 * A request of the peer's for one of this process's handlers. Immutable.
 *
 * @param number the peer's own, which the answer repeats
 * @param channel whose handler is asked
 * @param deadlineMillis how long the peer waits
 * @param bytes what the arguments take in their encoded form
 */
public record Invocation(long number, String channel, long deadlineMillis, int bytes) {
    /** What an open request takes beside its channel and arguments, so that many without any are bounded, too. */
    private static final int OVERHEAD = 256;

    /** Checks that the channel is there. */
    public Invocation {
        Objects.requireNonNull(channel, "channel");
    }

    /** Returns what it takes in all as long as it is open. */
    long weight() {
        return (long) bytes + FrameWriter.textLength(channel) + OVERHEAD;
    }
}
