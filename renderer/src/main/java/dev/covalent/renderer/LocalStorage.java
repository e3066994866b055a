package dev.covalent.renderer;

import dev.covalent.common.EventListener;
import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Strings by name, shared by all windows of the application and kept across its restarts. Mirrors {@code localStorage}.
 *
 * <p>Reads are answered from this renderer's copy, which its first use loads. A write returns when main has it on disk,
 * in the operating system's hands: it survives the death of any process. What a window reads never goes back in time,
 * and a message sent after a write finds its receiver with the written value. Thread-safe.
 */
public interface LocalStorage {

    /** Returns the value of a key, or null if there is none. */
    @Nullable String getItem(String key);

    /**
     * Sets the value of a key.
     *
     * @throws QuotaExceededException if it does not fit; the old value stays
     */
    void setItem(String key, String value);

    /** Removes a key; a missing one is a no-op. */
    void removeItem(String key);

    /** Removes every key. */
    void clear();

    /** Returns how many keys there are. */
    int length();

    /** Returns the key at {@code index} in an order that changes only when keys are added or removed; null beyond it. */
    @Nullable String key(int index);

    /** Adds a listener for what other windows change, in the order of the changes; mirrors the {@code storage} event. */
    Subscription onStorage(EventListener<StorageEvent> listener);
}
