package dev.covalent.common.remote;

import dev.covalent.common.frame.BagPath;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a path leads to within a property's plain value: a map, or whatever is in the way. Not thread-safe, as the value is
 * not.
 *
 * @param at the path, or as much of it as there is
 * @param exists whether there is anything at all
 * @param found what is there
 * @param isWhole whether this is the end of the path
 */
public record NestedMap(
        BagPath at, boolean exists, @Nullable Object found, boolean isWhole) {
    /** How many bytes a property has at most, encoded, in which maps are reached: each write encodes all of it. */
    public static final int MAX_BYTES = 16 << 20;

    /**
     * Follows a path.
     *
     * @param path not the bag itself
     * @param exists whether the bag has the property
     * @param value the property's plain value
     */
    public static NestedMap find(BagPath path, boolean exists, @Nullable Object value) {
        boolean there = exists;
        Object found = value;
        for (int depth = 1; depth < path.names().size(); depth++) {
            if (!(found instanceof Map<?, ?> map)) {
                return new NestedMap(path.first(depth), there, found, false);
            }
            String name = path.names().get(depth);
            there = map.containsKey(name);
            found = map.get(name);
        }
        return new NestedMap(path, there, found, true);
    }

    /** Returns the map itself with its entries in order; empty if there is none, or one whose keys are not all texts. */
    public Optional<Map<String, @Nullable Object>> entries() {
        return entries(NestedMap::hasTexts);
    }

    /**
     * Returns the map itself as {@link #entries()} does.
     *
     * @param hasTexts does what {@link #hasTexts} does, which looks at every key
     */
    @SuppressWarnings("unchecked") // the keys are looked at
    public Optional<Map<String, @Nullable Object>> entries(Predicate<Map<?, ?>> hasTexts) {
        return isWhole && found instanceof Map<?, ?> map && hasTexts.test(map)
                ? Optional.of((Map<String, @Nullable Object>) map)
                : Optional.empty();
    }

    /** Returns why there are no entries, as it follows what is said to be there: {@code " is a list, and ..."}. */
    public String problem() {
        if (!exists) {
            return " does not exist: set it to a map or record first";
        }
        if (found == null) {
            return " is null: set it to a map or record first";
        }
        if (found instanceof Map<?, ?>) {
            return " is a map with keys that are no texts, and so has no properties: set it as a whole";
        }
        return " is " + kind(found) + ", and only a map or record has properties: set it as a whole";
    }

    /** Tells whether all keys of a map are texts. */
    public static boolean hasTexts(Map<?, ?> map) {
        return map.keySet().stream().allMatch(String.class::isInstance);
    }

    private static String kind(Object value) {
        if (value instanceof Set<?>) {
            return "a set";
        } else if (value instanceof Collection<?>) {
            return "a list";
        } else if (value.getClass().isArray()) {
            return "an array";
        } else if (value instanceof CharSequence) {
            return "a text";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof Boolean) {
            return "a truth value";
        }
        return "a value of type " + value.getClass().getSimpleName();
    }
}
