package dev.covalent.main.listener;

import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.HandshakeException;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.ProvenPeer;
import dev.covalent.common.transport.Refusal;
import dev.covalent.common.transport.Role;
import dev.covalent.common.transport.ServerHandshake;
import dev.covalent.common.transport.SessionKey;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one peer from its first byte to its place: a lifeline of the directory, an RMI connection of the queue, a later
 * instance that is heard out, or the door.
 *
 * <p>Thread-safe: one thread a peer.
 */
final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final SessionDirectory directory;
    private final PendingHandshakes pending;
    private final SessionConnections connections;
    private final AuthenticatedQueue queue;
    private final Handovers handovers;
    private final Duration handshakeLimit;

    Admission(
            SessionDirectory directory,
            PendingHandshakes pending,
            SessionConnections connections,
            AuthenticatedQueue queue,
            Handovers handovers,
            Duration handshakeLimit) {
        this.directory = directory;
        this.pending = pending;
        this.connections = connections;
        this.queue = queue;
        this.handovers = handovers;
        this.handshakeLimit = handshakeLimit;
    }

    /** Admits the peer, or tells why not; then the caller closes its connection. */
    PeerOutcome admit(ChannelSocket socket) {
        PeerOutcome outcome = proveAndPlace(socket);
        if (outcome == PeerOutcome.ACCEPTED) {
            handovers.hear(socket); // longer than a handshake may take
        }
        return pending.removeEvicted(socket) ? PeerOutcome.EVICTED : outcome;
    }

    private PeerOutcome proveAndPlace(ChannelSocket socket) {
        AtomicReference<@Nullable SessionKey> key = new AtomicReference<>();
        CallDeadline deadline = CallDeadline.start(handshakeLimit);
        try (deadline) {
            ProvenPeer peer = ServerHandshake.prove(socket, (role, sessionId) -> {
                key.set(keyOf(role, sessionId));
                return key.get();
            });
            // Before it is told that it is accepted: from then on nobody may evict it.
            return pending.removeEvicted(socket)
                    ? PeerOutcome.EVICTED
                    : place(socket, peer, Objects.requireNonNull(key.get(), "key"));
        } catch (SocketTimeoutException late) {
            return PeerOutcome.TOO_SLOW;
        } catch (HandshakeException failed) {
            log.debug("Refused a peer: {}", failed.getMessage());
            return failed.reason() == HandshakeException.Reason.WRONG_SECRET
                    ? PeerOutcome.WRONG_SECRET
                    : PeerOutcome.MALFORMED;
        } catch (IOException left) {
            log.debug("A peer left in the handshake", left);
            return PeerOutcome.MALFORMED;
        } catch (RuntimeException failed) {
            log.warn("Admitting a peer failed; it is refused", failed);
            return PeerOutcome.REFUSED;
        }
    }

    private @Nullable SessionKey keyOf(Role role, long sessionId) {
        return switch (role) {
            case ATTACH, SECOND_INSTANCE -> directory.attachKey();
            case RMI, LIFELINE -> directory.key(sessionId);
        };
    }

    private PeerOutcome place(ChannelSocket socket, ProvenPeer peer, SessionKey provedBy) throws IOException {
        if (peer.role() == Role.ATTACH) {
            return attach(socket, peer);
        }
        if (peer.role() == Role.SECOND_INSTANCE) {
            return handovers.admit(socket, peer);
        }
        long sessionId = peer.sessionId();
        Refusal refusal = peer.role() == Role.RMI
                ? connections.addCall(sessionId, socket)
                : connections.addLifeline(sessionId, socket);
        if (refusal != null) {
            log.debug("Refused a connection of session {} for {}: {}", sessionId, peer.role(), refusal);
            peer.refuse(refusal);
            return PeerOutcome.REFUSED;
        }
        peer.accept();
        if (peer.role() == Role.RMI) {
            queue.put(new AuthenticatedSocket(sessionId, socket));
        } else {
            directory.lifelineOpened(provedBy, new Lifeline(socket, sessionId));
        }
        return PeerOutcome.ACCEPTED;
    }

    /** The directory knows the session before the peer does: its first call may follow at once, on another thread. */
    private PeerOutcome attach(ChannelSocket socket, ProvenPeer peer) throws IOException {
        long sessionId = directory.newSessionId();
        Refusal refusal = connections.addLifeline(sessionId, socket);
        if (refusal != null) {
            peer.refuse(refusal);
            return PeerOutcome.REFUSED;
        }
        SessionKey derived = peer.derive(sessionId);
        directory.attached(derived);
        try {
            peer.acceptAs(sessionId);
        } catch (IOException left) {
            directory.attachAbandoned(sessionId);
            throw left;
        }
        directory.lifelineOpened(derived, new Lifeline(socket, sessionId));
        return PeerOutcome.ACCEPTED;
    }
}
