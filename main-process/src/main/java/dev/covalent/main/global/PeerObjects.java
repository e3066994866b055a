package dev.covalent.main.global;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.ReferenceRelease;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.remote.InterfaceCounts;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.common.remote.ObjectSpace;
import dev.covalent.common.remote.PassedObjects;
import dev.covalent.common.remote.ReferenceReleases;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.invoke.OpenCalls;
import dev.covalent.main.session.RendererPeer;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What main and one renderer have of each other's objects: those of main's that were passed to it, the callbacks that it
 * passed to main, and the calls of these that are open.
 *
 * <p>Thread-safe, because user code may call a callback on any thread; {@link #reply}, {@link #bags} and {@link #drop} are
 * confined to the turn of main's loop.
 */
final class PeerObjects {
    private final RendererPeer peer;
    private final long answerLimitMillis;
    private final PassedObjects passed;
    private final ReferenceReleases releases;
    private final CallbackOwner owner;
    private final ObjectSpace space;
    private final Set<Shared> bags = Collections.newSetFromMap(new WeakHashMap<>());
    private final OpenCalls calls;

    /**
     * Makes a table without objects.
     *
     * @param known what renderers refer to by ids
     * @param answerLimitMillis how long a call of a callback waits for its answer
     * @param uncaught is told what those throw who want to know that the renderer is gone
     */
    PeerObjects(
            RendererPeer peer,
            KnownObjects known,
            EventLoop loop,
            ScheduledExecutorService timer,
            long answerLimitMillis,
            Consumer<Throwable> uncaught) {
        this.peer = peer;
        this.answerLimitMillis = answerLimitMillis;
        this.passed = new PassedObjects(PeerObjects::label, new ReferenceLimit(peer));
        this.releases = new ReferenceReleases(
                peer::whenLeaving, released -> peer.post(new Downstream.ReferencesReleased(released)));
        this.owner = new CallbackOwner(this, loop, uncaught);
        this.space = new ObjectSpace(passed, owner.callbacks(), known);
        this.calls = new OpenCalls(peer, loop, timer);
    }

    private static String label(RemoteInterface type, long number) {
        String name = type.name();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1) + "#" + number;
    }

    RendererPeer peer() {
        return peer;
    }

    /** Returns main's objects that the renderer holds. */
    PassedObjects passed() {
        return passed;
    }

    /** Counts the callbacks of the renderer that main holds. */
    InterfaceCounts callbacks() {
        return owner.callbacks().counts();
    }

    /** Returns both, main's objects and the renderer's callbacks. */
    ObjectSpace space() {
        return space;
    }

    /** Returns the property bags that the renderer has got, as long as there are such; in the turn only. */
    Set<Shared> bags() {
        return bags;
    }

    /**
     * Sends a call that nobody waits for; false if the renderer is gone.
     *
     * @throws QueueFullException if too many bytes wait for it
     */
    boolean send(long callback, RemoteMethod method, Parcel arguments) {
        boolean queued = false;
        try {
            queued = peer.post(new Downstream.CallbackCall(callback, 0, method.key(), arguments));
            return queued;
        } finally {
            if (!queued) {
                space.retract(arguments);
            }
        }
    }

    /** Tells the renderer, soon, that main holds a callback no more. */
    void release(ReferenceRelease release) {
        releases.add(release);
    }

    /** Sends a call and returns what its answer completes, on the loop. */
    CompletableFuture<@Nullable Object> call(long callback, RemoteMethod method, Parcel arguments) {
        return calls.ask(new CallbackRequest(callback, method, arguments, space, answerLimitMillis));
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
        boolean taken = calls.reply(reply.call(), reply.outcome());
        if (!taken && reply.outcome() instanceof Outcome.Success success) {
            space.discard(success.parcel());
        }
    }

    /** Forgets everything, because the renderer is gone; open calls fail, and who wants to know it is told. */
    void drop() {
        passed.close();
        calls.drop();
        owner.gone();
    }
}
