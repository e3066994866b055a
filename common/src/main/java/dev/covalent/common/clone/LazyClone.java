package dev.covalent.common.clone;

import dev.covalent.common.payload.Payload;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is decoded once, when somebody first asks; a message that nobody reads costs nothing.
 *
 * <p>Thread-safe. Decoding under the lock calls nobody's code, and nobody else has this object to lock it.
 */
final class LazyClone {
    /** Null once {@link #plain} is there, which is written before. */
    private volatile @Nullable Supplier<Payload> payload;

    private @Nullable Object plain;

    LazyClone(Payload payload) {
        this(() -> payload);
    }

    /** Makes a clone of what is encoded only when somebody asks for it, and till then must not change. */
    LazyClone(Supplier<Payload> payload) {
        this.payload = payload;
    }

    /** Returns the plain value, every time the same object; throws every time alike if the bytes are malformed. */
    @Nullable Object plain() {
        if (payload != null) {
            decode();
        }
        return plain;
    }

    private synchronized void decode() {
        Supplier<Payload> encoded = payload;
        if (encoded != null) {
            plain = new Decoder(encoded.get()).decode();
            payload = null;
        }
    }
}
