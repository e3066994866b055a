package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a bag held in one moment, to be encoded later. Immutable.
 *
 * @param names in the order they were added
 * @param values of the same order; none where only the names are asked for
 */
record BagContents(List<String> names, List<Payload> values) {
    /** The most bytes that an encoded list takes, but for its elements. */
    private static final int LIST = 3;
    /** The most bytes that a name in a list takes, but for its characters. */
    private static final int LISTED = 3;
    /** The most bytes that a count takes. */
    private static final int COUNT = 5;
    /** The most bytes that a property in a snapshot takes, but for the characters and the value. */
    private static final int ENTRY = 3 + COUNT;

    static BagContents of(Map<String, Payload> properties) {
        return new BagContents(List.copyOf(properties.keySet()), List.copyOf(properties.values()));
    }

    /** Returns properties, each of which has a value. */
    static BagContents of(Set<String> properties, Function<String, @Nullable Payload> values) {
        List<Payload> found = new ArrayList<>(properties.size());
        properties.forEach(property -> found.add(Objects.requireNonNull(values.apply(property), property)));
        return new BagContents(List.copyOf(properties), List.copyOf(found));
    }

    /** Returns only the names. */
    static BagContents namesOf(Set<String> properties) {
        return new BagContents(List.copyOf(properties), List.of());
    }

    /** Returns the names as the answer to who asks for them. */
    Payload encodeNames() {
        return StructuredClone.encode(names, "keys");
    }

    /** Returns everything as the answer to who asks for it. */
    Payload encodeAll() {
        return snapshot().encode();
    }

    /** Returns everything. */
    BagSnapshot snapshot() {
        Map<String, Payload> properties = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            properties.put(names.get(i), values.get(i));
        }
        return new BagSnapshot(properties);
    }

    /** Returns as how many bytes at most the names can be encoded. */
    long nameBytes() {
        return LIST + (long) LISTED * names.size() + characterBytes();
    }

    /** Returns as how many bytes at most everything can be encoded. */
    long allBytes() {
        return COUNT
                + (long) ENTRY * names.size()
                + characterBytes()
                + values.stream().mapToLong(Payload::length).sum();
    }

    private long characterBytes() {
        return names.stream().mapToLong(BagContents::characterBytes).sum();
    }

    private static long characterBytes(String name) {
        boolean ascii = FrameWriter.textLength(name) == name.length();
        return ascii ? name.length() : 3L * name.length();
    }
}
