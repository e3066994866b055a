package dev.covalent.common.frame;

import java.util.Arrays;
import java.util.Objects;

/**
 * A structured clone in its encoded form, which may be a part of a larger array. Immutable by convention: whoever makes
 * one gives its bytes away.
 */
public final class Payload {
    /** The encoded form of nothing at all, for frames whose success says everything. */
    public static final Payload NONE = new Payload(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Payload(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Makes something of encoded bytes, which must not be changed. */
    @FunctionalInterface
    public interface Form<T> {
        /** Reads {@code length} bytes of an array. */
        T of(byte[] array, int offset, int length);
    }

    /** Wraps bytes without copying them; the caller must not change them any more. */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length);
    }

    /** Wraps a part of an array without copying it; the caller must not change it any more. */
    static Payload part(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new Payload(array, offset, length);
    }

    /** Reads what the bytes stand for, without copying them. */
    public <T> T as(Form<T> form) {
        return form.of(array, offset, length);
    }

    /** Returns the bytes, copied only if they are a part of a larger array; the caller must not change them. */
    public byte[] bytes() {
        return length == array.length ? array : Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Returns how many bytes there are. */
    public int length() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && Arrays.equals(
                        array, offset, offset + length, payload.array, payload.offset, payload.offset + payload.length);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "Payload[" + length + " bytes]";
    }

    void copyTo(byte[] target, int position) {
        System.arraycopy(array, offset, target, position, length);
    }
}
