package dev.covalent.renderer.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Request;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.StorageEvent;
import dev.covalent.renderer.link.Link;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This renderer's copy of the storage: loaded at first use, then a replay of main's changes in main's order, its own
 * among them. A write returns when its own change has come back, so every renderer goes through the same states.
 *
 * <p>Thread-safe. Changes are applied on the link's receiving thread; listeners run on the event loop.
 */
public final class StorageCopy implements LocalStorage {
    private static final EventType<StorageEvent> STORAGE = EventType.of("storage");

    private final Supplier<Link> link;
    private final EventEmitter events;
    private final AtomicReference<@Nullable CompletableFuture<Void>> loading = new AtomicReference<>();
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<String, String> items = new LinkedHashMap<>();

    /** What came between the request for the content and the content itself. */
    @GuardedBy("lock") private final Queue<Downstream.StorageChanged> early = new ArrayDeque<>();

    @GuardedBy("lock") private boolean loaded;

    /** Changes that listeners are to be told, in main's order; each has a turn of the loop queued for it. */
    @GuardedBy("lock") private final Queue<StorageEvent> untold = new ArrayDeque<>();

    /**
     * Makes a copy that is not loaded.
     *
     * @param link gives the link to main
     * @param uncaught is told what listeners throw
     */
    public StorageCopy(Supplier<Link> link, Consumer<Throwable> uncaught) {
        this.link = link;
        this.events = new EventEmitter(uncaught);
    }

    /** Takes a change of main's; on the link's receiving thread. */
    public void changed(Downstream.StorageChanged change) {
        synchronized (lock) {
            if (!loaded) {
                early.add(change);
                return;
            }
            apply(change);
        }
        announce(change.own() ? 0 : 1);
    }

    @Override
    public @Nullable String getItem(String key) {
        Objects.requireNonNull(key, "key");
        load();
        synchronized (lock) {
            return items.get(key);
        }
    }

    @Override
    public void setItem(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        write(new Request.StorageSet(key, value));
    }

    @Override
    public void removeItem(String key) {
        Objects.requireNonNull(key, "key");
        write(new Request.StorageRemove(key));
    }

    @Override
    public void clear() {
        write(new Request.StorageClear());
    }

    @Override
    public int length() {
        load();
        synchronized (lock) {
            return items.size();
        }
    }

    @Override
    public @Nullable String key(int index) {
        load();
        synchronized (lock) {
            return index < 0 || index >= items.size()
                    ? null
                    : List.copyOf(items.keySet()).get(index);
        }
    }

    @Override
    public Subscription onStorage(EventListener<StorageEvent> listener) {
        load();
        return events.on(STORAGE, listener);
    }

    private void write(Request request) {
        load();
        Payload answer = link.get().call(request).value();
        link.get().awaitArrived(StructuredClone.value(answer).get(long.class));
    }

    private void load() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = loading.compareAndExchange(null, mine);
        if (first != null) {
            await(first);
            return;
        }
        try {
            fill(StructuredClone.value(
                            link.get().call(new Request.StorageLoad()).value())
                    .get(StorageSnapshot.class));
            mine.complete(null);
        } catch (RuntimeException | Error failed) {
            loading.set(null); // the next use tries again
            mine.completeExceptionally(failed);
            throw failed;
        }
    }

    /** Waits for the thread that was first, whose request bounds it, and fails as that does. */
    private void await(CompletableFuture<Void> first) {
        try {
            first.join();
        } catch (CancellationException interrupted) {
            load(); // it was the thread that loaded which was interrupted, and not this one
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private void fill(StorageSnapshot content) {
        int due;
        synchronized (lock) {
            items.clear();
            items.putAll(content.items());
            for (Downstream.StorageChanged change : early) {
                if (change.version() > content.version()) {
                    apply(change);
                }
            }
            early.clear();
            due = untold.size();
            loaded = true;
        }
        announce(due);
    }

    @GuardedBy("lock") private void apply(Downstream.StorageChanged change) {
        if (change.key() == null) {
            items.clear();
        } else if (change.newValue() == null) {
            items.remove(change.key());
        } else {
            items.put(change.key(), change.newValue());
        }
        if (!change.own()) {
            untold.add(new StorageEvent(change.key(), change.oldValue(), change.newValue()));
        }
    }

    /** Queues turns for so many changes; which turn tells which is settled there, so that no thread overtakes another. */
    private void announce(int changes) {
        for (int i = 0; i < changes; i++) {
            link.get().loop().execute(this::tellNext);
        }
    }

    private void tellNext() {
        StorageEvent event;
        synchronized (lock) {
            event = untold.remove();
        }
        events.emit(STORAGE, event);
    }
}
