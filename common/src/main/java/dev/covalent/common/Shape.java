package dev.covalent.common;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes the types in a plain value, without its values: {@code {name: String, tags: [String]}}. Short whatever the
 * value: nesting, parts and length are cut, so that cycles end too.
 *
 * <p>Confined to one call.
 */
final class Shape {
    private static final int MAX_DEPTH = 3;
    private static final int MAX_PARTS = 16;
    private static final int MAX_NAME_CHARS = 40;
    private static final int MAX_CHARS = 400;

    private final StringBuilder text = new StringBuilder();

    private Shape() {}

    static String of(@Nullable Object plain) {
        Shape shape = new Shape();
        shape.describe(plain, 0);
        return shape.isFull() ? shape.text.substring(0, MAX_CHARS) + "..." : shape.text.toString();
    }

    private boolean isFull() {
        return text.length() > MAX_CHARS;
    }

    private void describe(@Nullable Object plain, int depth) {
        if (plain == null) {
            text.append("null");
        } else if (plain instanceof Map<?, ?> map) {
            parts("{", map.entrySet(), depth, "}");
        } else if (plain instanceof List<?> list) {
            parts("[", list, depth, "]");
        } else if (plain instanceof Object[] array) {
            parts("[", Arrays.asList(array), depth, "]");
        } else if (plain instanceof Set<?> set) {
            parts("Set[", set, depth, "]");
        } else if (plain instanceof Optional<?> optional) {
            parts("Optional[", optional.stream().toList(), depth, "]");
        } else {
            text.append(plain.getClass().getSimpleName());
        }
    }

    /** Describes each entry of a map, or the different shapes of elements. */
    private void parts(String start, Collection<?> parts, int depth, String end) {
        text.append(start);
        if (!parts.isEmpty() && depth >= MAX_DEPTH) {
            text.append("...").append(end);
            return;
        }
        Set<String> shapes = new LinkedHashSet<>();
        int seen = 0;
        for (Object part : parts) {
            if (seen++ == MAX_PARTS || isFull()) {
                shapes.add("...");
                break;
            }
            shapes.add(part(part, depth + 1));
        }
        text.append(String.join(", ", shapes)).append(end);
    }

    private static String part(@Nullable Object part, int depth) {
        Shape inner = new Shape();
        if (part instanceof Map.Entry<?, ?> entry) {
            inner.text.append(name(entry.getKey())).append(": ");
            inner.describe(entry.getValue(), depth);
        } else {
            inner.describe(part, depth);
        }
        return inner.text.toString();
    }

    private static String name(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return key == null ? "null" : key.getClass().getSimpleName();
        }
        return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS) + "...";
    }
}
