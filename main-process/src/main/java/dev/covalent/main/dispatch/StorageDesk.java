package dev.covalent.main.dispatch;

import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.storage.LocalStorageService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the storage to renderers: each that has loaded it is told every change from then on, its own included.
 *
 * <p>Thread-safe. Answers come on the storage thread, when the change is on disk and queued for every renderer.
 */
public final class StorageDesk {
    private static final Logger log = LoggerFactory.getLogger(StorageDesk.class);

    private final LocalStorageService storage;
    private final Map<RendererSession, LocalStorageService.Subscriber> subscribers = new ConcurrentHashMap<>();

    /** Makes a desk for that storage. */
    public StorageDesk(LocalStorageService storage) {
        this.storage = storage;
    }

    CompletionStage<Outcome> answer(RendererSession session, Request request) {
        if (request instanceof Request.StorageLoad) {
            return load(session);
        }
        return write(session, request)
                .handle((done, thrown) ->
                        thrown == null ? success(session.outbox().last()) : failure(thrown));
    }

    private CompletionStage<Outcome> load(RendererSession session) {
        LocalStorageService.Subscriber subscriber =
                (version, origin, change) -> session.post(new Downstream.StorageChanged(
                        version, origin == session, change.key(), change.oldValue(), change.newValue()));
        // First, so that the release of a session that is gone already comes after it on the storage thread.
        CompletableFuture<StorageSnapshot> content = storage.subscribe(subscriber);
        LocalStorageService.Subscriber before = subscribers.put(session, subscriber);
        if (before != null) { // the renderer lost the answer to an earlier load
            unsubscribe(before);
        } else {
            session.onGone(
                    () -> Optional.ofNullable(subscribers.remove(session)).ifPresent(this::unsubscribe));
        }
        return content.handle((snapshot, thrown) -> thrown == null ? success(snapshot) : failure(thrown));
    }

    private void unsubscribe(LocalStorageService.Subscriber subscriber) {
        CompletableFuture<Void> unused = storage.unsubscribe(subscriber)
                .whenComplete((done, thrown) -> log.debug("A renderer follows the storage no more", thrown));
    }

    private CompletableFuture<Void> write(RendererSession session, Request request) {
        if (request instanceof Request.StorageSet set) {
            return storage.setItem(session, set.key(), set.value());
        }
        if (request instanceof Request.StorageRemove remove) {
            return storage.removeItem(session, remove.key());
        }
        return storage.clear(session);
    }

    private static Outcome success(@Nullable Object value) {
        return new Outcome.Success(StructuredClone.encode(value, "answer"));
    }

    private static Outcome failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof QuotaExceededException quota) {
            List<Long> numbers = List.of(quota.usedBytes(), quota.requestedBytes(), quota.quotaBytes());
            return new Outcome.Failure(FailureKind.QUOTA, message, StructuredClone.encode(numbers, "quota"));
        }
        return new Outcome.Failure(
                FailureKind.REMOTE_CALL, message, StructuredClone.encodeError(StructuredClone.errorOf(cause)));
    }
}
