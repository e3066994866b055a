package dev.covalent.common.port;

import dev.covalent.common.frame.Payload;
import dev.covalent.common.link.FrameCost;
import java.util.List;
import java.util.Objects;

/**
 * A message on its way from one end of a channel to the other.
 *
 * @param message the encoded message
 * @param ports the ends that travel with it
 */
public record Mail(Payload message, List<PortEnd> ports) {
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
        return FrameCost.of(message.length()) + (long) FrameCost.OVERHEAD_BYTES * ports;
    }
}
