package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of frames. What is large in a payload, or is a large one's head, is not copied but put beside the
 * frame: nobody may change it any more.
 *
 * <p>Not thread-safe.
 */
public final class FrameWriter {
    private static final int FIRST_CAPACITY = 64;
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private List<byte[]> beside = List.of();
    private long besideLength;
    private byte[] bytes;
    private int length;

    /** Makes an empty writer. */
    public FrameWriter() {
        this(FIRST_CAPACITY);
    }

    /** Makes an empty writer with room for {@code capacity} bytes. */
    public FrameWriter(int capacity) {
        bytes = new byte[Math.max(capacity, FIRST_CAPACITY)];
    }

    /** Writes one byte. */
    public FrameWriter writeByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Writes one truth value. */
    public FrameWriter writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** Writes an integer, in fewer bytes the smaller its absolute value. */
    public FrameWriter writeInt(int value) {
        return writeLong(value);
    }

    /** Writes a long, in fewer bytes the smaller its absolute value. */
    public FrameWriter writeLong(long value) {
        ensure(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Writes any text, unpaired surrogates included. */
    public FrameWriter writeText(String value) {
        if (isAscii(value)) {
            writeBoolean(true);
            writeInt(value.length());
            return writeAscii(value);
        }
        if (isWellFormed(value)) {
            writeBoolean(true);
            return writeBytes(value.getBytes(StandardCharsets.UTF_8));
        }
        writeBoolean(false); // an unpaired surrogate, which UTF-8 has no form for
        return writeBytes(utf16(value));
    }

    /** Returns how many bytes {@link #writeText} writes for the characters of a text. */
    public static int textLength(String value) {
        if (isAscii(value)) {
            return value.length();
        }
        return isWellFormed(value) ? utf8Length(value) : 2 * value.length();
    }

    /** Writes a text or its absence. */
    public FrameWriter writeOptionalText(@Nullable String value) {
        writeBoolean(value != null);
        return value == null ? this : writeText(value);
    }

    /** Writes a payload: how many arrays of it stand beside, whether its head is one of them, and else its head. */
    public FrameWriter writePayload(Payload payload) {
        boolean headBeside = payload.head().length >= Payload.LARGE;
        int count = payload.beside().size() + (headBeside ? 1 : 0);
        writeInt(count << 1 | (headBeside ? 1 : 0));
        if (headBeside) {
            putBeside(payload.head());
        } else {
            writeBytes(payload.head());
        }
        payload.beside().forEach(this::putBeside);
        return this;
    }

    private FrameWriter writeBytes(byte[] value) {
        writeInt(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void putBeside(byte[] large) {
        checkRoom(large.length);
        if (beside.isEmpty()) {
            beside = new ArrayList<>();
        }
        beside.add(large);
        besideLength += large.length;
    }

    /** Returns how many bytes were written. */
    public int length() {
        return (int) (length + besideLength);
    }

    /** Returns what was written. */
    public Payload toPayload() {
        byte[] head = Arrays.copyOf(bytes, length);
        return beside.isEmpty() ? Payload.of(head) : Payload.of(head, beside);
    }

    /**
     * Returns what was written, for frames that have nothing large in them.
     *
     * @throws IllegalStateException if a part of it stands beside
     */
    public byte[] toByteArray() {
        if (!beside.isEmpty()) {
            throw new IllegalStateException(beside.size() + " arrays stand beside the bytes");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static boolean isAscii(String value) {
        int units = 0;
        for (int i = 0; i < value.length(); i++) {
            units |= value.charAt(i);
        }
        return units < 0x80;
    }

    @SuppressWarnings("deprecation") // it takes the low byte of each character, which is all of an ASCII one
    private FrameWriter writeAscii(String value) {
        ensure(value.length());
        value.getBytes(0, value.length(), bytes, length);
        length += value.length();
        return this;
    }

    private static boolean isWellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean paired = Character.isHighSurrogate(unit)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static int utf8Length(String value) {
        int bytes = 0;
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800 || Character.isSurrogate(unit)) {
                bytes += 2; // a pair of surrogates takes four
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    private static byte[] utf16(String value) {
        byte[] encoded = new byte[value.length() * 2];
        for (int i = 0; i < value.length(); i++) {
            encoded[2 * i] = (byte) (value.charAt(i) >>> 8);
            encoded[2 * i + 1] = (byte) value.charAt(i);
        }
        return encoded;
    }

    private void ensure(int more) {
        checkRoom(more);
        if (length + more > bytes.length) {
            long doubled = Math.max(2L * bytes.length, (long) length + more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, MAX_LENGTH));
        }
    }

    private void checkRoom(int more) {
        if (more > MAX_LENGTH - length()) {
            throw new IllegalArgumentException("A frame cannot have more than " + MAX_LENGTH + " bytes");
        }
    }
}
