package dev.covalent.common;

import java.util.Objects;

/**
 * A change of one property of a {@link PropertyBag}. Electron's {@code remote} has nothing like it. Immutable.
 *
 * @param property the property's name
 * @param kind whether it is new, has another value, or is gone
 * @param oldValue the value before; null where there was no such property
 * @param newValue the value after; null where there is no such property any more
 * @param originId the contents whose renderer made the change; 0 for main
 */
public record PropertyChange(String property, Kind kind, Value oldValue, Value newValue, int originId) {

    /** What became of the property. */
    public enum Kind {
        /** There was no such property before. */
        ADDED,
        /** The property has another value. */
        CHANGED,
        /** There is no such property any more. */
        REMOVED
    }

    /** Checks that nothing is null. */
    public PropertyChange {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(oldValue, "oldValue");
        Objects.requireNonNull(newValue, "newValue");
    }
}
