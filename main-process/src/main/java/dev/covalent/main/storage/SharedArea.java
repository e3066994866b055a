package dev.covalent.main.storage;

import dev.covalent.common.storage.StorageChange;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.main.storage.LocalStorageService.Subscriber;
import dev.covalent.main.storage.StorageOperation.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The area together with its file and those who follow it.
 *
 * <p>A change is made in the area, then in the file, and is announced when both have it. A write that the file does not
 * take is taken back in the area too, so memory, file and followers never differ between two operations.
 *
 * <p>Confined to the storage thread.
 */
final class SharedArea {
    private static final Logger log = LoggerFactory.getLogger(SharedArea.class);

    private final StorageBackend backend;
    private final long quotaBytes;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private @Nullable StorageArea loaded;
    private long version;

    SharedArea(StorageBackend backend, long quotaBytes) {
        this.backend = backend;
        this.quotaBytes = quotaBytes;
    }

    /** Carries out writes as one transaction; if that fails, each as its own, so that only those fail that must. */
    void write(List<Write> group) {
        List<Step> steps = new ArrayList<>(group.size());
        try {
            commit(group, steps);
        } catch (Throwable failure) { // whatever it is, nothing was committed, and its place is the callers' futures
            if (group.size() > 1 && loaded != null) {
                log.debug("A group of {} writes failed; trying each", group.size(), failure);
                group.forEach(write -> write(List.of(write)));
            } else {
                group.forEach(write -> write.outcome().completeExceptionally(failure));
            }
            return;
        }
        steps.forEach(this::announce);
    }

    /** Adds a follower, if it is not one already, and returns what the coming changes build on. */
    StorageSnapshot subscribe(Subscriber subscriber) {
        StorageSnapshot snapshot = new StorageSnapshot(version, area().contents());
        unsubscribe(subscriber);
        subscribers.add(subscriber);
        return snapshot;
    }

    void unsubscribe(Subscriber subscriber) {
        subscribers.removeIf(known -> known == subscriber);
    }

    Optional<String> getItem(String key) {
        return area().getItem(key);
    }

    void sync() {
        backend.sync();
    }

    void close() {
        subscribers.clear();
        loaded = null;
        backend.close();
    }

    private StorageArea area() {
        StorageArea area = loaded;
        if (area == null) {
            area = new StorageArea(quotaBytes, backend.load());
            loaded = area;
        }
        return area;
    }

    private void commit(List<Write> group, List<Step> steps) {
        StorageArea area = area();
        List<StorageChange> changes = new ArrayList<>(group.size());
        try {
            for (Write write : group) {
                Step step = edit(area, write);
                steps.add(step);
                if (step.change() != null) {
                    changes.add(step.change());
                }
            }
            if (!changes.isEmpty()) {
                backend.apply(changes);
            }
        } catch (Throwable failure) {
            area.rollback();
            throw failure;
        }
        area.keep();
    }

    private static Step edit(StorageArea area, Write write) {
        try {
            return new Step(write, write.edit().apply(area).orElse(null), null);
        } catch (RuntimeException refusal) {
            return new Step(write, null, refusal);
        }
    }

    private void announce(Step step) {
        if (step.change() != null) {
            version++;
            for (Subscriber subscriber : subscribers) {
                tell(subscriber, step.write().origin(), step.change());
            }
        }
        if (step.refusal() == null) {
            step.write().outcome().complete(null);
        } else {
            step.write().outcome().completeExceptionally(step.refusal());
        }
    }

    private void tell(Subscriber subscriber, Object origin, StorageChange change) {
        try {
            subscriber.changed(version, origin, change);
        } catch (Throwable escaped) { // one subscriber's failure must not reach the others, nor the caller
            log.warn("Subscriber {} failed on version {} of the storage", subscriber, version, escaped);
        }
    }

    /** What became of a write: a change, no change, or a refusal. */
    private record Step(
            Write write,
            @Nullable StorageChange change,
            @Nullable RuntimeException refusal) {}
}
