package dev.covalent.common.payload;

import java.util.Arrays;
import java.util.List;

/**
 * Something in its encoded form: a value, a frame, a batch of frames. Most of it is in its head; large byte arrays stand
 * beside that, in the order in which the head refers to them, because copying them into it and out of it again, at every
 * step from the sender to the receiver, would cost more than all the rest.
 *
 * <p>Immutable by convention: whoever makes one gives its arrays away, and who reads one changes none of
 * them, unless it was {@linkplain #giveAway given away}.
 */
public final class Payload {
    /** From this length on, bytes stand beside the head. */
    public static final int LARGE = 8 * 1024;

    /** The encoded form of nothing at all, for frames whose success says everything. */
    public static final Payload NONE = of(new byte[0]);

    private final byte[] head;
    private final List<byte[]> beside;
    private final boolean givenAway;

    private Payload(byte[] head, List<byte[]> beside, boolean givenAway) {
        this.head = head;
        this.beside = beside;
        this.givenAway = givenAway;
    }

    /** Wraps bytes without copying them; the caller must not change them any more. */
    public static Payload of(byte[] head) {
        return new Payload(head, List.of(), false);
    }

    /** Wraps a head and what stands beside it without copying them; the caller must not change them any more. */
    public static Payload of(byte[] head, List<byte[]> beside) {
        return new Payload(head, List.copyOf(beside), false);
    }

    /**
     * Returns the same for a last reader: what stands beside the head may become a part of the value that is read, and
     * whoever gets that may change it. For what nobody else has: neither this nor anything that shares its arrays may be
     * read, sent or kept afterwards.
     */
    public Payload giveAway() {
        return beside.isEmpty() ? this : new Payload(head, beside, true);
    }

    /** Tells whether its reader may keep what stands beside the head, and need not copy it. */
    public boolean isGivenAway() {
        return givenAway;
    }

    /** Returns how many bytes there are in all. */
    public int length() {
        if (beside.isEmpty()) {
            return head.length;
        }
        long length = head.length;
        for (byte[] bytes : beside) {
            length += bytes.length;
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** Returns the head. */
    public byte[] head() {
        return head;
    }

    /** Returns what stands beside the head. */
    public List<byte[]> beside() {
        return beside;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && Arrays.equals(head, payload.head)
                && Arrays.deepEquals(beside.toArray(), payload.beside.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(head) + Arrays.deepHashCode(beside.toArray());
    }

    @Override
    public String toString() {
        return "Payload[" + length() + " bytes]";
    }
}
