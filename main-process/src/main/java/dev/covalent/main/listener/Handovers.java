package dev.covalent.main.listener;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.instance.Handover;
import dev.covalent.common.instance.HandoverAnswer;
import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.ProvenPeer;
import dev.covalent.common.transport.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of later instances of the application, which tell one thing each: a few at a time, and each within an
 * absolute deadline, so that a flood of them holds neither threads nor memory. Others are told to come again.
 *
 * <p>Thread-safe.
 */
final class Handovers {
    private static final Logger log = LoggerFactory.getLogger(Handovers.class);
    /** How many are heard out at a time. */
    static final int PLACES = 4;

    private final LaterInstances receiver;
    private final Duration limit;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<ChannelSocket> open = new HashSet<>();

    @GuardedBy("lock") private boolean closed;

    Handovers(LaterInstances receiver, Duration limit) {
        this.receiver = receiver;
        this.limit = limit;
    }

    /** Gives the peer a place and tells it so, or why not. Whoever has a place is to {@link #hear} next. */
    PeerOutcome admit(ChannelSocket socket, ProvenPeer peer) throws IOException {
        Refusal refusal = receiver.refusal();
        if (refusal == null) {
            refusal = add(socket);
        }
        if (refusal != null) {
            peer.refuse(refusal);
            return PeerOutcome.REFUSED;
        }
        peer.accept();
        return PeerOutcome.ACCEPTED;
    }

    /** Hears the peer out, if it has a place, answers, and closes its connection. */
    void hear(ChannelSocket socket) {
        if (!has(socket)) {
            return;
        }
        CallDeadline deadline = CallDeadline.start(limit);
        try (deadline;
                socket) {
            socket.limitRequests(Handover.MAX_MESSAGE + (64L << 10));
            answer(socket);
        } catch (IOException failed) {
            log.debug("A later instance was not heard out, or did not wait for its answer", failed);
        } catch (RuntimeException failed) {
            log.warn("Hearing a later instance failed", failed);
        }
    }

    private void answer(ChannelSocket socket) throws IOException {
        Handover handover;
        try {
            handover = Handover.readFrom(socket.getInputStream());
        } catch (MalformedFrameException malformed) {
            log.warn("A later instance sent what cannot be understood: {}", malformed.getMessage());
            send(socket, HandoverAnswer.MALFORMED);
            return;
        }
        HandoverAnswer answer = receiver.take(handover);
        try {
            send(socket, answer);
        } finally {
            if (answer == HandoverAnswer.TAKEN) {
                receiver.answered(handover);
            }
        }
    }

    private static void send(ChannelSocket socket, HandoverAnswer answer) throws IOException {
        socket.getOutputStream().write(answer.code());
        socket.getOutputStream().flush();
    }

    private @Nullable Refusal add(ChannelSocket socket) {
        synchronized (lock) {
            if (closed) {
                return Refusal.SESSION_ENDED;
            }
            if (open.size() >= PLACES) {
                return Refusal.BUSY;
            }
            open.add(socket);
        }
        socket.afterClose(() -> {
            synchronized (lock) {
                open.remove(socket);
            }
        });
        return null;
    }

    private boolean has(ChannelSocket socket) {
        synchronized (lock) {
            return open.contains(socket);
        }
    }

    /** Takes no more, and returns the connections that are open, for the caller to close. */
    List<ChannelSocket> end() {
        synchronized (lock) {
            closed = true;
            return List.copyOf(open);
        }
    }
}
