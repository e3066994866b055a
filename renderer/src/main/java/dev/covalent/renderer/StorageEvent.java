package dev.covalent.renderer;

import org.jspecify.annotations.Nullable;

/**
 * A change that another window made to the storage.
 *
 * @param key the key; null if everything was removed
 * @param oldValue the value before, or null if the key was added
 * @param newValue the value now, or null if the key was removed
 */
public record StorageEvent(
        @Nullable String key,
        @Nullable String oldValue,
        @Nullable String newValue) {}
