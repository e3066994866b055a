package dev.covalent.common.transport;

import org.jspecify.annotations.Nullable;

/** What a connection carries once both ends have proved themselves. Immutable. */
public enum Role {
    /** Remote calls of one session. */
    RMI('R'),
    /** Nothing: its end tells that the other process is gone. */
    LIFELINE('L'),
    /** A lifeline of a process that has no session yet and gets one. */
    ATTACH('A'),
    /** What a later instance of the application tells the first one; it has no session and gets none. */
    SECOND_INSTANCE('I');

    private final byte code;

    Role(char code) {
        this.code = (byte) code;
    }

    /** Returns the byte that stands for this role in the handshake. */
    public byte code() {
        return code;
    }

    /** Tells whether a connection of this role belongs to a session that exists already. */
    boolean hasSession() {
        return this == RMI || this == LIFELINE;
    }

    /** Returns the role of a byte received, or null if it stands for none. */
    static @Nullable Role ofCode(byte code) {
        for (Role role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        return null;
    }
}
