package dev.covalent.common.port;

import dev.covalent.common.frame.Payload;
import java.util.List;
import java.util.Objects;

/**
 * A message on its way from one end of a channel to the other.
 *
 * @param message the encoded message
 * @param ports the ends that travel with it
 */
public record Mail(Payload message, List<PortEnd> ports) {
    /** What a message costs in memory beside its payload, so that empty ones are bounded too. */
    private static final int OVERHEAD_BYTES = 64;

    /** Checks and copies the parts. */
    public Mail {
        Objects.requireNonNull(message, "message");
        ports = List.copyOf(ports);
    }

    /** Returns what the message counts for against the credit of whoever posts it. */
    public long cost() {
        return (long) message.length() + (long) OVERHEAD_BYTES * (1 + ports.size());
    }
}
