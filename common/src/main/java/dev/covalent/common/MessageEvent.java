package dev.covalent.common;

import java.util.List;
import java.util.Objects;

/**
 * A message that a port received.
 *
 * @param data what was posted
 * @param ports the ports that came with it; empty if none did
 */
public record MessageEvent(Value data, List<MessagePort> ports) {

    /** Checks and copies the parts. */
    public MessageEvent {
        Objects.requireNonNull(data, "data");
        ports = List.copyOf(ports);
    }
}
