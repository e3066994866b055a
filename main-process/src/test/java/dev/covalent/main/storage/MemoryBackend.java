package dev.covalent.main.storage;

import dev.covalent.common.storage.StorageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps changes in memory, and can be told to fail or to block. Thread-safe. */
final class MemoryBackend implements StorageBackend {
    private final StorageArea area = new StorageArea(Long.MAX_VALUE, Map.of());
    private final List<Integer> groups = new ArrayList<>();
    private volatile Consumer<List<StorageChange>> before = changes -> {};

    /** Calls {@code hook} before each group is kept; what it throws fails the group. */
    void beforeApply(Consumer<List<StorageChange>> hook) {
        before = hook;
    }

    synchronized Map<String, String> stored() {
        return area.contents();
    }

    /** The sizes of the groups that were kept. */
    synchronized List<Integer> groups() {
        return List.copyOf(groups);
    }

    @Override
    public Map<String, String> load() {
        return stored();
    }

    @Override
    public void apply(List<StorageChange> changes) {
        before.accept(changes);
        synchronized (this) {
            groups.add(changes.size());
            changes.forEach(this::keep);
        }
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}

    private void keep(StorageChange change) {
        if (change.key() == null) {
            area.clear();
        } else if (change.newValue() == null) {
            area.removeItem(change.key());
        } else {
            area.setItem(change.key(), change.newValue());
        }
        area.keep();
    }
}
