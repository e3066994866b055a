package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses once a class how its values are written; most classes are refused.
 *
 * <p>Thread-safe.
 */
final class ValueWriters {
    private static final ClassValue<ValueWriter<?>> WRITERS = new ClassValue<>() {
        @Override
        protected ValueWriter<?> computeValue(Class<?> type) {
            return choose(type);
        }
    };

    private ValueWriters() {}

    /** Returns the writer of the values whose class is {@code type}. */
    @SuppressWarnings("unchecked") // chosen by that class
    static ValueWriter<Object> of(Class<?> type) {
        return (ValueWriter<Object>) WRITERS.get(type);
    }

    private static ValueWriter<?> choose(Class<?> type) {
        LeafType<?> leaf = LeafTypes.of(type);
        if (leaf != null) {
            return leaf;
        }
        if (Enum.class.isAssignableFrom(type)) {
            return (ValueWriter<Enum<?>>) (encoder, value) -> encoder.write(value.name());
        }
        // A path of another file system than the platform's says nothing to another process, and its code is anybody's.
        if (Path.class.isAssignableFrom(type) && type.getClassLoader() == null) {
            return (ValueWriter<Path>) (encoder, value) -> encoder.write(value.toString());
        }
        if (type == RemoteError.class) {
            return (ValueWriter<RemoteError>) Encoder::error;
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return (ValueWriter<Throwable>) Encoder::thrown;
        }
        if (type.isRecord()) {
            return RecordShape.of(type);
        }
        ValueWriter<?> container = container(type);
        return container != null ? container : refusal(type);
    }

    private static @Nullable ValueWriter<?> container(Class<?> type) {
        if (type.isArray()) {
            return (ValueWriter<Object[]>) Encoder::array;
        }
        if (type == Optional.class) {
            return (ValueWriter<Optional<?>>) Encoder::optional;
        }
        if (Map.class.isAssignableFrom(type)) {
            return (ValueWriter<Map<?, ?>>) Encoder::map;
        }
        if (Set.class.isAssignableFrom(type)) {
            return (ValueWriter<Set<?>>) Encoder::set;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return (ValueWriter<Collection<?>>) Encoder::list;
        }
        return null;
    }

    private static ValueWriter<?> refusal(Class<?> type) {
        String name = nameOf(type);
        return (encoder, value) -> {
            throw new PathProblem(name);
        };
    }

    /** Returns the name of the class, or of the interface if the class is a lambda's or a proxy's and says nothing. */
    private static String nameOf(Class<?> type) {
        Class<?>[] interfaces = type.getInterfaces();
        boolean generated = type.isHidden() || Proxy.isProxyClass(type);
        return generated && interfaces.length > 0 ? interfaces[0].getName() : type.getName();
    }
}
