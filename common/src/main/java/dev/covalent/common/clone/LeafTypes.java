package dev.covalent.common.clone;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All types without parts that the codec knows, by tag and by class.
 *
 * <p>Immutable.
 */
final class LeafTypes {
    private static final @Nullable LeafType<?>[] BY_TAG = new LeafType<?>[Tag.COUNT];
    private static final Map<Class<?>, LeafType<?>> BY_CLASS = new HashMap<>();

    static {
        Stream.of(NumberTypes.ALL, ArrayTypes.ALL, TimeTypes.ALL, TextTypes.ALL)
                .flatMap(List::stream)
                .forEach(type -> {
                    BY_TAG[type.tag()] = type;
                    BY_CLASS.put(type.type(), type);
                });
    }

    private LeafTypes() {}

    /**
     * Returns how values of {@code type} are written. Subclasses count only where the JDK alone can make them: one of
     * anybody else's could run code, or lose what it adds.
     */
    static @Nullable LeafType<?> of(Class<?> type) {
        if (ByteBuffer.class.isAssignableFrom(type)) {
            return BY_CLASS.get(ByteBuffer.class);
        }
        if (ZoneId.class.isAssignableFrom(type) && type != ZoneOffset.class) {
            return BY_CLASS.get(ZoneId.class);
        }
        return BY_CLASS.get(type);
    }

    static @Nullable LeafType<?> of(int tag) {
        return tag < Tag.COUNT ? BY_TAG[tag] : null;
    }
}
