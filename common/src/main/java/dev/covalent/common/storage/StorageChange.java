package dev.covalent.common.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what one call changed in a storage area: the {@code key}, {@code oldValue} and {@code newValue} of the web's
 * {@code storage} event.
 *
 * <p>An added item has no old value, a removed one no new value, and {@link #cleared()} has neither, nor a key. A call
 * that changes nothing has no {@code StorageChange}, so a record that says so is refused.
 *
 * <p>Immutable.
 *
 * @param key the item's key, possibly empty; null if the whole area was cleared
 * @param oldValue the value before, null if there was none
 * @param newValue the value after, null if there is none
 */
public record StorageChange(
        @Nullable String key,
        @Nullable String oldValue,
        @Nullable String newValue) {
    private static final StorageChange CLEARED = new StorageChange(null, null, null);

    /**
     * Checks that it is a change.
     *
     * @throws IllegalArgumentException if there are values without a key, or the values are the same
     */
    public StorageChange {
        if (key == null && (oldValue != null || newValue != null)) {
            throw new IllegalArgumentException("A change without a key clears the area and has no values");
        }
        if (key != null && Objects.equals(oldValue, newValue)) {
            throw new IllegalArgumentException("Old and new value are the same: that is no change");
        }
    }

    /** Returns the change that emptied an area which had items. */
    public static StorageChange cleared() {
        return CLEARED;
    }
}
