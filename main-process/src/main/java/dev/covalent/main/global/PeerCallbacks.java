package dev.covalent.main.global;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.remote.CallbackProxies;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.session.RendererPeer;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callbacks that one renderer passed to main, and the calls of them that are open.
 *
 * <p>Proxies are held weakly: as long as main's user code holds one, the same number gives the same one, and what nobody
 * holds costs nothing. A number means nothing outside its renderer's own table.
 *
 * <p>{@link #call} and {@link #send} are thread-safe, because user code may call a callback on any thread; the rest is
 * confined to the turn of main's loop.
 */
final class PeerCallbacks implements CallbackProxies {
    private static final Logger log = LoggerFactory.getLogger(PeerCallbacks.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final RendererPeer peer;
    private final Map<ProxyKey, ProxyReference> proxies = new HashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Map<Long, OpenCall> open = new ConcurrentHashMap<>();
    private final AtomicLong lastCall = new AtomicLong();

    PeerCallbacks(RendererPeer peer) {
        this.peer = peer;
    }

    RendererPeer peer() {
        return peer;
    }

    @Override
    public Object proxyFor(long number, RemoteInterface type, RemoteMethod origin) {
        forgetCollected();
        ProxyKey key = new ProxyKey(number, type);
        ProxyReference known = proxies.get(key);
        Object proxy = known == null ? null : known.get();
        if (proxy == null) {
            proxy = new CallbackProxy(this, number, type, origin).newProxy();
            proxies.put(key, new ProxyReference(key, proxy, collected));
        }
        return proxy;
    }

    /** Sends a call that nobody waits for; false if the renderer is gone. */
    boolean send(long callback, RemoteMethod method, Payload arguments) {
        return peer.post(new Downstream.CallbackCall(callback, 0, method.key(), arguments));
    }

    /** Sends a call and returns what its answer completes, on the loop. */
    CompletableFuture<@Nullable Object> call(long callback, RemoteMethod method, Payload arguments) {
        long number = lastCall.incrementAndGet();
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        open.put(number, new OpenCall(method, result));
        var unused = result.whenComplete((value, failed) -> open.remove(number)); // also if main cancels it
        CompletableFuture.delayedExecutor(ANSWER_LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> result.completeExceptionally(late(method)));
        try {
            // If this queues the frame, the renderer is not gone yet, so drop() will still find the call.
            if (!peer.post(new Downstream.CallbackCall(callback, number, method.key(), arguments))) {
                result.completeExceptionally(gone());
            }
        } catch (RuntimeException refused) {
            result.completeExceptionally(refused);
        }
        return result;
    }

    /** Completes a call with its answer. */
    void reply(Upstream.CallbackReply reply) {
        OpenCall call = open.remove(reply.call());
        if (call == null) {
            log.debug("Renderer {}: answer to call {}, which is not open", peer.webContentsId(), reply.call());
            return;
        }
        call.settle(reply.outcome());
    }

    /** Forgets everything, because the renderer is gone; open calls fail. */
    void drop() {
        proxies.clear();
        for (OpenCall call : List.copyOf(open.values())) {
            call.result().completeExceptionally(gone());
        }
    }

    private IpcTimeoutException late(RemoteMethod method) {
        return new IpcTimeoutException("The renderer of contents " + peer.webContentsId() + " (pid " + peer.processId()
                + ") did not answer the callback " + method.name() + " within " + ANSWER_LIMIT.toSeconds()
                + " s; it may still run. Is its page blocked?");
    }

    PeerGoneException gone() {
        return new PeerGoneException("The renderer of contents " + peer.webContentsId() + " (pid " + peer.processId()
                + ") is gone; its callback may have run. Register callbacks again when its page loads again.");
    }

    private void forgetCollected() {
        for (Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
            if (next instanceof ProxyReference reference) {
                proxies.remove(reference.key, reference); // not the one that took its place
            }
        }
    }

    /** What a proxy is kept under. */
    private record ProxyKey(long number, RemoteInterface type) {}

    /** A proxy, as long as somebody else holds it. */
    private static final class ProxyReference extends WeakReference<Object> {
        private final ProxyKey key;

        ProxyReference(ProxyKey key, Object proxy, ReferenceQueue<Object> collected) {
            super(proxy, collected);
            this.key = key;
        }
    }

    /** A call that waits for its answer. */
    private record OpenCall(RemoteMethod method, CompletableFuture<@Nullable Object> result) {

        void settle(Outcome outcome) {
            if (outcome instanceof Outcome.Success success) {
                try {
                    result.complete(method.decodeResult(success.value()));
                } catch (RuntimeException mismatch) {
                    result.completeExceptionally(mismatch);
                }
            } else if (outcome instanceof Outcome.Failure failure) {
                result.completeExceptionally(new RemoteCallException(failure.message(), errorOf(failure)));
            }
        }

        private static RemoteError errorOf(Outcome.Failure failure) {
            return failure.error().length() == 0
                    ? new RemoteError(failure.kind().name(), failure.message(), "", null)
                    : StructuredClone.decodeError(failure.error().bytes());
        }
    }
}
