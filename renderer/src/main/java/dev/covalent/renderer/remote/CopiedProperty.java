package dev.covalent.renderer.remote;

import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.NestedMap;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A property of a copied bag. Its value is decoded for each reader anew, unless nobody can change it.
 *
 * <p>Thread-safe.
 */
final class CopiedProperty {
    private final Payload encoded;
    private final long place;

    /** The value, if nobody can change it. */
    private volatile @Nullable Value constant;

    /** The value, of which nobody gets more than copies of parts, as long as there is memory for it beside the encoded. */
    private volatile SoftReference<@Nullable Value> whole = new SoftReference<>(null);

    /**
     * Makes a property.
     *
     * @param place where it stands in the order of the properties
     */
    CopiedProperty(Payload encoded, long place) {
        this.encoded = encoded;
        this.place = place;
    }

    Payload encoded() {
        return encoded;
    }

    long place() {
        return place;
    }

    Value value() {
        Value known = constant;
        if (known != null) {
            return known;
        }
        Value decoded = StructuredClone.value(encoded);
        if (isImmutable(decoded.get())) {
            constant = decoded;
        }
        return decoded;
    }

    /** Returns the entries of the map at a place in the value, to be read only; empty if there is no map. */
    Optional<Map<String, @Nullable Object>> entries(BagPath path) {
        if (encoded.length() > NestedMap.MAX_BYTES) { // main says why not
            return Optional.empty();
        }
        Value known = whole.get();
        if (known == null) {
            known = StructuredClone.value(encoded);
            whole = new SoftReference<>(known);
        }
        return NestedMap.find(path, true, known.get()).entries();
    }

    /** Tells whether a plain value is one that nobody can change. */
    static boolean isImmutable(@Nullable Object plain) {
        return plain == null
                || plain instanceof String
                || plain instanceof Boolean
                || plain instanceof Character
                || plain instanceof Number; // the codec makes none but the JDK's
    }
}
