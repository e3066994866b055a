package dev.covalent.main.global;

import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.MethodKey;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.session.RendererPeer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Serves what renderers ask of the shared objects, and owns the callbacks that they pass.
 *
 * <p>Confined to the turn of main's loop, except {@link #registry()} and {@link #resume}. A payload that is no structured clone makes the
 * methods throw {@link MalformedDataException}: no renderer of this version sends one, so the connection is to be
 * dropped.
 */
public final class RemoteObjects {
    private final GlobalRegistryImpl globals;
    private final IdentityHashMap<RendererPeer, PeerCallbacks> callbacks = new IdentityHashMap<>();

    /** Changed in the turn only. */
    private final Map<RendererPeer, PeerWatches> watches = new ConcurrentHashMap<>();

    private final EventLoop loop;
    private final ScheduledExecutorService timer;
    private final long answerLimitMillis;
    private final Consumer<Throwable> uncaught;

    /**
     * Makes a service that shares nothing yet.
     *
     * @param loop main's loop, on which what main asks of callbacks is answered
     * @param timer watches the deadlines of that
     * @param answerLimit how long a callback may take to answer
     * @param uncaught is told what main's own listeners throw, for changes and for the end of callbacks
     */
    public RemoteObjects(
            EventLoop loop, ScheduledExecutorService timer, Duration answerLimit, Consumer<Throwable> uncaught) {
        this.globals = new GlobalRegistryImpl(loop, uncaught);
        this.loop = loop;
        this.timer = timer;
        this.uncaught = uncaught;
        this.answerLimitMillis = Deadlines.millis(answerLimit);
    }

    /** Returns the registry of what is shared, which is thread-safe. */
    public GlobalRegistry registry() {
        return globals;
    }

    /**
     * Serves a {@link Request.GlobalFind}, {@link Request.BagCall} or {@link Request.ObjectCall}.
     *
     * @return how it ended, at once or when the method's stage is complete; it never fails
     * @throws IllegalArgumentException if it is another request
     */
    public CompletionStage<Outcome> call(RendererPeer caller, Request request) {
        if (request instanceof Request.ObjectCall call) {
            return call(caller, call.object(), call.method(), call.arguments());
        }
        if (request instanceof Request.BagCall call) {
            return CompletableFuture.completedFuture(access(caller, call.object(), call.steps()));
        }
        if (request instanceof Request.GlobalFind find) {
            return CompletableFuture.completedFuture(find(find.name()));
        }
        throw new IllegalArgumentException("No request for shared objects: " + request);
    }

    /** Serves a call whose answer the caller does not block for; otherwise like {@link #call}. */
    public CompletionStage<Outcome> invoke(RendererPeer caller, Upstream.ObjectInvoke call) {
        return call(caller, call.object(), call.method(), call.arguments());
    }

    /** Carries steps out whose answer the caller does not block for; otherwise like {@link #call}. */
    public CompletionStage<Outcome> invoke(RendererPeer caller, Upstream.BagInvoke call) {
        return CompletableFuture.completedFuture(access(caller, call.object(), call.steps()));
    }

    /** Ends a watch of changes. */
    public void unwatch(RendererPeer caller, Upstream.BagUnwatch frame) {
        PeerWatches open = watches.get(caller);
        if (open != null) {
            open.close(frame.watch());
        }
    }

    /** Is told, on any thread, that a renderer has taken something, so that there is room for what had to wait. */
    public void resume(RendererPeer peer) {
        PeerWatches open = watches.get(peer);
        if (open != null) {
            open.resume();
        }
    }

    /**
     * Completes what main got for a callback's call; ignored if that is not open any more.
     *
     * @throws MalformedFrameException if main never made such a call
     */
    public void callbackReply(RendererPeer caller, Upstream.CallbackReply reply) {
        if (!caller.isGone()) { // nothing of one that is gone is open, nor known
            callbacksOf(caller).reply(reply);
        }
    }

    private CompletionStage<Outcome> call(RendererPeer caller, String object, String key, Payload arguments) {
        Shared shared = globals.find(object);
        if (shared instanceof TypedObject typed) {
            return typed.call(key, arguments, callbacksOf(caller));
        }
        String method = GlobalName.shown(MethodKey.name(key));
        return CompletableFuture.completedFuture(
                shared == null
                        ? BagAccess.missing("call method '" + method + "'", object)
                        : new Outcome.Failure(
                                FailureKind.MISUSE,
                                "Cannot call method '" + method + "' of '" + object
                                        + "', which is shared as a property bag: use getGlobal(\"" + object + "\")"));
    }

    private Outcome access(RendererPeer caller, String object, List<BagStep> steps) {
        BagCaller origin = new BagCaller(caller.webContentsId(), watchesOf(caller));
        return new BagAccess(object, steps).serve(globals.find(object), origin);
    }

    private Outcome find(String name) {
        Shared shared = globals.find(name);
        return new Outcome.Success(StructuredClone.encode(shared == null ? null : shared.description(), "description"));
    }

    private PeerWatches watchesOf(RendererPeer peer) {
        PeerWatches known = watches.get(peer);
        if (known != null) {
            return known;
        }
        PeerWatches made = new PeerWatches(peer, globals::unwatched);
        watches.put(peer, made);
        peer.onGone(() -> {
            watches.remove(peer);
            made.drop();
        });
        return made;
    }

    private PeerCallbacks callbacksOf(RendererPeer peer) {
        PeerCallbacks known = callbacks.get(peer);
        if (known != null) {
            return known;
        }
        PeerCallbacks made = new PeerCallbacks(peer, loop, timer, answerLimitMillis, uncaught);
        callbacks.put(peer, made);
        peer.onGone(() -> {
            callbacks.remove(peer);
            made.drop();
        });
        return made;
    }
}
