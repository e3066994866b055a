package dev.covalent.main.storage;

import java.nio.ByteBuffer;

/**
 * Turns strings into bytes and back without loss: UTF-16 units in big-endian order, lone surrogates included, which the
 * encoders of {@link java.nio.charset.StandardCharsets} replace.
 *
 * <p>Thread-safe: has no state.
 */
final class Utf16 {
    private Utf16() {}

    static byte[] encode(String string) {
        byte[] bytes = new byte[Math.multiplyExact(string.length(), Character.BYTES)];
        ByteBuffer.wrap(bytes).asCharBuffer().put(string);
        return bytes;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the number of bytes is odd
     */
    static String decode(byte[] bytes) {
        if (bytes.length % Character.BYTES != 0) {
            throw new IllegalArgumentException("A string of UTF-16 units cannot take " + bytes.length + " bytes");
        }
        return ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }
}
