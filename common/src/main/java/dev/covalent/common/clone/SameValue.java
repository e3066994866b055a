package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
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
 * many pairs that the work runs out; so is then all that is compared later. What was found is kept from one comparison to
 * the next, so that comparing the parts of two values one by one takes no longer than comparing these. Not thread-safe.
 */
final class SameValue {
    private static final int MAX_DEPTH = StructuredClone.MAX_DEPTH;

    /** How many elements may be compared again because they are shared; takes a fraction of a second. */
    private static final int MAX_REPEATED = 1_000_000;

    /** What it costs to find a key that has parts, in elements. */
    private static final int KEY_WITH_PARTS = 1_000;

    /** Comparing so much of a key takes about as long as an element; in records the keys are encoded once. */
    private static final int KEY_UNIT = 64;

    /** The number of a pair that is the same, whatever else is. */
    private static final int PROVEN = Integer.MAX_VALUE;

    /** The number of one that is not. */
    private static final int DIFFERENT = -1;

    /** The pairs that were met; each is compared once. */
    private final Map<Pair, Pair> met = new HashMap<>();

    /** Those of them that are the same if the pairs within which they were met are, in the order in which they were met. */
    private final List<Pair> assumed = new ArrayList<>();

    private int pairs;

    /** The number of the first pair that the current one's sameness rests on. */
    private int restsOn = PROVEN;

    private int depth;

    /** Whether the current comparison went too far: what it takes to differ may be the same. */
    private boolean isCut;

    private long workLeft;

    /** Two containers, by identity. */
    private static final class Pair {
        private final Object one;
        private final Object other;

        /** When it was met, or what has become of it. */
        private int number;

        Pair(Object one, Object other, int number) {
            this.one = one;
            this.other = other;
            this.number = number;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // who the parts are
        public boolean equals(@Nullable Object object) {
            return object instanceof Pair pair && pair.one == one && pair.other == other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(one) + System.identityHashCode(other);
        }
    }

    /**
     * Makes a comparison.
     *
     * @param size how many bytes both take, which their elements do not exceed
     */
    SameValue(long size) {
        workLeft = size + MAX_REPEATED;
    }

    /** Compares a pair of values, with what work is left if it is not the first. */
    boolean same(@Nullable Object one, @Nullable Object other) {
        if (depth == 0) {
            isCut = false;
        }
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
            return sameContainers(one, other);
        }
        return charge(size(one)) && one.equals(other);
    }

    private boolean charge(long work) {
        workLeft -= work;
        isCut |= workLeft < 0;
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

    /**
     * Compares a pair that may have been met. While its parts are compared, it is taken to be the same; what rests on that
     * stands once it has turned out so, and is forgotten if not. So pairs that a cycle joins are proven together, when the
     * first of them is (as Tarjan finds the components of a graph).
     */
    private boolean sameContainers(Object one, Object other) {
        if (depth >= MAX_DEPTH) {
            isCut = true;
            return false;
        }
        Pair pair = new Pair(one, other, pairs);
        Pair known = met.putIfAbsent(pair, pair);
        if (known != null) {
            restsOn = Math.min(restsOn, known.number);
            return known.number != DIFFERENT;
        }
        int number = pairs++;
        int outer = restsOn;
        int first = assumed.size();
        assumed.add(pair);
        restsOn = PROVEN;
        depth++;
        boolean same = sameContents(one, other);
        depth--;
        List<Pair> within = assumed.subList(first, assumed.size());
        if (!same) {
            within.forEach(met::remove);
            within.clear();
            if (!isCut) {
                pair.number = DIFFERENT;
                met.put(pair, pair);
            }
        } else if (restsOn >= number) {
            within.forEach(proven -> proven.number = PROVEN);
            within.clear();
            restsOn = PROVEN;
        }
        restsOn = Math.min(restsOn, outer);
        return same;
    }

    static boolean isContainer(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value instanceof Optional
                || value instanceof RemoteError
                || value.getClass().isArray();
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
            if (!charge(key == null ? 0 : isContainer(key) ? KEY_WITH_PARTS : size(key) / KEY_UNIT)) {
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
