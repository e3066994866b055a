package dev.covalent.common.clone;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two plain values, as {@link StructuredClone#decode} makes them, consist of the same: numbers by what they
 * amount to, lists and arrays by their elements in order, maps by their entries, and what is not of these by {@code
 * equals}. Keys of maps and elements of sets are found by their own {@code equals}.
 *
 * <p>Cycles end the comparison: where a pair is met again, the rest decides. What sharing makes deeper than values can be
 * nested is taken to differ, as are numbers of very many digits in different forms. Not thread-safe.
 */
final class SameValue {
    private static final int MAX_DEPTH = StructuredClone.MAX_DEPTH;

    /** The pairs that were met: to each one its others. */
    private final IdentityHashMap<Object, IdentityHashMap<Object, Boolean>> met = new IdentityHashMap<>();

    private int depth;

    boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == other) {
            return true;
        }
        if (one == null || other == null) {
            return false;
        }
        if (one instanceof Number a && other instanceof Number b) {
            return sameNumber(a, b);
        }
        if (isContainer(one) && isContainer(other)) {
            return isMet(one, other) || sameNested(one, other);
        }
        return one.equals(other);
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
                || value.getClass().isArray();
    }

    /** Notes a pair; each is compared once, which bounds the work by the sizes of both. */
    private boolean isMet(Object one, Object other) {
        return met.computeIfAbsent(one, added -> new IdentityHashMap<>()).put(other, true) != null;
    }

    private boolean sameContents(Object one, Object other) {
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return sameEntries(a, b);
        }
        if (one instanceof Set<?> a && other instanceof Set<?> b) {
            return a.size() == b.size() && a.containsAll(b);
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            return sameElements(a, b);
        }
        if (one instanceof Object[] a && other instanceof Object[] b) {
            return sameElements(Arrays.asList(a), Arrays.asList(b));
        }
        return Objects.deepEquals(one, other); // arrays of primitives, or different kinds
    }

    private boolean sameEntries(Map<?, ?> one, Map<?, ?> other) {
        if (one.size() != other.size()) {
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
