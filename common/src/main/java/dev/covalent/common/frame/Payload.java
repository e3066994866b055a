package dev.covalent.common.frame;

import java.util.Arrays;
import java.util.Objects;

/**
 * A structured clone in its encoded form. Immutable by convention: whoever makes one gives its bytes away.
 */
public final class Payload {
    /** The encoded form of nothing at all, for frames whose success says everything. */
    public static final Payload NONE = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps bytes without copying them; the caller must not change them any more. */
    public static Payload of(byte[] bytes) {
        return new Payload(Objects.requireNonNull(bytes, "bytes"));
    }

    /** Returns the bytes without copying them; the caller must not change them. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns how many bytes there are. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
