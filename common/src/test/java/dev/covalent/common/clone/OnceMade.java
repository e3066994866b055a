package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is complete once it is made, and so can contain itself only through something that was made before. */
final class OnceMade {
    private OnceMade() {}

    /** Tells whether there is such an object in a value that contains itself. */
    static boolean containsItself(@Nullable Object value) {
        return reachable(Stream.of(Optional.ofNullable(value))).stream()
                .filter(object -> object instanceof Optional || object instanceof RemoteError)
                .anyMatch(object -> reachable(parts(object)).contains(object));
    }

    private static Set<Object> reachable(Stream<?> roots) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> due = new ArrayDeque<>();
        addAll(roots, found, due);
        while (!due.isEmpty()) {
            addAll(parts(due.pop()), found, due);
        }
        return found;
    }

    private static void addAll(Stream<?> parts, Set<Object> found, Deque<Object> due) {
        parts.forEach(part -> {
            if (part != null && found.add(part)) {
                due.push(part);
            }
        });
    }

    private static Stream<?> parts(Object object) {
        if (object instanceof Collection<?> elements) {
            return elements.stream();
        } else if (object instanceof Map<?, ?> map) {
            return Stream.concat(map.keySet().stream(), map.values().stream());
        } else if (object instanceof Object[] elements) {
            return Arrays.stream(elements);
        } else if (object instanceof Optional<?> optional) {
            return optional.stream();
        } else if (object instanceof RemoteError error) {
            return Stream.of(Optional.ofNullable(error.data()), Optional.ofNullable(error.cause()));
        }
        return Stream.empty();
    }
}
