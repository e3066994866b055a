package dev.covalent.common.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Holds the whole content of a storage area at one moment.
 *
 * <p>Immutable.
 *
 * @param version the number of the last change that the content includes; the next change has the next number. Versions
 *     count from 0 in each run of the main process.
 * @param items all items, in the order in which their keys were added; copied
 */
public record StorageSnapshot(long version, Map<String, String> items) {

    /**
     * Copies the items, keeping their order.
     *
     * @throws IllegalArgumentException if {@code version} is negative
     */
    public StorageSnapshot {
        if (version < 0) {
            throw new IllegalArgumentException("A version counts from 0, and this one is " + version);
        }
        Map<String, String> copy = new LinkedHashMap<>(items); // Map.copyOf would forget the order
        copy.forEach((key, value) -> {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        });
        items = Collections.unmodifiableMap(copy);
    }
}
