package dev.covalent.main.listener;

import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * Knows the sessions of a main process; the {@link Listener} asks it about each peer.
 *
 * <p>Implementations are thread-safe: they are called on the threads of the handshakes. What they do must be short, because
 * it counts against the handshake's deadline.
 */
public interface SessionDirectory {

    /** Returns the key with session id 0 that a process must know to attach, or null if none may attach. */
    @Nullable SessionKey attachKey();

    /** Returns the key of a session, or null if there is none or it has ended. */
    @Nullable SessionKey key(long sessionId);

    /** Returns the id of a session to be, never 0 and never one used before. */
    long newSessionId();

    /** Takes a new session, whose peer has proved that it may attach. It is told about its lifeline next. */
    void attached(SessionKey key);

    /** Takes back a session that was {@link #attached} but whose peer left before it had a lifeline. */
    void attachAbandoned(long sessionId);

    /**
     * Takes the lifeline of a session, which is the only one it has. The peer knows that it was accepted;
     * nobody watches it yet.
     *
     * @param provedBy what the peer has proved itself by, which may not be the session's key any more
     */
    void lifelineOpened(SessionKey provedBy, Lifeline lifeline);
}
