package dev.covalent.common.clone;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for what it costs to hash and compare the keys of a message's maps and the elements of its sets. A key that
 * contains itself can never be hashed, one that refers many times to what refers many times to something takes for ever,
 * and so does a map of keys that share one hash; the account runs out first.
 *
 * <p>The unit is a byte of the encoded form with every reference written out in full. It is kept by a clock: bytes so
 * far, and for each reference so far the weight of its target. What passes on the clock while an object is written or
 * read is that object's weight, and a cycle passes {@link #CYCLIC}.
 *
 * <p>Confined to one encoder, decoder or conversion.
 */
final class KeyWork {
    /** The weight of an object that is not complete; who refers to it is on a cycle with it. */
    static final int OPEN = -1;

    /** The weight of what can reach itself, or is too large to tell. */
    static final int CYCLIC = Integer.MAX_VALUE;

    /** Takes a second or so to hash and compare. */
    private static final long BUDGET = 1L << 28;

    private long referredTo;
    private long left = BUDGET;

    static int weight(long elapsed) {
        return (int) Math.min(elapsed, CYCLIC);
    }

    long clock(int position) {
        return position + referredTo;
    }

    void refer(int weight) {
        referredTo += weight == OPEN ? CYCLIC : weight;
    }

    private boolean charge(long weight) {
        left -= weight;
        return left >= 0;
    }

    /** Takes from the budget for a key that is not plain, and tells whether it sufficed. */
    boolean charge(Object key, long weight) {
        return !comparesSlowly(key) && charge(weight);
    }

    /**
     * Tells whether no account suffices: to compare decimals, which {@code HashMap} does as well if they share a hash, is
     * to write out the digits of each.
     */
    static boolean comparesSlowly(Object key) {
        return key instanceof BigDecimal number && !LosslessNumber.hasFewDigits(number);
    }

    /**
     * Tells whether keys of this class need no account: their hash is cached or quickly made, and {@code HashMap} keeps
     * those that share a hash in a tree, because they are comparable with each other.
     */
    static boolean isPlain(Object key) {
        return key instanceof String
                || key instanceof Integer
                || key instanceof Long
                || key instanceof Short
                || key instanceof Byte
                || key instanceof Double
                || key instanceof Float
                || key instanceof Character
                || key instanceof Boolean
                || key instanceof UUID
                || key instanceof BigInteger;
    }

    /** The keys of one map or set under construction. */
    final class Keys {
        private @Nullable Map<Integer, Integer> sameHash;

        /** Charges for a key that is about to be added and is not plain, and tells whether the budget sufficed. */
        boolean admit(Object key, long weight) {
            if (!charge(key, weight)) {
                return false;
            }
            if (sameHash == null) {
                sameHash = new HashMap<>();
            }
            int met = sameHash.merge(key.hashCode(), 1, Integer::sum);
            return charge((met - 1) * weight);
        }
    }
}
