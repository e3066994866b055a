package dev.covalent.main.listener;

import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.LoopbackAddress;
import dev.covalent.common.transport.UnixAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where to listen and within which limits. Immutable.
 *
 * @param address a socket file that does not exist yet, or TCP loopback with port 0
 * @param pendingHandshakes how many peers may be in the handshake; one more evicts the oldest
 * @param connectionsPerSession how many RMI connections a session may have
 * @param requestBytes how much one request may bring
 * @param handshakeLimit for the whole of a handshake
 * @param handoverLimit for all that a later instance of the application has to tell, after its handshake
 */
public record ListenerOptions(
        Address address,
        int pendingHandshakes,
        int connectionsPerSession,
        long requestBytes,
        Duration handshakeLimit,
        Duration handoverLimit) {

    /** Two hundred renderers may well be launched at once; on a busy machine none of them is through in a millisecond. */
    private static final int PENDING_HANDSHAKES = 256;

    private static final int CONNECTIONS_PER_SESSION = 128;
    private static final long REQUEST_BYTES = (64L << 20) + (64 << 10); // 64 MiB of message, and RMI's frame around it
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(2);
    private static final Duration HANDOVER_LIMIT = Duration.ofSeconds(5);

    /** Checks the limits. */
    public ListenerOptions {
        if (pendingHandshakes < 1
                || connectionsPerSession < 1
                || requestBytes < 1
                || handshakeLimit.isNegative()
                || handshakeLimit.isZero()
                || handoverLimit.isNegative()
                || handoverLimit.isZero()) {
            throw new IllegalArgumentException(
                    "Limits must be positive: " + pendingHandshakes + " handshakes, " + connectionsPerSession
                            + " connections, " + requestBytes + " bytes, " + handshakeLimit + ", " + handoverLimit);
        }
    }

    /** Listens on a socket file at {@code path}, with the default limits. */
    public static ListenerOptions unix(Path path) {
        return at(new UnixAddress(path));
    }

    /** Listens on a free port of 127.0.0.1, with the default limits. */
    public static ListenerOptions loopback() {
        return at(new LoopbackAddress(0));
    }

    private static ListenerOptions at(Address address) {
        return new ListenerOptions(
                address, PENDING_HANDSHAKES, CONNECTIONS_PER_SESSION, REQUEST_BYTES, HANDSHAKE_LIMIT, HANDOVER_LIMIT);
    }

    /** Returns these options with another limit of unfinished handshakes. */
    public ListenerOptions withPendingHandshakes(int limit) {
        return new ListenerOptions(address, limit, connectionsPerSession, requestBytes, handshakeLimit, handoverLimit);
    }

    /** Returns these options with another limit of connections of a session. */
    public ListenerOptions withConnectionsPerSession(int limit) {
        return new ListenerOptions(address, pendingHandshakes, limit, requestBytes, handshakeLimit, handoverLimit);
    }

    /** Returns these options with another limit of a request's bytes. */
    public ListenerOptions withRequestBytes(long limit) {
        return new ListenerOptions(
                address, pendingHandshakes, connectionsPerSession, limit, handshakeLimit, handoverLimit);
    }

    /** Returns these options with another limit of a handshake's time. */
    public ListenerOptions withHandshakeLimit(Duration limit) {
        return new ListenerOptions(
                address, pendingHandshakes, connectionsPerSession, requestBytes, limit, handoverLimit);
    }

    /** Returns these options with another limit of the time that a later instance has to tell what it has to. */
    public ListenerOptions withHandoverLimit(Duration limit) {
        return new ListenerOptions(
                address, pendingHandshakes, connectionsPerSession, requestBytes, handshakeLimit, limit);
    }
}
