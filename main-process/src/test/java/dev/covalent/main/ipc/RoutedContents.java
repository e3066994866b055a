package dev.covalent.main.ipc;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Procedure;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.event.EventEmitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Contents with an {@code ipc} and events, and nothing else. Not thread-safe. */
final class RoutedContents implements IpcContents {
    private final int id;
    private final EventEmitter emitter;
    private final MainIpc ipc;
    private boolean destroyed;

    RoutedContents(int id, IpcRouter router, Consumer<Throwable> uncaught) {
        this.id = id;
        this.emitter = new EventEmitter(uncaught);
        this.ipc = router.newIpc(() -> destroyed);
    }

    void destroy() {
        destroyed = true;
        ipc.clear();
    }

    @Override
    public MainIpc ipc() {
        return ipc;
    }

    @Override
    public EventEmitter emitter() {
        return emitter;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public boolean send(String channel, @Nullable Object... args) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean trySend(String channel, @Nullable Object... args) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long bufferedAmount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Value> invoke(String channel, Duration deadline, @Nullable Object... args) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, Duration deadline, A argument) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public boolean isCrashed() {
        return false;
    }

    @Override
    public boolean isLoading() {
        return false;
    }

    @Override
    public long getOSProcessId() {
        return 0;
    }

    @Override
    public void close(boolean waitForBeforeUnload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> loadPage(String className) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void reload() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void reloadIgnoringCache() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forcefullyCrashRenderer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return emitter.on(type, listener);
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return emitter.once(type, listener);
    }
}
