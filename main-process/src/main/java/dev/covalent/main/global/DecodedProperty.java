package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.NestedMap;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plain form of a property, in which maps are reached and written to.
 *
 * <p>Confined to who has it.
 */
final class DecodedProperty {
    private static final int MAX_KNOWN = 64;

    private final @Nullable Object plain;

    /** Maps whose keys are texts, and stay so, as only such are added. */
    private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean hasKeysWithParts;

    DecodedProperty(Payload payload) {
        this.plain = decoded(payload);
    }

    @Nullable Object plain() {
        return plain;
    }

    /** Decodes a value that is to become part of it. */
    @Nullable Object decoded(Payload value) {
        StructuredClone.Decoded decoded = StructuredClone.decodeToChange(value);
        hasKeysWithParts |= decoded.hasKeysWithParts();
        return decoded.value();
    }

    /** Tells whether it is still, after a change, what decoding it would give: not if keys may be equal now. */
    boolean isFaithful() {
        return !hasKeysWithParts;
    }

    /** Finds what a path leads to. */
    NestedMap find(BagPath path) {
        return NestedMap.find(path, true, plain);
    }

    /** Returns the map that was found. */
    Optional<Map<String, @Nullable Object>> entries(NestedMap found) {
        return found.entries(this::hasTexts);
    }

    private boolean hasTexts(Map<?, ?> map) {
        if (known.contains(map)) {
            return true;
        }
        if (!NestedMap.hasTexts(map)) {
            return false;
        }
        if (known.size() >= MAX_KNOWN) { // some may not be part of it any more
            known.clear();
        }
        return known.add(map);
    }
}
