package dev.covalent.common.instance;

import org.jspecify.annotations.Nullable;

/** What the first instance answers to a {@link Handover}. Immutable. */
public enum HandoverAnswer {
    /** It is kept, and the application's listeners will be told of it. */
    TAKEN(1),
    /** It is not kept: there are too many that the application has not come to yet. */
    BUSY(2),
    /** It is not kept: this process has given the single-instance lock up. */
    NO_INSTANCE_LOCK(3),
    /** It cannot be understood. */
    MALFORMED(4),
    /** It is not kept: the application is ending, so that whoever waits is the next. */
    ENDING(5);

    private final byte code;

    HandoverAnswer(int code) {
        this.code = (byte) code;
    }

    /** Returns the byte that stands for this answer. */
    public byte code() {
        return code;
    }

    /** Returns the answer that a byte received stands for, or null if it stands for none. */
    static @Nullable HandoverAnswer ofCode(int code) {
        for (HandoverAnswer answer : values()) {
            if (answer.code == code) {
                return answer;
            }
        }
        return null;
    }
}
