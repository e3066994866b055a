package dev.covalent.common.clone;

import dev.covalent.common.payload.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing byte array with a limit, and the primitive forms that the format is made of: big-endian numbers, numbers of
 * variable length, text. A large {@code byte[]} is copied once, to stand beside the others.
 *
 * <p>Confined to one encoder.
 */
final class ByteSink {
    private static final int INITIAL_BYTES = 128;

    private final int limit;
    private byte[] bytes;
    private int position;
    private List<byte[]> beside = List.of();
    private int besideLength;

    ByteSink(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(INITIAL_BYTES, limit)];
    }

    int position() {
        return position + besideLength;
    }

    /** Returns what was written; the sink is not to be used afterwards. */
    Payload toPayload() {
        byte[] head = position == bytes.length ? bytes : Arrays.copyOf(bytes, position);
        return beside.isEmpty() ? Payload.of(head) : Payload.of(head, beside);
    }

    /** Writes a byte; used for tags and for small numbers. */
    void octet(int value) {
        if (position == bytes.length) {
            reserve(1);
        }
        bytes[position++] = (byte) value;
    }

    /** Writes an unsigned number in one to five bytes, low bits first. */
    void unsigned(int value) {
        reserve(5);
        putUnsigned(value);
    }

    /** Writes a number so that those near zero, of either sign, are short. */
    void signed(int value) {
        unsigned((value << 1) ^ (value >> 31));
    }

    /** Writes a number so that those near zero, of either sign, are short. */
    void signed(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    void twoBytes(int value) {
        reserve(2);
        bytes[position++] = (byte) (value >> 8);
        bytes[position++] = (byte) value;
    }

    void fourBytes(int value) {
        twoBytes(value >>> 16);
        twoBytes(value);
    }

    void eightBytes(long value) {
        fourBytes((int) (value >>> 32));
        fourBytes((int) value);
    }

    /** Writes bytes with their length: twice that, plus one if they stand beside. */
    void sized(byte[] source) {
        if (source.length >= Payload.LARGE) {
            checkRoom(source.length);
            putBeside(source.clone());
        } else {
            sized(ByteBuffer.wrap(source));
        }
    }

    /** Writes the bytes that remain in a buffer as {@link #sized(byte[])} does. */
    void sized(ByteBuffer source) {
        int length = source.remaining();
        if (length >= Payload.LARGE) {
            checkRoom(length);
            byte[] own = new byte[length];
            source.get(own);
            putBeside(own);
            return;
        }
        unsigned(length << 1);
        reserve(length);
        source.get(bytes, position, length);
        position += length;
    }

    private void putBeside(byte[] own) {
        unsigned(own.length << 1 | 1);
        if (beside.isEmpty()) {
            beside = new ArrayList<>();
        }
        beside.add(own);
        besideLength += own.length;
    }

    /** Writes a count and returns room for that many elements of {@code width} bytes, to be filled by the caller. */
    ByteBuffer room(int count, int width) {
        unsigned(count);
        long size = (long) count * width;
        reserve(size);
        ByteBuffer room = ByteBuffer.wrap(bytes, position, (int) size);
        position += (int) size;
        return room;
    }

    /**
     * Writes text: twice the length, plus one if its characters take two bytes each. Any sequence of characters is kept,
     * surrogates without their partner included, which no charset's encoder does.
     */
    void text(String text) {
        int length = text.length();
        reserve(length + 5L);
        int start = position;
        putUnsigned(length << 1);
        byte[] target = bytes; // locals, so that the loop needs no field
        int at = position;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0xFF) {
                position = start;
                wideText(text);
                return;
            }
            target[at++] = (byte) c;
        }
        position = at;
    }

    private void wideText(String text) {
        int length = text.length();
        reserve(2L * length + 5);
        putUnsigned(length << 1 | 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[position++] = (byte) (c >> 8);
            bytes[position++] = (byte) c;
        }
    }

    private void checkRoom(int count) {
        long needed = (long) position + besideLength + count;
        if (needed > limit) {
            throw new PathProblem(tooLarge(needed));
        }
    }

    private void putUnsigned(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    private void reserve(long count) {
        long needed = position + count;
        if (needed > bytes.length) {
            grow(needed);
        }
    }

    private void grow(long needed) {
        // Slack for a number of variable length, of which the longest form is reserved, must not break the limit.
        long most = limit + 10L - besideLength;
        if (needed > most) {
            throw new PathProblem(tooLarge(needed + besideLength));
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), most));
    }

    /** Checks the exact size, once everything is written. */
    void checkSize() {
        long size = (long) position + besideLength;
        if (size > limit) {
            throw new PathProblem(tooLarge(size));
        }
    }

    private String tooLarge(long needed) {
        return "at least " + needed + " bytes encoded, the limit is " + limit + "; send less at a time, or raise "
                + StructuredClone.MAX_BYTES_PROPERTY;
    }
}
