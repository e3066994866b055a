package dev.covalent.common.frame;

import java.util.Map;
import java.util.Objects;

/**
 * The whole storage at one moment.
 *
 * @param version the number of the last change that it holds
 * @param items keys and values, in their order
 */
public record StorageContent(long version, Map<String, String> items) {

    /** Checks that the items are there. */
    public StorageContent {
        Objects.requireNonNull(items, "items");
    }
}
