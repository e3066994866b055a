package dev.covalent.common.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a session that carries no data: its end tells that the other process is gone.
 *
 * <p>RMI does not notice that a caller died, and a call learns of a dead callee only when it is made; the kernel closes
 * this connection within milliseconds of either. A process that is there may be stopped, or its loop blocked, all the same:
 * each end may send a beat, which says what the two have agreed on, and passes by whatever else is queued between them.
 *
 * <p>Thread-safe.
 */
public final class Lifeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifeline.class);
    private static final byte BEAT = 1;

    private final ChannelSocket socket;
    private final long sessionId;
    private final Object lock = new Object();
    private final Object beating = new Object();

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
     * it, or died, or sent what is no beat, or because this end was closed.
     *
     * @param onBeat is run for each beat of the peer, on that thread; must not block
     * @throws IllegalStateException if it is watched already
     */
    public void watch(Runnable onBeat, Runnable onEnd) {
        synchronized (lock) {
            if (watched) {
                throw new IllegalStateException("The lifeline of session " + sessionId + " is watched already");
            }
            watched = true;
        }
        Threads.daemon("lifeline-" + sessionId, () -> awaitEnd(onBeat, onEnd)).start();
    }

    /**
     * Sends a beat; does nothing on a lifeline that has ended. Who sends no more than the peer answers is never held up. A
     * thread that may be interrupted must not call this, because that ends the lifeline.
     */
    public void beat() {
        try {
            synchronized (beating) {
                socket.write(ByteBuffer.wrap(
                        new byte[] {BEAT})); // past the stream, which one thread reads and writes in turns
            }
        } catch (IOException ended) {
            log.debug("The lifeline of session {} has ended: no beat", sessionId, ended);
        }
    }

    private void awaitEnd(Runnable onBeat, Runnable onEnd) {
        try {
            int read = socket.getInputStream().read();
            while (read == BEAT) {
                onBeat.run();
                read = socket.getInputStream().read();
            }
            if (read >= 0) {
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
