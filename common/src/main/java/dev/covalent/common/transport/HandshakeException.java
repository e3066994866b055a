package dev.covalent.common.transport;

import java.io.IOException;

/** Tells why a connection was not established although the other end answered. */
public final class HandshakeException extends IOException {
    /** Why the handshake failed. Immutable. */
    public enum Reason {
        /** What the peer sent is not this protocol, or the peer left in the middle of it. */
        MALFORMED,
        /** The peer speaks this protocol in another version. */
        OTHER_VERSION,
        /** The peer did not prove that it knows the secret. */
        WRONG_SECRET,
        /** The session has as many connections as it may. */
        TOO_MANY_CONNECTIONS,
        /** The session has a lifeline already. */
        SECOND_LIFELINE,
        /** The session has ended, or the main process is closing. */
        SESSION_ENDED,
        /** The main process attends to as many later instances of the application as it may, or keeps as many. */
        BUSY,
        /** The main process does not have the single-instance lock. */
        NO_INSTANCE_LOCK,
        /** The application is ending. */
        ENDING
    }

    private final Reason reason;

    HandshakeException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns why the handshake failed. */
    public Reason reason() {
        return reason;
    }
}
