package dev.covalent.main.storage;

import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.storage.StorageChange;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the items of one storage area, in the order in which their keys were added, within a quota.
 *
 * <p>Edits are tentative until {@link #keep()}: {@link #rollback()} takes back, with the order of the keys, what was
 * edited since, which is how the area stays as the file is when a write fails. An item therefore has a position of its
 * own rather than a place in a linked list, where a removed key could not be put back.
 *
 * <p>Confined to the storage thread.
 */
final class StorageArea {
    private final long quotaBytes;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Map<String, Item> items = new HashMap<>();
    private long usedBytes;
    private long nextPosition;

    /**
     * Makes an area of what was stored before, which may exceed the quota if that was lowered since.
     *
     * @param quotaBytes limit for the keys and values together, two bytes for each UTF-16 unit
     */
    StorageArea(long quotaBytes, Map<String, String> stored) {
        this.quotaBytes = quotaBytes;
        stored.forEach((key, value) -> {
            items.put(key, new Item(nextPosition++, value));
            usedBytes += bytes(key) + bytes(value);
        });
    }

    /** Returns what a string counts for. */
    static long bytes(String string) {
        return 2L * string.length();
    }

    /** Returns the value of a key, if it has one. */
    Optional<String> getItem(String key) {
        return Optional.ofNullable(items.get(key)).map(Item::value);
    }

    /**
     * Adds an item or replaces its value, which keeps the key's place in the order.
     *
     * @throws QuotaExceededException if the area would grow beyond its quota; nothing changes then
     */
    Optional<StorageChange> setItem(String key, String value) {
        Item old = items.get(key);
        if (old == null) {
            resize(bytes(key) + bytes(value));
            items.put(key, new Item(nextPosition++, value));
            undo.push(() -> items.remove(key));
            return Optional.of(new StorageChange(key, null, value));
        }
        if (old.value().equals(value)) {
            return Optional.empty();
        }
        resize(bytes(value) - bytes(old.value()));
        items.put(key, new Item(old.position(), value));
        undo.push(() -> items.put(key, old));
        return Optional.of(new StorageChange(key, old.value(), value));
    }

    /** Removes an item, if there is one. */
    Optional<StorageChange> removeItem(String key) {
        Item old = items.remove(key);
        if (old == null) {
            return Optional.empty();
        }
        undo.push(() -> items.put(key, old));
        resize(-bytes(key) - bytes(old.value()));
        return Optional.of(new StorageChange(key, old.value(), null));
    }

    /** Removes all items, if there are any. */
    Optional<StorageChange> clear() {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Item> old = items;
        undo.push(() -> items = old);
        items = new HashMap<>();
        resize(-usedBytes);
        return Optional.of(StorageChange.cleared());
    }

    /** Makes the edits final. */
    void keep() {
        undo.clear();
    }

    /** Takes back every edit since the last {@link #keep()}. */
    void rollback() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** Copies the items, in the order of their keys. */
    Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        items.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().position()))
                .forEachOrdered(
                        entry -> contents.put(entry.getKey(), entry.getValue().value()));
        return contents;
    }

    /** Counts a growth; one that is not positive is always right, so that an area above its quota can shrink. */
    private void resize(long growth) {
        if (growth > 0 && usedBytes + growth > quotaBytes) {
            throw new QuotaExceededException(usedBytes, growth, quotaBytes);
        }
        usedBytes += growth;
        undo.push(() -> usedBytes -= growth);
    }

    private record Item(long position, String value) {}
}
