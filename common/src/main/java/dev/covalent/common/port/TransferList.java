package dev.covalent.common.port;

import dev.covalent.common.MessagePort;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ports that are to go with a message. All of them are checked before any is transferred, with Electron's texts.
 *
 * <p>Not thread-safe.
 */
public final class TransferList {
    private final PortSpace space;
    private final @Nullable MessagePort source;
    private final List<LocalPort> ports;

    private TransferList(PortSpace space, @Nullable MessagePort source, List<LocalPort> ports) {
        this.space = space;
        this.source = source;
        this.ports = ports;
    }

    /**
     * Takes a list of ports that were given by the application.
     *
     * @param source the port that the message is posted to, or null
     * @throws IllegalArgumentException if an element is null or no port of this space
     */
    public static TransferList of(
            PortSpace space, @Nullable MessagePort source, List<? extends @Nullable MessagePort> transfer) {
        List<LocalPort> ports =
                new ArrayList<>(Objects.requireNonNull(transfer, "transfer").size());
        for (MessagePort port : transfer) {
            if (!(port instanceof LocalPort local) || !local.isOf(space)) {
                throw new IllegalArgumentException("Port at index " + ports.size() + " is not a valid port");
            }
            ports.add(local);
        }
        return new TransferList(space, source, ports);
    }

    /**
     * Checks that every port can be transferred, and returns their ends. Called under the space's lock.
     *
     * @throws IllegalArgumentException if a port is the source, already neutered, closed, or a duplicate
     */
    public List<PortEnd> ends() {
        int self = source == null ? -1 : ports.indexOf(source);
        if (self >= 0) {
            throw refused(self, "contains the source port");
        }
        Set<PortEnd> ends = new LinkedHashSet<>();
        for (LocalPort port : ports) {
            if (port.inbox().wasTransferred()) {
                throw refused(ends.size(), "is already neutered");
            }
            if (port.inbox().isNeutered()) {
                throw refused(ends.size(), "is closed");
            }
            if (!ends.add(port.inbox().end())) {
                throw refused(ends.size(), "is a duplicate");
            }
        }
        return List.copyOf(ends);
    }

    /** Makes the ports unusable here, once the message is under way. Called under the space's lock. */
    public void neuter() {
        for (LocalPort port : ports) {
            PortInbox inbox = port.inbox();
            if (!inbox.wasTransferred()) {
                inbox.end().moveTo(space.newInbox(inbox.end()));
            }
        }
    }

    private static IllegalArgumentException refused(int index, String why) {
        return new IllegalArgumentException("Port at index " + index + " " + why + ".");
    }
}
