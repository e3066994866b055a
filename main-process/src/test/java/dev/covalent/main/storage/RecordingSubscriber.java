package dev.covalent.main.storage;

import dev.covalent.common.storage.StorageChange;
import dev.covalent.common.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records what it is told. Thread-safe. */
final class RecordingSubscriber implements LocalStorageService.Subscriber {
    private final List<Told> told = new ArrayList<>();

    @Override
    public synchronized void changed(long version, Object origin, StorageChange change) {
        told.add(new Told(version, origin, change));
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    List<StorageChange> changes() {
        return told().stream().map(Told::change).toList();
    }

    /** Does to a copy of the snapshot what it was told, as a renderer does, checking that no version is missing. */
    Map<String, String> replayOn(StorageSnapshot snapshot) {
        Map<String, String> copy = new LinkedHashMap<>(snapshot.items());
        long version = snapshot.version();
        for (Told one : told()) {
            version++;
            if (one.version() != version) {
                throw new AssertionError("Told version " + one.version() + " in place of " + version);
            }
            StorageChange change = one.change();
            if (change.key() == null) {
                copy.clear();
                continue;
            }
            String old =
                    change.newValue() == null ? copy.remove(change.key()) : copy.put(change.key(), change.newValue());
            if (!java.util.Objects.equals(old, change.oldValue())) {
                throw new AssertionError("The copy had " + old + " before " + one);
            }
        }
        return copy;
    }

    record Told(long version, Object origin, StorageChange change) {}
}
