package dev.covalent.common.clone;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Encoded bytes that are decoded once, when somebody first asks; a message that nobody reads costs nothing.
 *
 * <p>Thread-safe. Decoding under the lock calls nobody's code.
 */
final class LazyClone {
    private final Object lock = new Object();

    @GuardedBy("lock") private byte @Nullable [] bytes;

    @GuardedBy("lock") private @Nullable Object plain;

    LazyClone(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the plain value, every time the same object; throws every time alike if the bytes are malformed. */
    @Nullable Object plain() {
        synchronized (lock) {
            if (bytes != null) {
                plain = new Decoder(bytes, 0, bytes.length).decode();
                bytes = null;
            }
            return plain;
        }
    }
}
