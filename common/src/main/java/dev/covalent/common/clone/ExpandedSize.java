package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how large plain values are with all that they share written out in full, in about the unit of {@link KeyWork}.
 * Looks at every object once, however often it is shared.
 *
 * <p>Confined to one conversion.
 */
final class ExpandedSize {
    /** What each object counts, whatever is in it: as many bytes as a number takes. */
    private static final long OBJECT = 4;

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();

    /** Returns the size of a plain value, at most {@link KeyWork#CYCLIC}, which is also that of what contains itself. */
    long of(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return sum(plain, List.of(map.keySet(), map.values()));
        }
        if (plain instanceof Collection<?> collection) {
            return sum(plain, collection);
        }
        if (plain instanceof Object[] array) {
            return sum(plain, Arrays.asList(array));
        }
        if (plain instanceof Optional<?> optional) {
            return sum(plain, optional.stream().toList());
        }
        if (plain instanceof RemoteError error) {
            return sum(
                    plain,
                    Arrays.asList(
                            error.type(), error.message(), error.code(), error.data(), error.stack(), error.cause()));
        }
        return plain == null ? OBJECT : OBJECT + ofLeaf(plain);
    }

    private long sum(Object container, Collection<?> parts) {
        Long before = known.putIfAbsent(container, (long) KeyWork.CYCLIC); // until it is complete
        if (before != null) {
            return before;
        }
        long sum = OBJECT;
        for (Object part : parts) {
            sum = Math.min(sum + of(part), KeyWork.CYCLIC);
        }
        known.put(container, sum);
        return sum;
    }

    private static long ofLeaf(Object leaf) {
        if (leaf instanceof String text) {
            return text.length();
        }
        if (leaf instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        if (leaf instanceof BigInteger number) {
            return number.bitLength() / Byte.SIZE;
        }
        if (leaf instanceof BigDecimal number) {
            return number.unscaledValue().bitLength() / Byte.SIZE;
        }
        if (leaf instanceof URI) {
            return leaf.toString().length();
        }
        return leaf.getClass().isArray() ? Array.getLength(leaf) : 0;
    }
}
