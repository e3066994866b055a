package dev.covalent.common.clone;

import java.util.HashMap;
import java.util.HashSet;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses elements of sets and keys of maps that would take for ever to hash, before they are hashed: decoding checked
 * none of what becomes a key only because the receiver asks for one. Sorted sets and maps need a check only of decimals
 * of many digits; they compare by code of the keys' own classes, and none of the platform's that compares has parts.
 *
 * <p>Confined to one conversion.
 */
final class ConvertedKeys {
    private static final ClassValue<Boolean> HASHED_BY_IDENTITY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type.getMethod("hashCode").getDeclaringClass() == Object.class;
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    };

    private final KeyWork work = new KeyWork();
    private final ExpandedSize sizes = new ExpandedSize();

    /** The elements of one set or the keys of one map; those of any other container need no account. */
    final class Keys {
        private final boolean ordered;
        private final KeyWork.@Nullable Keys account;

        Keys(Object container) {
            this.ordered = container instanceof SortedSet || container instanceof SortedMap;
            this.account = container instanceof HashSet || container instanceof HashMap ? work.new Keys() : null;
        }

        /**
         * Charges for a key that is about to be added.
         *
         * @param plain what it was made of, whose size stands for its own
         */
        void admit(@Nullable Object key, @Nullable Object plain) {
            if (ordered && key != null && KeyWork.comparesSlowly(key)) {
                throw new PathProblem("has too many digits to compare; ask for a list");
            }
            if (account == null || key == null || KeyWork.isPlain(key) || HASHED_BY_IDENTITY.get(key.getClass())) {
                return;
            }
            boolean sufficed;
            try {
                sufficed = account.admit(key, sizes.of(plain));
            } catch (RuntimeException thrown) {
                throw new PathProblem(key.getClass().getName() + " has no hash: " + thrown, thrown);
            }
            if (!sufficed) {
                throw new PathProblem("contains itself, or is one of too many to hash; ask for a list");
            }
        }
    }
}
