package dev.covalent.common.clone;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A growing byte array with a limit, and the primitive forms that the format is made of: big-endian numbers, numbers of
 * variable length, text. A large {@code byte[]} is copied only once, from where it is into the result.
 *
 * <p>Confined to one encoder.
 */
final class ByteSink {
    private static final int INITIAL_BYTES = 128;

    /** From this length on, bytes wait where they are until the result is put together. */
    private static final int LARGE = 8 * 1024;

    private final int limit;
    private byte[] bytes;
    private int position;
    private @Nullable List<Insert> inserts;
    private int inserted;

    ByteSink(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(INITIAL_BYTES, limit)];
    }

    int position() {
        return position + inserted;
    }

    /** Returns what was written; the sink is not to be used afterwards. */
    byte[] toByteArray() {
        if (inserts != null) {
            return join(inserts);
        }
        return position == bytes.length ? bytes : Arrays.copyOf(bytes, position);
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

    /** Writes the length and the bytes, which must not change before the result is taken. */
    void sized(byte[] source) {
        unsigned(source.length);
        if (source.length >= LARGE) {
            insert(source);
            return;
        }
        reserve(source.length);
        System.arraycopy(source, 0, bytes, position, source.length);
        position += source.length;
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

    private void insert(byte[] source) {
        long needed = (long) position() + source.length;
        if (needed > limit) {
            throw new PathProblem(tooLarge(needed));
        }
        if (inserts == null) {
            inserts = new ArrayList<>();
        }
        inserts.add(new Insert(position, source));
        inserted += source.length;
    }

    private byte[] join(List<Insert> inserts) {
        byte[] result = new byte[position + inserted];
        int from = 0;
        int to = 0;
        for (Insert insert : inserts) {
            int before = insert.at - from;
            System.arraycopy(bytes, from, result, to, before);
            System.arraycopy(insert.source, 0, result, to + before, insert.source.length);
            from = insert.at;
            to += before + insert.source.length;
        }
        System.arraycopy(bytes, from, result, to, position - from);
        return result;
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
        long most = limit + 10L - inserted;
        if (needed > most) {
            throw new PathProblem(tooLarge(needed + inserted));
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), most));
    }

    /** Checks the exact size, once everything is written. */
    void checkSize() {
        if (position() > limit) {
            throw new PathProblem(tooLarge(position()));
        }
    }

    private String tooLarge(long needed) {
        return "at least " + needed + " bytes encoded, the limit is " + limit + "; send less at a time, or raise "
                + StructuredClone.MAX_BYTES_PROPERTY;
    }

    /** Bytes of the result that are still where they came from, before byte {@code at} of what was written here. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Insert(int at, byte[] source) {}
}
