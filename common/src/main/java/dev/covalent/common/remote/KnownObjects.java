package dev.covalent.common.remote;

import dev.covalent.common.frame.ObjectReference;
import org.jspecify.annotations.Nullable;

/**
 * The objects that both processes know by their ids, so that they need not be passed to be referred to: windows, and what
 * they show. Thread-safe, and quick.
 */
public interface KnownObjects {
    /** Knows nothing. */
    KnownObjects NONE = new KnownObjects() {
        @Override
        public @Nullable ObjectReference referenceTo(Object object, Class<?> type) {
            return null;
        }

        @Override
        public @Nullable Object find(ObjectReference reference) {
            return null;
        }
    };

    /**
     * Returns what crosses in place of an object; null if it is no such object, or is passed like any other.
     *
     * @param type the interface that is declared where it is passed
     */
    @Nullable ObjectReference referenceTo(Object object, Class<?> type);

    /** Returns what a peer refers to by an id; null if there is none. */
    @Nullable Object find(ObjectReference reference);
}
