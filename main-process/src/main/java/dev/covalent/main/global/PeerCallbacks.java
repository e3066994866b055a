package dev.covalent.main.global;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.Collected;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.CallbackRelease;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.CallbackProxies;
import dev.covalent.common.remote.CallbackReference;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.invoke.OpenCalls;
import dev.covalent.main.invoke.RendererCall;
import dev.covalent.main.session.RendererPeer;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that one renderer passed to main, and the calls of them that are open.
 *
 * <p>Proxies are held weakly: as long as main's user code holds one, the same number gives the same one. When nobody holds
 * one of a number any more, the renderer is told how often it had passed that until then, and forgets the callback unless
 * it has passed it again. A number means nothing outside its renderer's own table.
 *
 * <p>{@link #call} and {@link #send} are thread-safe, because user code may call a callback on any thread; the rest is
 * confined to the turn of main's loop.
 */
final class PeerCallbacks implements CallbackProxies {
    private final RendererPeer peer;
    private final long answerLimitMillis;
    private final EventLoop loop;
    private final Consumer<Throwable> uncaught;
    private final Map<Long, PassedCallback> passed = new HashMap<>();
    private final CallbackReleases releases;
    private final OpenCalls calls;

    /**
     * Makes a table without callbacks.
     *
     * @param answerLimitMillis how long a call waits for its answer
     * @param uncaught is told what those throw who want to know that the renderer is gone
     */
    PeerCallbacks(
            RendererPeer peer,
            EventLoop loop,
            ScheduledExecutorService timer,
            long answerLimitMillis,
            Consumer<Throwable> uncaught) {
        this.peer = peer;
        this.answerLimitMillis = answerLimitMillis;
        this.loop = loop;
        this.uncaught = uncaught;
        this.releases = new CallbackReleases(peer);
        this.calls = new OpenCalls(peer, loop, timer);
    }

    RendererPeer peer() {
        return peer;
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

    @Override
    public Object proxyFor(CallbackReference reference, RemoteInterface type, RemoteMethod origin) {
        PassedCallback callback = passed.computeIfAbsent(reference.number(), added -> new PassedCallback());
        callback.count++;
        WeakReference<Object> known = callback.proxies.get(type);
        Object proxy = known == null ? null : known.get();
        if (proxy == null) {
            proxy = new CallbackProxy(this, reference, type, origin).newProxy();
            WeakReference<Object> held = new WeakReference<>(proxy);
            callback.proxies.put(type, held);
            Collected.whenCollected(proxy, () -> loop.execute(() -> collected(reference.number(), type, held)));
        }
        return proxy;
    }

    /** Learns, in a turn of the loop, that nobody holds a proxy any more. */
    private void collected(long number, RemoteInterface type, WeakReference<Object> held) {
        PassedCallback callback = passed.get(number);
        if (callback == null || !callback.proxies.remove(type, held) || !callback.proxies.isEmpty()) {
            return; // the renderer is gone, or there is another proxy
        }
        passed.remove(number);
        releases.add(new CallbackRelease(number, callback.count));
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

    /** Forgets everything, because the renderer is gone; open calls fail, and who wants to know it is told. */
    void drop() {
        List<Object> held = new ArrayList<>();
        for (PassedCallback callback : passed.values()) {
            callback.proxies.values().stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .forEach(held::add);
        }
        passed.clear();
        calls.drop();
        held.forEach(proxy -> ((CallbackProxy) Proxy.getInvocationHandler(proxy)).gone());
    }

    /** A callback that is held, as what it was passed as. */
    private static final class PassedCallback {
        private final Map<RemoteInterface, WeakReference<Object>> proxies = new HashMap<>();

        /** How often it was passed since main began to hold it. */
        private long count;
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
