package dev.covalent.common.clone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encoded bytes that are decoded once, when somebody first asks; a message that nobody reads costs nothing.
 *
 * <p>Thread-safe. Decoding under the lock calls nobody's code, and nobody else has this object to lock it.
 */
final class LazyClone {
    /** Null once {@link #plain} is there, which is written before. */
    private volatile byte @Nullable [] bytes;

    private final int offset;
    private final int length;
    private @Nullable Object plain;

    LazyClone(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.offset = offset;
        this.length = length;
        this.bytes = bytes;
    }

    /** Returns the plain value, every time the same object; throws every time alike if the bytes are malformed. */
    @Nullable Object plain() {
        if (bytes != null) {
            decode();
        }
        return plain;
    }

    private synchronized void decode() {
        byte[] encoded = bytes;
        if (encoded != null) {
            plain = new Decoder(encoded, offset, length).decode();
            bytes = null;
        }
    }
}
