package dev.covalent.common.port;

import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;

/**
 * A message on its way from one end of a channel to the other.
 *
 * @param message the encoded message
 * @param ports the ends that travel with it
 */
public record Mail(Payload message, List<PortEnd> ports) {
    /**
     * What one takes in memory beside its bytes, so that empty ones are bounded too: more than a frame that is only
     * encoded, because it waits taken apart, and its cost is noted at either end.
     */
    public static final int KEEPING_BYTES = 128;

    /** Checks and copies the parts. */
    public Mail {
        Objects.requireNonNull(message, "message");
        ports = List.copyOf(ports);
    }

    /** Returns what the message counts for against the credit of whoever posts it. */
    public long cost() {
        return costOf(message, ports.size());
    }

    /** Returns what a message with that many ports counts for; each of them is as much again to keep. */
    public static long costOf(Payload message, int ports) {
        return message.length() + KEEPING_BYTES * (1L + ports);
    }

    /** Returns how many messages a window of that many bytes can hold: empty ones, or a single one of any size. */
    public static long mostIn(long window) {
        return Math.max(1, window / KEEPING_BYTES);
    }
}
