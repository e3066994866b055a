package dev.covalent.main.global;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.CallbackProxies;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.invoke.OpenCalls;
import dev.covalent.main.invoke.RendererCall;
import dev.covalent.main.session.RendererPeer;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

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
    private final RendererPeer peer;
    private final long answerLimitMillis;
    private final Map<ProxyKey, ProxyReference> proxies = new HashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final OpenCalls calls;

    /**
     * Makes a table without callbacks.
     *
     * @param answerLimitMillis how long a call waits for its answer
     */
    PeerCallbacks(RendererPeer peer, EventLoop loop, ScheduledExecutorService timer, long answerLimitMillis) {
        this.peer = peer;
        this.answerLimitMillis = answerLimitMillis;
        this.calls = new OpenCalls(peer, loop, timer);
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
        return calls.ask(new CallbackRequest(callback, method, arguments, answerLimitMillis));
    }

    /**
     * Completes a call with its answer.
     *
     * @throws MalformedFrameException if main never made that call
     */
    void reply(Upstream.CallbackReply reply) {
        if (!calls.hasMade(reply.call())) {
            throw new MalformedFrameException(
                    "An answer to call " + reply.call() + " of a callback, which main never made");
        }
        calls.reply(reply.call(), reply.outcome());
    }

    /** Forgets everything, because the renderer is gone; open calls fail. */
    void drop() {
        proxies.clear();
        calls.drop();
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

    /** A call of a callback that has a result. */
    private record CallbackRequest(long callback, RemoteMethod method, Payload arguments, long deadlineMillis)
            implements RendererCall<@Nullable Object> {

        @Override
        public Downstream frame(long number) {
            return new Downstream.CallbackCall(callback, number, method.key(), arguments);
        }

        @Override
        public String remedy() {
            return "answer sooner, or raise MainProcess.builder().requestTimeout";
        }

        @Override
        @SuppressWarnings("NullAway") // the type of the answer is nullable
        public @Nullable Object answer(Payload value) {
            return method.decodeResult(value);
        }

        @Override
        public RuntimeException failure(Outcome.Failure failure) {
            RemoteError error = failure.error().length() == 0
                    ? new RemoteError(failure.kind().name(), failure.message(), "", null)
                    : StructuredClone.decodeError(failure.error());
            return new RemoteCallException(failure.message(), error);
        }

        @Override
        public String toString() {
            return "callback " + method.name();
        }
    }
}
