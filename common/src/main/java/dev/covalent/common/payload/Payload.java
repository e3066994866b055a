package dev.covalent.common.payload;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Something in its encoded form: a value, a frame, a batch of frames. Most of it is in its head; large byte arrays stand
 * beside that, in the order in which the head refers to them, because copying them into it and out of it again, at every
 * step from the sender to the receiver, would cost more than all the rest.
 *
 * <p>Immutable by convention: whoever makes one gives its arrays away, and who reads one changes none of them.
 */
public final class Payload {
    /** From this length on, bytes stand beside the head. */
    public static final int LARGE = 8 * 1024;

    /** The encoded form of nothing at all, for frames whose success says everything. */
    public static final Payload NONE = of(new byte[0]);

    private final byte[] array;
    private final int offset;
    private final int headLength;
    private final List<byte[]> beside;
    private final boolean givenAway;

    private Payload(byte[] array, int offset, int headLength, List<byte[]> beside, boolean givenAway) {
        this.array = array;
        this.offset = offset;
        this.headLength = headLength;
        this.beside = beside;
        this.givenAway = givenAway;
    }

    /** Wraps bytes without copying them; the caller must not change them any more. */
    public static Payload of(byte[] head) {
        return new Payload(head, 0, head.length, List.of(), false);
    }

    /** Wraps a head and what stands beside it without copying them; the caller must not change them any more. */
    public static Payload of(byte[] head, List<byte[]> beside) {
        return part(head, 0, head.length, beside);
    }

    /** Wraps a head that is a part of an array, without copying it; the caller must not change it any more. */
    public static Payload part(byte[] array, int offset, int length, List<byte[]> beside) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new Payload(array, offset, length, List.copyOf(beside), false);
    }

    /**
     * Returns the same for a last reader: what stands beside the head may become a part of the value that is read, and
     * whoever gets that may change it. For what nobody else has.
     */
    public Payload giveAway() {
        return beside.isEmpty() ? this : new Payload(array, offset, headLength, beside, true);
    }

    /** Tells whether its reader may keep what stands beside the head, and need not copy it. */
    public boolean isGivenAway() {
        return givenAway;
    }

    /** Returns how many bytes there are in all. */
    public int length() {
        if (beside.isEmpty()) {
            return headLength;
        }
        long length = headLength;
        for (byte[] bytes : beside) {
            length += bytes.length;
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** Returns the array that the head is in, from {@link #offset} on. */
    public byte[] array() {
        return array;
    }

    /** Returns where in the array the head begins. */
    public int offset() {
        return offset;
    }

    /** Returns how many bytes the head has. */
    public int headLength() {
        return headLength;
    }

    /** Returns the head, copied only if it is a part of a larger array. */
    public byte[] head() {
        return headLength == array.length ? array : Arrays.copyOfRange(array, offset, offset + headLength);
    }

    /** Returns what stands beside the head. */
    public List<byte[]> beside() {
        return beside;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && Arrays.equals(
                        array,
                        offset,
                        offset + headLength,
                        payload.array,
                        payload.offset,
                        payload.offset + payload.headLength)
                && Arrays.deepEquals(beside.toArray(), payload.beside.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(head()) + Arrays.deepHashCode(beside.toArray());
    }

    @Override
    public String toString() {
        return "Payload[" + length() + " bytes]";
    }
}
