package dev.covalent.common.transport;

/** Why a main process refuses a connection of a peer that has proved itself. Immutable. */
public enum Refusal {
    /** The session has as many connections as it may. */
    TOO_MANY_CONNECTIONS(2, HandshakeException.Reason.TOO_MANY_CONNECTIONS, "has as many connections as it may"),
    /** The session has a lifeline already. */
    SECOND_LIFELINE(3, HandshakeException.Reason.SECOND_LIFELINE, "has a lifeline already; a session has one"),
    /** The session has ended, or the main process is closing. */
    SESSION_ENDED(4, HandshakeException.Reason.SESSION_ENDED, "has ended"),
    /** As many later instances as may are telling it something, or it has not come to those before. */
    BUSY(5, HandshakeException.Reason.BUSY, "has as many later instances to attend to as it may"),
    /** The main process has not, or no more, the single-instance lock, so there is nothing to tell it. */
    NO_INSTANCE_LOCK(6, HandshakeException.Reason.NO_INSTANCE_LOCK, "does not have the single-instance lock"),
    /** The application is ending: a later instance need not tell it anything, and is the next. */
    ENDING(7, HandshakeException.Reason.ENDING, "is ending");

    private final byte code;
    private final HandshakeException.Reason reason;
    private final String state;

    Refusal(int code, HandshakeException.Reason reason, String state) {
        this.code = (byte) code;
        this.reason = reason;
        this.state = state;
    }

    byte code() {
        return code;
    }

    HandshakeException toException(Address address, long sessionId) {
        return new HandshakeException(
                reason,
                "The main process at " + address.format() + " refused the connection: "
                        + (sessionId == SessionKey.NO_SESSION ? "it " : "session " + sessionId + " ") + state);
    }
}
