package dev.covalent.common.clone;

import dev.covalent.common.payload.Payload;
import dev.covalent.common.text.KnownNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads what {@link ByteSink} wrote. Every length is checked against what is left before anything is allocated for it.
 *
 * <p>Confined to one decoder.
 */
final class ByteSource {
    private final byte[] bytes;
    private final List<byte[]> beside;
    private final boolean keepsBeside;
    private int position;
    private int besideTaken;
    private int besideLength;

    ByteSource(Payload payload) {
        this.bytes = payload.head();
        this.beside = payload.beside();
        this.keepsBeside = payload.isGivenAway();
    }

    /** Returns how many bytes were read. */
    int offset() {
        return position + besideLength;
    }

    /** Returns how many bytes are left, without those that stand beside. */
    int remaining() {
        return bytes.length - position;
    }

    /** Returns how many arrays beside were not read. */
    int remainingBeside() {
        return beside.size() - besideTaken;
    }

    MalformedDataException malformed(String problem) {
        return new MalformedDataException(offset(), problem);
    }

    int octet() {
        if (position == bytes.length) {
            throw malformed("ends early");
        }
        return bytes[position++] & 0xFF;
    }

    int unsigned() {
        int value = octet();
        if (value < 0x80) {
            return value;
        }
        value &= 0x7F;
        for (int shift = 7; shift < 35; shift += 7) {
            int next = octet();
            if (shift == 28 && next > 0x0F) {
                break;
            }
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("number of more than 32 bits");
    }

    int signedInt() {
        int value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    long signedLong() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = octet();
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("number of more than 64 bits");
    }

    int twoBytes() {
        return octet() << 8 | octet();
    }

    int fourBytes() {
        return twoBytes() << 16 | twoBytes();
    }

    long eightBytes() {
        return (long) fourBytes() << 32 | (fourBytes() & 0xFFFFFFFFL);
    }

    /** Reads a count of things that take at least {@code width} bytes each. */
    int count(int width) {
        int count = unsigned();
        if (count < 0 || count > remaining() / width) {
            throw malformed(
                    "count " + Integer.toUnsignedString(count) + ", but only " + remaining() + " bytes are left");
        }
        return count;
    }

    byte[] sized() {
        int header = unsigned();
        int length = header >>> 1;
        if ((header & 1) != 0) {
            return takeBeside(length);
        }
        if (length > remaining()) {
            throw malformed(length + " bytes, but only " + remaining() + " are left");
        }
        byte[] result = new byte[length];
        System.arraycopy(bytes, position, result, 0, length);
        position += length;
        return result;
    }

    private byte[] takeBeside(int length) {
        if (remainingBeside() == 0 || beside.get(besideTaken).length != length) {
            throw malformed(length + " bytes that do not stand beside");
        }
        byte[] next = beside.get(besideTaken++);
        besideLength += length;
        return keepsBeside ? next : next.clone();
    }

    /** Returns the next {@code count} elements of {@code width} bytes; {@code count} must come from {@link #count}. */
    ByteBuffer room(int count, int width) {
        ByteBuffer room = ByteBuffer.wrap(bytes, position, count * width);
        position += count * width;
        return room;
    }

    /** Reads a text that is likely to have been read before. */
    String name() {
        int start = position;
        int header = unsigned();
        int length = header >>> 1;
        if ((header & 1) != 0 || length > remaining()) {
            position = start;
            return text();
        }
        String name = KnownNames.of(bytes, position, length);
        position += length;
        return name;
    }

    String text() {
        int header = unsigned();
        int length = header >>> 1;
        boolean wide = (header & 1) != 0;
        if (length > (wide ? remaining() / 2 : remaining())) {
            throw malformed("text of " + length + " characters, but only " + remaining() + " bytes are left");
        }
        if (wide) {
            return wideText(length);
        }
        String text = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
        position += length;
        return text;
    }

    private String wideText(int length) {
        char[] chars = new char[length];
        room(length, Character.BYTES).asCharBuffer().get(chars);
        return new String(chars);
    }
}
