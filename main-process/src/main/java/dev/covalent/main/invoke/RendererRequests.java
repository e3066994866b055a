package dev.covalent.main.invoke;

import dev.covalent.common.Cancellation;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Caller;
import dev.covalent.common.invoke.Invocation;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.main.session.RendererPeer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The open requests between main and its renderers, in both directions, each owned by one incarnation of a renderer.
 *
 * <p>Thread-safe; all but {@link #ask} runs in the turn of main's loop.
 */
public final class RendererRequests {
    private final EventLoop loop;
    private final ScheduledExecutorService timer;
    private final long bound;
    private final Map<RendererPeer, Own> peers = new ConcurrentHashMap<>();

    private record Own(OpenInvocations invocations, OpenCalls calls) {}

    /**
     * Makes a table without requests.
     *
     * @param bound the most bytes that the open requests of one renderer may take
     */
    public RendererRequests(EventLoop loop, ScheduledExecutorService timer, long bound) {
        this.loop = loop;
        this.timer = timer;
        this.bound = bound;
    }

    /**
     * Has a request of a renderer handled and answered, as {@link OpenInvocations#serve} does.
     *
     * @param received when it came, as {@link System#nanoTime} counts
     */
    public void serve(
            RendererPeer caller,
            Upstream.Invoke request,
            long received,
            Function<Cancellation, CompletionStage<Outcome>> handler,
            Consumer<Outcome> reply) {
        Invocation invocation = new Invocation(
                request.request(),
                request.channel(),
                request.deadlineMillis(),
                received,
                request.arguments().length());
        of(caller).invocations().serve(invocation, handler, reply);
    }

    /**
     * Has a request for main's objects performed and answered in the same way.
     *
     * @param ends is told if it is refused, and of an outcome that the renderer does not wait for any more
     */
    public void serve(
            RendererPeer caller,
            Upstream.Ask ask,
            long received,
            Function<Cancellation, CompletionStage<Outcome>> performed,
            Consumer<Outcome> reply,
            OpenInvocations.Ends ends) {
        of(caller).invocations().serve(invocation(ask, received), performed, reply, ends);
    }

    private static Invocation invocation(Upstream.Ask ask, long received) {
        if (ask.asked() instanceof RemoteRequest.ObjectCall call) {
            return new Invocation(
                    ask.request(),
                    call.label(),
                    call.method(),
                    ask.deadlineMillis(),
                    received,
                    call.arguments().weight());
        }
        String object = ask.asked() instanceof RemoteRequest.BagCall call ? call.object() : "remote";
        return new Invocation( // answered at once, so its arguments do not wait
                ask.request(), object, ask.asked().method(), ask.deadlineMillis(), received, 0);
    }

    /** Learns, on whatever thread, what is yet to be {@linkplain #cancel said in the renderer's sequence}. */
    public void cancelAhead(RendererPeer caller, Upstream.Cancel cancel) {
        if (!caller.isGone()) { // nothing of it is open, nor known
            of(caller).invocations().giveUpAhead(cancel.request(), cancel.late());
        }
    }

    /** Takes back a request of a renderer; an unknown one is ignored. */
    public void cancel(RendererPeer caller, Upstream.Cancel cancel) {
        of(caller).invocations().giveUp(cancel.request(), cancel.late());
    }

    /** Asks a renderer, as {@link OpenCalls#ask} does. */
    public <T> CompletableFuture<T> ask(RendererPeer peer, RendererCall<T> call) {
        return of(peer).calls().ask(call);
    }

    /**
     * Takes a renderer's answer, as {@link OpenCalls#reply} does.
     *
     * @throws MalformedFrameException if main never asked that
     */
    public void reply(RendererPeer peer, Upstream.InvokeReply reply) {
        if (peer.isGone()) {
            return; // nothing of it is open, nor known
        }
        OpenCalls calls = of(peer).calls();
        if (!calls.hasMade(reply.call())) {
            throw new MalformedFrameException("An answer to call " + reply.call() + ", which main never made");
        }
        boolean unused = calls.reply(reply.call(), reply.outcome());
    }

    /** Returns how many requests of a renderer, and to it, are open. */
    int open(RendererPeer peer) {
        Own own = peers.get(peer);
        return own == null ? 0 : own.invocations().size() + own.calls().size();
    }

    private Own of(RendererPeer peer) {
        Own known = peers.get(peer);
        if (known != null) {
            return known;
        }
        Own made = new Own(
                new OpenInvocations(loop, timer, Caller.RENDERER, bound, peer::isGone),
                new OpenCalls(peer, loop, timer));
        Own other = peers.putIfAbsent(peer, made);
        if (other != null) {
            return other;
        }
        peer.onGone(() -> {
            peers.remove(peer, made);
            made.invocations().drop();
            made.calls().drop();
        });
        return made;
    }
}
