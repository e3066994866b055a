package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Walks two graphs side by side: the same classes and values, and one object here for each object there, so that sharing
 * and cycles are the same. Numbers and strings have no identity. Not thread-safe.
 */
final class Isomorphism {
    private final IdentityHashMap<Object, Object> partners = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> inverse = new IdentityHashMap<>();

    private Isomorphism() {}

    static boolean holds(@Nullable Object left, @Nullable Object right) {
        return new Isomorphism().pair(left, right);
    }

    private boolean pair(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left.getClass() != right.getClass()) {
            return false;
        }
        if (left instanceof Number || left instanceof String || left instanceof Character || left instanceof Boolean) {
            return left.equals(right);
        }
        Object partner = partners.putIfAbsent(left, right);
        if (partner != null) {
            return partner == right;
        }
        boolean isNew = inverse.putIfAbsent(right, left) == null || mayBeCached(right);
        return isNew && parts(left, right);
    }

    /** The JDK may give one object for what were two, if they cannot be told apart but by identity: a locale, an hour. */
    private static boolean mayBeCached(Object value) {
        return !(value instanceof Collection
                || value instanceof Map
                || value instanceof RemoteError
                || value instanceof ByteBuffer
                || value instanceof Date
                || (value instanceof Optional<?> optional && optional.isPresent())
                || value.getClass().isArray());
    }

    private boolean parts(Object left, Object right) {
        if (left instanceof Object[] array) {
            return pairwise(Arrays.asList(array), Arrays.asList((Object[]) right));
        }
        if (left instanceof List<?> || left instanceof Set<?>) {
            return pairwise((Iterable<?>) left, (Iterable<?>) right);
        }
        if (left instanceof Map<?, ?> map) {
            return pairwise(map.keySet(), ((Map<?, ?>) right).keySet())
                    && pairwise(map.values(), ((Map<?, ?>) right).values());
        }
        if (left instanceof Optional<?> optional) {
            return pair(optional.orElse(null), ((Optional<?>) right).orElse(null));
        }
        if (left instanceof RemoteError error) {
            return pairwise(componentsOf(error), componentsOf((RemoteError) right));
        }
        if (left instanceof Pattern pattern) {
            return pattern.flags() == ((Pattern) right).flags()
                    && pattern.pattern().equals(((Pattern) right).pattern());
        }
        if (left instanceof ByteBuffer buffer) {
            return buffer.equals(right) && buffer.order() == ((ByteBuffer) right).order();
        }
        return Arrays.deepEquals(new Object[] {left}, new Object[] {right});
    }

    /** Not {@code equals}: what an error carries may be an array, or contain itself. */
    private static List<@Nullable Object> componentsOf(RemoteError error) {
        return Arrays.asList(error.type(), error.message(), error.code(), error.data(), error.stack(), error.cause());
    }

    private boolean pairwise(Iterable<?> left, Iterable<?> right) {
        Iterator<?> rights = right.iterator();
        for (Object element : left) {
            if (!rights.hasNext() || !pair(element, rights.next())) {
                return false;
            }
        }
        return !rights.hasNext();
    }
}
