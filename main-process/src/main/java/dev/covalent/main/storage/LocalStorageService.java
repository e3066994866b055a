package dev.covalent.main.storage;

import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageChange;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.main.storage.StorageOperation.Task;
import dev.covalent.main.storage.StorageOperation.Write;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns the localStorage of an application: string keys and values, kept across restarts, shared by all its windows.
 *
 * <p>Mirrors the web's {@code localStorage} as far as one owner serves many windows: a renderer keeps a copy of the area,
 * which it gets by {@link #subscribe} and brings up to date with each change. Keys and values are any sequences of UTF-16
 * units, the empty key included, and {@code null} is none of them.
 *
 * <p><b>Order.</b> All operations, of all callers, are carried out one at a time in the order in which they were called.
 * Each change has a version, one more than the change before, and every subscriber is told every change in that order.
 *
 * <p><b>Durability.</b> A write's future completes when the change is handed to the operating system and all subscribers
 * were told; it then survives the end of this process, however it ends. {@link #flush} also guards against loss of power.
 * A write that changes nothing (the value is the same, there is no such key, the area is empty) completes all the same
 * and nobody is told.
 *
 * <p><b>Failure.</b> A future fails with {@link QuotaExceededException} when the area is full; with {@link StorageException}
 * when the file cannot be opened, read or written, or when too much waits to be written; with {@link IllegalStateException}
 * when the service is closed. A failed write changed nothing, and the operations after it are tried in their turn. The file
 * is opened by the first operation; if that fails, each later one tries again.
 *
 * <p><b>Threads.</b> Subscribers are told, and futures complete, on the storage thread; neither may block or wait for
 * another operation of this service there.
 *
 * <p>Thread-safe.
 */
public final class LocalStorageService implements AutoCloseable {
    /** The quota unless the application says otherwise. */
    public static final long DEFAULT_QUOTA_BYTES = 10L << 20;

    /** The largest quota: an item has to fit into one array and one row of the database. */
    public static final long MAX_QUOTA_BYTES = 512L << 20;

    /** How much may wait to be written; enough that the quota is met first. */
    private static final long WAITING_LIMIT_BYTES = 64L << 20;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final SharedArea area;
    private final StorageQueue queue;

    /**
     * Makes the service; nothing is read, created or started before the first operation.
     *
     * @param directory where the file is
     * @param quotaBytes limit for the keys and values together, two bytes for each UTF-16 unit; from 1 to {@link
     *     #MAX_QUOTA_BYTES}
     */
    public LocalStorageService(UserDataDirectory directory, long quotaBytes) {
        this(new SqliteBackend(directory), quotaBytes, WAITING_LIMIT_BYTES);
    }

    LocalStorageService(StorageBackend backend, long quotaBytes, long waitingLimitBytes) {
        if (quotaBytes < 1 || quotaBytes > MAX_QUOTA_BYTES) {
            throw new IllegalArgumentException(
                    "A storage quota of " + quotaBytes + " bytes is not between 1 and " + MAX_QUOTA_BYTES);
        }
        this.area = new SharedArea(backend, quotaBytes);
        this.queue = new StorageQueue(area::write, area::close, waitingLimitBytes);
    }

    /**
     * Makes {@code subscriber} follow the area: it is told every change that the returned content does not include, once
     * each, and maybe before the caller has looked at the future. Subscribing again only returns the content.
     *
     * @return the whole content, with the version that the changes count on from
     */
    public CompletableFuture<StorageSnapshot> subscribe(Subscriber subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        return inTurn(() -> area.subscribe(subscriber));
    }

    /**
     * Ends a subscription, if there is one.
     *
     * @return completes when {@code subscriber} will not be told anything any more
     */
    public CompletableFuture<Void> unsubscribe(Subscriber subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        return inTurn(() -> {
            area.unsubscribe(subscriber);
            return null;
        });
    }

    /** Returns the value of {@code key}, empty if there is no such item. */
    public CompletableFuture<Optional<String>> getItem(String key) {
        Objects.requireNonNull(key, "key");
        return inTurn(() -> area.getItem(key));
    }

    /**
     * Adds an item or replaces its value.
     *
     * @param origin who does it; handed to the subscribers
     */
    public CompletableFuture<Void> setItem(Object origin, String key, String value) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(key, "key");
        long bytes = StorageArea.bytes(key) + StorageArea.bytes(value);
        return write(origin, target -> target.setItem(key, value), bytes);
    }

    /**
     * Removes an item, if there is one.
     *
     * @param origin who does it; handed to the subscribers
     */
    public CompletableFuture<Void> removeItem(Object origin, String key) {
        Objects.requireNonNull(key, "key");
        return write(origin, target -> target.removeItem(key), StorageArea.bytes(key));
    }

    /**
     * Removes all items.
     *
     * @param origin who does it; handed to the subscribers
     */
    public CompletableFuture<Void> clear(Object origin) {
        return write(origin, StorageArea::clear, 0);
    }

    /**
     * Forces to the device what was written by earlier calls.
     *
     * <p>Mirrors {@code session.flushStorageData()}, and tells when it is done.
     */
    public CompletableFuture<Void> flush() {
        return inTurn(() -> {
            area.sync();
            return null;
        });
    }

    /**
     * Finishes the operations that were accepted, refuses later ones, closes the file and ends the storage thread. Closing
     * twice is a no-op; called on the storage thread it does not wait.
     *
     * @throws StorageException if that takes more than 30 s
     */
    @Override
    public void close() {
        queue.close(CLOSE_LIMIT);
    }

    private CompletableFuture<Void> write(
            Object origin, Function<StorageArea, Optional<StorageChange>> edit, long bytes) {
        Objects.requireNonNull(origin, "origin");
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        return submitted(new Write(origin, edit, bytes, outcome), outcome);
    }

    private <T extends @Nullable Object> CompletableFuture<T> inTurn(Supplier<T> body) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        return submitted(new Task<>(body, outcome), outcome);
    }

    private <T extends @Nullable Object> CompletableFuture<T> submitted(
            StorageOperation operation, CompletableFuture<T> outcome) {
        try {
            queue.submit(operation);
        } catch (IllegalStateException refused) {
            outcome.completeExceptionally(refused);
        }
        return outcome;
    }

    /**
     * Follows the area.
     *
     * <p>Implementations are compared by identity.
     */
    public interface Subscriber {

        /**
         * Learns of a change; called on the storage thread, in the order of the changes, after the change is committed and
         * before its writer's future completes. The writer's own subscriber is told too: the version is what tells it the
         * place of its own writes among those of others. Must not block; what it throws is logged.
         *
         * @param version one more than that of the change before
         * @param origin what the writer gave
         */
        void changed(long version, Object origin, StorageChange change);
    }
}
