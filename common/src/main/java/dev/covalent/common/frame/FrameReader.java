package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import dev.covalent.common.text.KnownNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of frames. Every count is compared with the bytes that are left before anything is allocated.
 *
 * <p>Not thread-safe. Every method throws {@link MalformedFrameException} for bytes that no writer makes.
 */
public final class FrameReader {
    private final byte[] bytes;
    private final List<byte[]> beside;
    private int position;
    private int besideTaken;

    /** Reads from {@code bytes}. */
    public FrameReader(byte[] bytes) {
        this(Payload.of(bytes));
    }

    /** Reads from a payload. */
    public FrameReader(Payload payload) {
        bytes = payload.head();
        beside = payload.beside();
    }

    /** Tells whether all was read, what stands beside included. */
    public boolean isAtEnd() {
        return position == bytes.length && besideTaken == beside.size();
    }

    /** Reads one byte. */
    public int readByte() {
        need(1);
        return bytes[position++];
    }

    /** Reads one truth value. */
    public boolean readBoolean() {
        int value = readByte();
        if (value != 0 && value != 1) {
            throw malformed("truth value " + value);
        }
        return value == 1;
    }

    /** Reads an integer. */
    public int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("integer " + value);
        }
        return (int) value;
    }

    /** Reads a long. */
    public long readLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            if (shift > 0 && (next == 0 || (shift == 63 && next != 1))) {
                throw malformed("number in a form that no writer makes");
            }
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("number of more than 10 bytes");
    }

    /** Reads a text that is likely to have been read before, such as the name of a channel. */
    public String readName() {
        return readText(KnownNames::of);
    }

    /** Reads a text. */
    public String readText() {
        return readText((array, start, count) -> new String(array, start, count, StandardCharsets.ISO_8859_1));
    }

    private String readText(AsciiForm ascii) {
        boolean utf8 = readBoolean();
        int count = readCount();
        int start = position;
        position += count;
        if (!utf8) {
            return utf16(start, count);
        }
        if (isAscii(start, count)) { // as most channel names are; a decoder costs more than the rest of a small frame
            return ascii.of(bytes, start, count);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, count))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw malformed("text");
        }
    }

    /** Reads a text or its absence. */
    public @Nullable String readOptionalText() {
        return readBoolean() ? readText() : null;
    }

    /** Reads a payload. */
    public Payload readPayload() {
        int form = readInt();
        boolean headBeside = (form & 1) != 0;
        int count = form >>> 1;
        if (count > beside.size() - besideTaken || (headBeside && count == 0)) {
            throw malformed("a payload with " + count + " arrays beside it, of " + (beside.size() - besideTaken));
        }
        if (count == 0) {
            return Payload.of(take(readCount()));
        }
        List<byte[]> own = beside.subList(besideTaken, besideTaken + count);
        besideTaken += count;
        return headBeside ? Payload.of(own.get(0), own.subList(1, count)) : Payload.of(take(readCount()), own);
    }

    /** Reads as many items as the count before them says; each takes a byte at least. */
    public <T> List<T> readList(Function<FrameReader, T> item) {
        return readList(Integer.MAX_VALUE, item);
    }

    /** Reads as many items as the count before them says, at most {@code max}; each takes a byte at least. */
    public <T> List<T> readList(int max, Function<FrameReader, T> item) {
        int count = readCount();
        if (count > max) {
            throw malformed("count " + count + " where at most " + max + " are allowed");
        }
        if (count == 0) {
            return List.of();
        }
        List<T> items = new ArrayList<>(count); // at most as many as there are bytes left
        for (int i = 0; i < count; i++) {
            items.add(item.apply(this));
        }
        return items;
    }

    /**
     * Reads one whole frame: what is left must be all of it, and what its record's own check refuses is malformed.
     *
     * @param frame reads the fields and makes the record
     */
    public <T> T readWhole(Supplier<T> frame) {
        T made;
        try {
            made = frame.get();
        } catch (IllegalArgumentException | NullPointerException refused) {
            throw new MalformedFrameException("A frame's check refused it: " + refused.getMessage(), refused);
        }
        if (position < bytes.length) {
            throw malformed((bytes.length - position) + " bytes after the end of a frame");
        }
        if (besideTaken < beside.size()) {
            throw malformed((beside.size() - besideTaken) + " arrays beside a frame that nothing refers to");
        }
        return made;
    }

    /** Makes the exception for what was found at this position. */
    public MalformedFrameException malformed(String what) {
        return new MalformedFrameException("Malformed frame: " + what + " at byte " + position + " of " + bytes.length);
    }

    /** Makes a text of ASCII bytes. */
    @FunctionalInterface
    private interface AsciiForm {
        String of(byte[] array, int start, int count);
    }

    private byte[] take(int count) {
        byte[] value = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return value;
    }

    private int readCount() {
        int count = readInt();
        if (count < 0 || count > bytes.length - position) {
            throw malformed("count " + count + " with " + (bytes.length - position) + " bytes left");
        }
        return count;
    }

    private boolean isAscii(int start, int count) {
        int units = 0;
        for (int i = start; i < start + count; i++) {
            units |= bytes[i];
        }
        return units >= 0;
    }

    private String utf16(int start, int count) {
        if (count % 2 != 0) {
            throw malformed("text of " + count + " bytes");
        }
        char[] units = new char[count / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) ((bytes[start + 2 * i] & 0xFF) << 8 | (bytes[start + 2 * i + 1] & 0xFF));
        }
        return new String(units);
    }

    private void need(int count) {
        if (bytes.length - position < count) {
            throw malformed("end of the bytes");
        }
    }
}
