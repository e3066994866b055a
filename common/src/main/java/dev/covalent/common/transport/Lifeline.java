package dev.covalent.common.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a session that carries nothing: its end tells that the other process is gone.
 *
 * <p>RMI does not notice that a caller died, and a call learns of a dead callee only when it is made; the kernel closes
 * this connection within milliseconds of either.
 *
 * <p>Thread-safe.
 */
public final class Lifeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifeline.class);

    private final ChannelSocket socket;
    private final long sessionId;
    private final Object lock = new Object();

    @GuardedBy("lock") private boolean watched;

    /** Wraps a connection whose handshake for {@link Role#LIFELINE} or {@link Role#ATTACH} has succeeded. */
    public Lifeline(ChannelSocket socket, long sessionId) {
        this.socket = socket;
        this.sessionId = sessionId;
    }

    /** Returns the session whose lifeline this is. */
    public long sessionId() {
        return sessionId;
    }

    /**
     * Runs {@code onEnd} once, on a thread of its own, when this lifeline ends: because the peer closed its end or half of
     * it, or died, or sent anything at all, or because this end was closed.
     *
     * @throws IllegalStateException if it is watched already
     */
    public void watch(Runnable onEnd) {
        synchronized (lock) {
            if (watched) {
                throw new IllegalStateException("The lifeline of session " + sessionId + " is watched already");
            }
            watched = true;
        }
        Threads.daemon("lifeline-" + sessionId, () -> awaitEnd(onEnd)).start();
    }

    private void awaitEnd(Runnable onEnd) {
        try {
            if (socket.getInputStream().read() >= 0) {
                log.warn("Session {} sent data on its lifeline, which carries none; it is closed", sessionId);
            }
        } catch (IOException ended) {
            log.debug("The lifeline of session {} ended", sessionId, ended);
        } finally {
            close();
            onEnd.run();
        }
    }

    /** Tells whether neither end is known to have closed it. */
    public boolean isOpen() {
        return !socket.isClosed();
    }

    /** Closes this end, which is the end of it for both. Closing twice is a no-op. */
    @Override
    public void close() {
        socket.close();
    }

    @Override
    public String toString() {
        return "Lifeline[session=" + sessionId + (isOpen() ? ", open]" : ", closed]");
    }
}
