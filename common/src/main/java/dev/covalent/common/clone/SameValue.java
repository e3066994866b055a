package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two plain values, as {@link StructuredClone#decode} makes them, consist of the same: numbers by what they
 * amount to, lists and arrays by their elements in order, maps by their entries, and what is not of these by {@code
 * equals}. Keys of maps and elements of sets are found by their own {@code equals}.
 *
 * <p>Cycles end the comparison: where a pair is met again, the rest decides. What sharing makes deeper than values can be
 * nested is taken to differ, as are numbers of very many digits in different forms, and values whose sharing makes so
 * many pairs that the work runs out. Not thread-safe.
 */
final class SameValue {
    private static final int MAX_DEPTH = StructuredClone.MAX_DEPTH;

    /** How many elements may be compared again because they are shared; takes a fraction of a second. */
    private static final int MAX_REPEATED = 1_000_000;

    /** What it costs to find a key that has parts, in elements. */
    private static final int KEY_WITH_PARTS = 1_000;

    /** The pairs that were met: to each one its others. */
    private final IdentityHashMap<Object, IdentityHashMap<Object, Boolean>> met = new IdentityHashMap<>();

    private int depth;
    private long workLeft;

    /**
     * Makes a comparison.
     *
     * @param size how many bytes both take, which their elements do not exceed
     */
    SameValue(long size) {
        workLeft = size + MAX_REPEATED;
    }

    /** Compares a further pair of values with what work is left: what was found the same needs none again. */
    boolean sameNext(@Nullable Object one, @Nullable Object other) {
        boolean same = same(one, other);
        if (!same) {
            met.clear(); // pairs that differ may be among them
        }
        return same;
    }

    boolean same(@Nullable Object one, @Nullable Object other) {
        if (!charge(1)) {
            return false;
        }
        if (one == other) {
            return true;
        }
        if (one == null || other == null) {
            return false;
        }
        if (one instanceof Number a && other instanceof Number b) {
            return charge(size(a)) && sameNumber(a, b);
        }
        if (isContainer(one) && isContainer(other)) {
            return isMet(one, other) || sameNested(one, other);
        }
        return charge(size(one)) && one.equals(other);
    }

    private boolean charge(long work) {
        workLeft -= work;
        return workLeft >= 0;
    }

    /** Returns an idea of how long {@code equals} takes, in no more than the bytes that the value has encoded. */
    private static long size(Object leaf) {
        if (leaf instanceof CharSequence text) {
            return text.length();
        }
        if (leaf instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        if (leaf instanceof BigInteger number) {
            return number.bitLength() / Byte.SIZE;
        }
        return leaf instanceof BigDecimal number ? size(number.unscaledValue()) : 0;
    }

    private boolean sameNested(Object one, Object other) {
        if (depth >= MAX_DEPTH) {
            return false;
        }
        depth++;
        try {
            return sameContents(one, other);
        } finally {
            depth--;
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value instanceof Optional
                || value instanceof RemoteError
                || value.getClass().isArray();
    }

    /** Notes a pair; each is compared once. */
    private boolean isMet(Object one, Object other) {
        return met.computeIfAbsent(one, added -> new IdentityHashMap<>()).put(other, true) != null;
    }

    private boolean sameContents(Object one, Object other) {
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return sameEntries(a, b);
        }
        if (one instanceof Set<?> a && other instanceof Set<?> b) {
            return a.size() == b.size() && chargeKeys(b) && a.containsAll(b);
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            return sameElements(a, b);
        }
        if (one instanceof Object[] a && other instanceof Object[] b) {
            return sameElements(Arrays.asList(a), Arrays.asList(b));
        }
        if (one instanceof Optional<?> a && other instanceof Optional<?> b) {
            return same(a.orElse(null), b.orElse(null));
        }
        if (one instanceof RemoteError a && other instanceof RemoteError b) {
            return sameElements(parts(a), parts(b));
        }
        // arrays of primitives, or different kinds
        return charge(one.getClass().isArray() ? Array.getLength(one) : 0) && Objects.deepEquals(one, other);
    }

    private static List<@Nullable Object> parts(RemoteError error) {
        return Arrays.asList(error.type(), error.message(), error.code(), error.data(), error.stack(), error.cause());
    }

    /** Charges for finding keys by their own {@code equals}, which takes long only if they have parts themselves. */
    private boolean chargeKeys(Set<?> keys) {
        for (Object key : keys) {
            if (!charge(key == null ? 0 : isContainer(key) ? KEY_WITH_PARTS : size(key))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameEntries(Map<?, ?> one, Map<?, ?> other) {
        if (one.size() != other.size() || !chargeKeys(one.keySet())) {
            return false;
        }
        for (Map.Entry<?, ?> entry : one.entrySet()) {
            if (!other.containsKey(entry.getKey()) || !same(entry.getValue(), other.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameElements(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<?> others = other.iterator();
        for (Object element : one) {
            if (!same(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumber(Number one, Number other) {
        if (one.equals(other)) {
            return true;
        }
        if (!isFinite(one) || !isFinite(other)) {
            return !isFinite(one) && !isFinite(other) && Double.compare(one.doubleValue(), other.doubleValue()) == 0;
        }
        BigDecimal exact = LosslessNumber.exactly(one);
        BigDecimal otherExact = LosslessNumber.exactly(other);
        return LosslessNumber.hasFewDigits(exact)
                && LosslessNumber.hasFewDigits(otherExact)
                && exact.compareTo(otherExact) == 0;
    }

    private static boolean isFinite(Number number) {
        boolean binary = number instanceof Double || number instanceof Float;
        return !binary || Double.isFinite(number.doubleValue());
    }
}
