package dev.covalent.main.session;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Procedure;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.IpcMain;
import dev.covalent.main.WebContents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Contents that have an id and nothing else; whose session a test needs, but not what it shows. Immutable. */
public record FakeContents(int id) implements WebContents {

    /** Makes a session that shows contents of that id, in the window of the same id. */
    public static RendererSession session(int id, EventLoop loop, long queueBound) {
        return new RendererSession(id, new FakeContents(id), id, loop, QueueLimits.ofBound(queueBound), task -> {});
    }

    /** Returns what waits for the renderer of a session and was not fetched before. */
    public static List<Downstream> fetch(RendererSession session) {
        try {
            FrameBatch batch = session.outbox().fetch(0, Duration.ZERO);
            List<Downstream> frames =
                    batch.frames().stream().map(Downstream::decode).toList();
            return frames;
        } catch (InterruptedException interrupted) {
            throw new MalformedFrameException("Interrupted", interrupted);
        }
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
    public IpcMain ipc() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isDestroyed() {
        return false;
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
        throw new UnsupportedOperationException();
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        throw new UnsupportedOperationException();
    }
}
