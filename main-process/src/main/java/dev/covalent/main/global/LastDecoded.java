package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.payload.Payload;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The plain form of the property whose entries were used last, for who uses them next: decoding a large map takes longer
 * than reading an entry. Kept as long as the garbage collector lets it.
 *
 * <p>Thread-safe: who takes it has it alone.
 */
final class LastDecoded {
    private final AtomicReference<@Nullable WeakReference<Decoded>> last = new AtomicReference<>();

    private record Decoded(Payload payload, @Nullable Object plain) {}

    /** Returns a payload's plain form, which the caller may change. */
    @SuppressWarnings("ReferenceEquality") // comparing the bytes may take as long as decoding them
    @Nullable Object take(Payload payload) {
        WeakReference<Decoded> kept = last.getAndSet(null);
        Decoded decoded = kept == null ? null : kept.get();
        return decoded != null && decoded.payload() == payload ? decoded.plain() : StructuredClone.decode(payload);
    }

    /** Keeps what is a payload's plain form; the caller does not use it any more. */
    void keep(Payload payload, @Nullable Object plain) {
        last.set(new WeakReference<>(new Decoded(payload, plain)));
    }
}
