package dev.covalent.main.global;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.ReferenceRelease;
import dev.covalent.common.remote.HeldReferences;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.invoke.OpenCalls;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The renderer that callbacks are of, as these know it. When it is gone they reach nothing of it but what messages say of
 * it: a callback that somebody forgets in a list keeps none of its session, its contents and its tables.
 *
 * <p>Thread-safe; {@link #gone} is confined to the turn of main's loop.
 */
final class CallbackOwner {
    private final int webContentsId;
    private final long processId;
    private final EventLoop loop;
    private final Consumer<Throwable> uncaught;

    /** What reaches {@link #objects} does so through this, because each proxy that is held keeps its table. */
    private final HeldReferences callbacks = new HeldReferences(
            (reference, type, origin) -> new CallbackProxy(this, reference, type, origin).newProxy(), this::release);

    private volatile @Nullable PeerObjects objects;

    /**
     * Makes an owner that is there.
     *
     * @param objects what main and the renderer have of each other's objects
     * @param uncaught is told what those throw who want to know that the renderer is gone
     */
    CallbackOwner(PeerObjects objects, EventLoop loop, Consumer<Throwable> uncaught) {
        this.objects = objects;
        this.webContentsId = objects.peer().webContentsId();
        this.processId = objects.peer().processId();
        this.loop = loop;
        this.uncaught = uncaught;
    }

    int webContentsId() {
        return webContentsId;
    }

    /** Returns the callbacks that main holds. */
    HeldReferences callbacks() {
        return callbacks;
    }

    boolean isGone() {
        PeerObjects there = objects;
        return there == null || there.peer().isGone();
    }

    /**
     * Sends a call that nobody waits for; false if the renderer is gone.
     *
     * @throws QueueFullException if too many bytes wait for it
     */
    boolean send(long callback, RemoteMethod method, @Nullable Object @Nullable [] args) {
        PeerObjects there = objects;
        return there != null && there.send(callback, method, method.encodeArguments(args, there.space()));
    }

    /** Sends a call and returns what its answer completes, on the loop; what goes wrong fails it. */
    CompletableFuture<@Nullable Object> call(long callback, RemoteMethod method, @Nullable Object @Nullable [] args) {
        PeerObjects there = objects;
        if (there == null) {
            PeerGoneException gone = OpenCalls.notSent(webContentsId, processId, CallbackRequest.described(method));
            return CompletableFuture.failedFuture(gone);
        }
        Parcel arguments;
        try {
            arguments = method.encodeArguments(args, there.space());
        } catch (RuntimeException uncloneable) {
            return CompletableFuture.failedFuture(uncloneable);
        }
        return there.call(callback, method, arguments);
    }

    /** Learns that the renderer is gone, and has those told who hold one of its callbacks and want to know it. */
    void gone() {
        objects = null;
        callbacks
                .drop()
                .forEach(proxy -> ((CallbackProxy) Objects.requireNonNull(Proxy.getInvocationHandler(proxy))).gone());
    }

    /** Has somebody told, in a turn of the loop, that the renderer is gone. */
    void tellGone(Runnable listener) {
        loop.execute(() -> {
            try {
                listener.run();
            } catch (Throwable thrown) { // whatever a listener throws is its own failure
                uncaught.accept(thrown);
            }
        });
    }

    private void release(ReferenceRelease release) {
        PeerObjects there = objects;
        if (there != null) {
            there.release(release);
        }
    }

    @Override
    public String toString() {
        return "renderer " + webContentsId + " (pid " + processId + ")";
    }
}
