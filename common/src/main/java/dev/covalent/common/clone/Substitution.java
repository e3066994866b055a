package dev.covalent.common.clone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts, in a value of a known type, indexes in the place of the objects that it refers to. What has such parts is copied
 * on the way, and an object that is met twice is copied once; the rest stays as it is.
 *
 * <p>Confined to one call.
 */
final class Substitution {
    private final OutgoingReferences references;
    private final IdentityHashMap<Object, Map<Target, Object>> done = new IdentityHashMap<>();

    Substitution(OutgoingReferences references) {
        this.references = references;
    }

    /**
     * Returns the value with indexes in it.
     *
     * @throws PathProblem if an object cannot be referred to, or a part not be read
     */
    @Nullable Object in(@Nullable Object value, Target type) {
        if (value == null || !references.types().mayRefer(type)) {
            return value;
        }
        if (references.types().isReference(type)) {
            try {
                return references.indexOf(value, type);
            } catch (IllegalArgumentException problem) {
                throw new PathProblem(String.valueOf(problem.getMessage()));
            }
        }
        Map<Target, Object> copies = done.computeIfAbsent(value, added -> new LinkedHashMap<>());
        Object known = copies.get(type);
        return known != null ? known : copy(value, type, copies);
    }

    private @Nullable Object copy(Object value, Target type, Map<Target, Object> copies) {
        if (value instanceof Optional<?> optional) {
            return Optional.ofNullable(part(optional.orElse(null), type.argument(0), ".value"));
        }
        if (value instanceof Object[] array && type.raw().isArray()) {
            @Nullable Object[] copy = new @Nullable Object[array.length];
            copies.put(type, copy);
            for (int i = 0; i < array.length; i++) {
                copy[i] = part(array[i], type.component(), PathProblem.index(i));
            }
            return copy;
        }
        if (value instanceof Map || value instanceof Collection) {
            return container(value, type, copies);
        }
        if (value.getClass().isRecord() && value.getClass() == type.raw()) {
            return components(value, type, copies);
        }
        return value;
    }

    private Object container(Object value, Target type, Map<Target, Object> copies) {
        try {
            return value instanceof Map<?, ?> map
                    ? entries(map, type, copies)
                    : elements((Collection<?>) value, type, copies);
        } catch (PathProblem problem) {
            throw problem;
        } catch (RuntimeException thrown) {
            throw Encoder.iterationFailed(value, thrown);
        }
    }

    private Map<Object, Object> entries(Map<?, ?> map, Target type, Map<Target, Object> copies) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        copies.put(type, copy);
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = part(entry.getKey(), type.argument(0), PathProblem.key(index));
            Object value = part(entry.getValue(), type.argument(1), PathProblem.valueOf(entry.getKey(), index));
            copy.put(key, value);
            index++;
        }
        return copy;
    }

    private Collection<Object> elements(Collection<?> collection, Target type, Map<Target, Object> copies) {
        boolean isSet = collection instanceof Set;
        Collection<Object> copy = isSet ? new LinkedHashSet<>() : new ArrayList<>(collection.size());
        copies.put(type, copy);
        int index = 0;
        for (Object element : collection) {
            copy.add(part(element, type.argument(0), isSet ? PathProblem.element(index) : PathProblem.index(index)));
            index++;
        }
        return copy;
    }

    /** Makes a map of a record, as which it arrives in any case. */
    private Map<String, Object> components(Object value, Target type, Map<Target, Object> copies) {
        RecordShape shape = RecordShape.of(type.raw());
        Map<String, Object> copy = new LinkedHashMap<>();
        copies.put(type, copy);
        for (int i = 0; i < shape.size(); i++) {
            Target component = type.member(shape.type(i));
            copy.put(shape.name(i), part(shape.component(value, i), component, "." + shape.name(i)));
        }
        return copy;
    }

    private @Nullable Object part(@Nullable Object part, Target type, String step) {
        try {
            return in(part, type);
        } catch (PathProblem problem) {
            throw problem.inside(step);
        }
    }

    /** Returns arguments with indexes in them. */
    @Nullable Object[] in(@Nullable Object[] arguments, List<Target> types) {
        @Nullable Object[] copy = new @Nullable Object[arguments.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = part(arguments[i], types.get(i), PathProblem.index(i));
        }
        return copy;
    }
}
