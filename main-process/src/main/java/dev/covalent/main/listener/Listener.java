package dev.covalent.main.listener;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.ChannelSocket;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for the renderers of a main process and admits those that prove themselves.
 *
 * <p>Handshakes run on a bounded pool of their own, with an absolute deadline: silent, slow or broken peers delay nobody,
 * and RMI sees none of them. What becomes of each peer is counted.
 *
 * <p>Thread-safe.
 */
public final class Listener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private final ListeningSocket listening;
    private final ListenerOptions options;
    private final SessionConnections connections;
    private final PendingHandshakes pending;
    private final AuthenticatedQueue queue = new AuthenticatedQueue();
    private final Outcomes outcomes = new Outcomes();
    private final Handovers handovers;
    private final Admission admission;
    private final ExecutorService handshakes;
    private final Acceptor acceptor;

    private Listener(
            ListeningSocket listening, ListenerOptions options, SessionDirectory directory, LaterInstances later) {
        this.listening = listening;
        this.options = options;
        this.connections = new SessionConnections(options.connectionsPerSession());
        this.pending = new PendingHandshakes(options.pendingHandshakes());
        this.handovers = new Handovers(later, options.handoverLimit());
        this.admission = new Admission(directory, pending, connections, queue, handovers, options.handshakeLimit());
        // Twice the limit: the thread of an evicted peer needs a moment to notice.
        this.handshakes = Threads.pool("handshake", 2 * options.pendingHandshakes());
        this.acceptor =
                new Acceptor(listening, this::greet, this::makeRoom, () -> outcomes.count(PeerOutcome.NO_RESOURCES));
    }

    /**
     * Listens.
     *
     * @param directory is asked about the sessions of peers and told about lifelines
     * @throws IOException if the socket's directory is not private, its path too long, or the address taken
     */
    public static Listener start(ListenerOptions options, SessionDirectory directory) throws IOException {
        return start(options, directory, LaterInstances.NONE);
    }

    /**
     * Listens.
     *
     * @param directory is asked about the sessions of peers and told about lifelines
     * @param later is told of later instances of the application
     * @throws IOException if the socket's directory is not private, its path too long, or the address taken
     */
    public static Listener start(ListenerOptions options, SessionDirectory directory, LaterInstances later)
            throws IOException {
        Listener listener = new Listener(ListeningSocket.open(options.address()), options, directory, later);
        listener.acceptor.start();
        return listener;
    }

    /** Returns where it listens. */
    public Address address() {
        return listening.address();
    }

    /** Returns how many peers have had this outcome so far. */
    public long count(PeerOutcome outcome) {
        return outcomes.of(outcome);
    }

    /** Returns the authenticated RMI connections; whoever serves RMI takes them from here. */
    public AuthenticatedQueue connections() {
        return queue;
    }

    /** Closes every connection of a session at once, its lifeline included, and refuses new ones. */
    public void endSession(long sessionId) {
        connections.end(sessionId).forEach(ChannelSocket::close);
    }

    /** Runs on the acceptor's thread and must not block. */
    private void greet(SocketChannel channel) {
        ChannelSocket peer;
        try {
            peer = ChannelSocket.accepted(channel, options.requestBytes());
        } catch (IOException left) {
            outcomes.count(PeerOutcome.MALFORMED);
            log.debug("A peer left before its handshake", left);
            return;
        }
        evict(pending.add(peer));
        try {
            handshakes.execute(() -> admit(peer));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            pending.removeEvicted(peer);
            peer.close();
            outcomes.count(PeerOutcome.NO_RESOURCES);
        }
    }

    /** Frees the descriptor of a peer that has not proved itself, if there is one. */
    private boolean makeRoom() {
        return evict(pending.evictOldest());
    }

    private boolean evict(@Nullable ChannelSocket evicted) {
        if (evicted == null) {
            return false;
        }
        outcomes.count(PeerOutcome.EVICTED);
        evicted.close();
        return true;
    }

    private void admit(ChannelSocket peer) {
        PeerOutcome outcome = admission.admit(peer);
        if (outcome != PeerOutcome.EVICTED) { // that was counted by whoever evicted it
            outcomes.count(outcome);
        }
        if (outcome != PeerOutcome.ACCEPTED) {
            peer.close();
        }
    }

    /** Closes every connection, stops listening, deletes the socket file and waits for its threads. Idempotent. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            log.warn("Closing {} failed", address().format(), failed);
        }
        queue.close();
        pending.all().forEach(ChannelSocket::close);
        connections.endAll().forEach(ChannelSocket::close);
        handovers.end().forEach(ChannelSocket::close);
        handshakes.shutdownNow();
        try {
            acceptor.close();
            if (!handshakes.awaitTermination(2, TimeUnit.SECONDS)) {
                log.warn(
                        "A handshake at {} did not end within 2 s of closing",
                        address().format());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
