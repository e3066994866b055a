package dev.covalent.main.global;

import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.MethodKey;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.InterfaceCounts;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.common.remote.PassedObjects;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.session.RendererPeer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what renderers ask of the shared objects, and owns what they and main have of each other's objects.
 *
 * <p>Confined to the turn of main's loop, except where it says otherwise. A payload that is no structured clone makes the
 * methods throw {@link MalformedDataException}: no renderer of this version sends one, so the connection is to be
 * dropped.
 */
public final class RemoteObjects {
    private static final Logger log = LoggerFactory.getLogger(RemoteObjects.class);

    private static final PassedObjects.Condition ALWAYS = () -> true;

    /** How often what is shared may be replaced while it is looked up. */
    private static final int MAX_ROUNDS = 100;

    private final GlobalRegistryImpl globals;
    private final Map<RendererPeer, PeerObjects> objects = new ConcurrentHashMap<>();

    /** Changed in the turn only. */
    private final Map<RendererPeer, PeerWatches> watches = new ConcurrentHashMap<>();

    private final Map<RendererPeer, SentAnswers> answers = new ConcurrentHashMap<>();
    private final EventLoop loop;
    private final ScheduledExecutorService timer;
    private final long answerLimitMillis;
    private final Consumer<Throwable> uncaught;
    private final GlobalAccess access;
    private final Function<RendererPeer, KnownObjects> knownById;

    /**
     * Makes a service that shares nothing yet, and lets every renderer get what it asks for.
     *
     * @param loop main's loop, on which what main asks of callbacks is answered
     * @param timer watches the deadlines of that
     * @param answerLimit how long a callback may take to answer
     * @param uncaught is told what main's own listeners throw, for changes and for the end of callbacks
     */
    public RemoteObjects(
            EventLoop loop, ScheduledExecutorService timer, Duration answerLimit, Consumer<Throwable> uncaught) {
        this(loop, timer, answerLimit, uncaught, GlobalAccess.OPEN, peer -> KnownObjects.NONE, LiveMarks.none());
    }

    /**
     * Makes a service that shares nothing yet.
     *
     * @param access decides what a renderer gets
     * @param knownById gives what a renderer refers to by ids
     * @param marks where renderers with copies of bags see the versions of these
     */
    public RemoteObjects(
            EventLoop loop,
            ScheduledExecutorService timer,
            Duration answerLimit,
            Consumer<Throwable> uncaught,
            GlobalAccess access,
            Function<RendererPeer, KnownObjects> knownById,
            LiveMarks marks) {
        this.globals = new GlobalRegistryImpl(loop, uncaught, marks);
        this.loop = loop;
        this.timer = timer;
        this.uncaught = uncaught;
        this.answerLimitMillis = Deadlines.millis(answerLimit);
        this.access = access;
        this.knownById = knownById;
    }

    /** Returns the registry of what is shared, which is thread-safe. */
    public GlobalRegistry registry() {
        return globals;
    }

    /** Returns the names under which something is shared, sorted. */
    public List<String> sharedNames() {
        return globals.names();
    }

    /**
     * Serves a {@link RemoteRequest.GlobalFind}, {@link RemoteRequest.BagCall} or {@link RemoteRequest.ObjectCall}.
     *
     * @return how it ended, at once or when the method's stage is complete; it never fails
     * @throws IllegalArgumentException if it is another request
     */
    public CompletionStage<Outcome> call(RendererPeer caller, RemoteRequest request) {
        if (request instanceof RemoteRequest.ObjectCall call) {
            return call(caller, call.object(), call.label(), call.method(), call.arguments());
        }
        if (request instanceof RemoteRequest.BagCall call) {
            return CompletableFuture.completedFuture(access(caller, call.object(), call.path(), call.steps()));
        }
        if (request instanceof RemoteRequest.GlobalFind find) {
            return CompletableFuture.completedFuture(find(caller, find.name()));
        }
        throw new IllegalArgumentException("No request for shared objects: " + request);
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
            objectsOf(caller).reply(reply);
        }
    }

    /** Learns that a renderer holds objects of main's no more. */
    public void released(RendererPeer caller, Upstream.ReferencesReleased frame) {
        if (!caller.isGone()) {
            frame.releases().forEach(objectsOf(caller).passed()::release);
        }
    }

    /** Learns, on any thread, that a call is being answered. */
    public void answered(RendererPeer caller, long sequence, Outcome outcome) {
        boolean refers = outcome instanceof Outcome.Success success
                && !success.parcel().references().isEmpty();
        SentAnswers known = refers ? answersOf(caller) : answers.get(caller);
        if (known == null) {
            return;
        }
        if (!refers) {
            known.forget(sequence);
        } else if (!known.add(sequence, ((Outcome.Success) outcome).parcel())) {
            undelivered(caller, outcome);
        }
    }

    /** Learns, on any thread, that a renderer has given a call up, and gets no answer to it. */
    public void abandoned(RendererPeer caller, long sequence) {
        Parcel answer = answersOf(caller).abandon(sequence);
        if (answer != null) {
            undelivered(caller, new Outcome.Success(answer));
        }
    }

    /** Learns, on any thread, that a call was refused before it ran: what its arguments passed was passed all the same. */
    public void refused(RendererPeer caller, Request request) {
        if (request instanceof RemoteRequest.ObjectCall call) {
            refused(caller, call.arguments());
        }
    }

    /** Learns that the arguments of a call are read by nobody; on any thread. */
    public void refused(RendererPeer caller, Parcel arguments) {
        if (!arguments.references().isEmpty() && !caller.isGone()) {
            objectsOf(caller).space().discard(arguments);
        }
    }

    private SentAnswers answersOf(RendererPeer peer) {
        SentAnswers known = answers.get(peer);
        if (known != null) {
            return known;
        }
        SentAnswers made = new SentAnswers();
        SentAnswers other = answers.putIfAbsent(peer, made);
        if (other != null) {
            return other;
        }
        peer.onGone(() -> answers.remove(peer, made));
        return made;
    }

    /** Counts main's objects that a renderer holds; on any thread. */
    public InterfaceCounts passedTo(RendererPeer peer) {
        PeerObjects known = objects.get(peer);
        return known == null ? InterfaceCounts.NONE : known.passed().counts();
    }

    /** Counts the callbacks of a renderer that main holds; on any thread. */
    public InterfaceCounts callbacksOf(RendererPeer peer) {
        PeerObjects known = objects.get(peer);
        return known == null ? InterfaceCounts.NONE : known.callbacks();
    }

    /** Learns, on any thread, that an outcome does not reach its renderer, which so does not get what that refers to. */
    public void undelivered(RendererPeer caller, Outcome outcome) {
        PeerObjects known = objects.get(caller);
        if (known != null && outcome instanceof Outcome.Success success) {
            known.space().retract(success.parcel());
        }
    }

    private CompletionStage<Outcome> call(
            RendererPeer caller, long object, String label, String key, Parcel arguments) {
        PeerObjects objects = objectsOf(caller);
        PassedObjects.Callee callee = objects.passed().find(object, key);
        if (callee == null) {
            objects.space().discard(arguments);
            return CompletableFuture.completedFuture(refusal(objects, object, label, key));
        }
        return callee.method()
                .perform(
                        callee.object(),
                        arguments,
                        objects.space(),
                        thrown -> log.debug("'{}': {} threw", GlobalName.shown(label), callee.method(), thrown));
    }

    private static Outcome refusal(PeerObjects objects, long object, String label, String key) {
        RemoteMethod known = objects.passed().known(object, key);
        String called =
                known == null ? RemoteMethod.described(GlobalName.shown(MethodKey.name(key))) : known.described();
        return objects.passed().isWithdrawn(object, key)
                ? MissingObject.notHeld("call " + called, label)
                : new Outcome.Failure(
                        FailureKind.MISUSE,
                        "The remote object '" + GlobalName.shown(label) + "' has no method '" + GlobalName.shown(key)
                                + "' in the interfaces that it was passed as: both processes must use the same version"
                                + " of them");
    }

    private Outcome access(RendererPeer caller, String object, BagPath path, List<BagStep> steps) {
        for (int round = 1; ; round++) {
            try {
                return tryToAccess(caller, object, path, steps);
            } catch (ReplacedException replaced) {
                if (round == MAX_ROUNDS) {
                    return new Outcome.Failure(FailureKind.STATE, String.valueOf(replaced.getMessage()));
                }
                globals.awaitReplaced(object);
            }
        }
    }

    private Outcome tryToAccess(RendererPeer caller, String object, BagPath path, List<BagStep> steps) {
        Shared shared = globals.find(object);
        if (shared instanceof SharedBag bag) {
            Optional<Outcome.Failure> denial = denial(caller, bag);
            if (denial.isPresent()) {
                return denial.get();
            }
        }
        BagCaller origin = new BagCaller(caller.webContentsId(), watchesOf(caller));
        return new BagAccess(object, path, steps).serve(shared, origin);
    }

    /** Says why a renderer may not have the bag that is shared under its name, if it may not. */
    private Optional<Outcome.Failure> denial(RendererPeer caller, SharedBag bag) {
        Set<Shared> got = objectsOf(caller).bags();
        if (got.contains(bag)) {
            return Optional.empty();
        }
        RemoteGate.Decision<Shared> decision = access.decide(caller, bag.name(), globals); // got by nobody who asked
        boolean isOther = decision.given().filter(given -> given != bag).isPresent(); // which it is to get instead
        if (decision.denial().isPresent() || isOther) {
            return Optional.of(decision.denial()
                    .orElseGet(() -> RemoteGate.denied("getGlobal('" + GlobalName.shown(bag.name()) + "')")));
        }
        got.add(bag);
        return Optional.empty();
    }

    /**
     * Answers a renderer with an object of main's own, which it holds from then on.
     *
     * @param label what people call the object
     * @param description the value that goes with it
     */
    public Outcome pass(RendererPeer caller, RemoteInterface type, Object object, String label, Payload description) {
        return passWhile(ALWAYS, caller, type, object, label, description);
    }

    /** Answers a renderer as {@link #pass} does, with an object that it may use as long as a condition holds. */
    public Outcome passWhile(
            PassedObjects.Condition condition,
            RendererPeer caller,
            RemoteInterface type,
            Object object,
            String label,
            Payload description) {
        ObjectReference reference = objectsOf(caller).passed().passWhile(condition, object, type, label);
        return new Outcome.Success(new Parcel(description, List.of(reference)));
    }

    private Outcome find(RendererPeer caller, String name) {
        RemoteGate.Decision<Shared> decision = access.decide(caller, name, globals);
        if (decision.denial().isPresent()) {
            return decision.denial().get();
        }
        Shared shared = decision.given().orElse(globals.find(name));
        if (shared == null) {
            return new Outcome.Success(StructuredClone.encode(null, "description"));
        }
        if (shared instanceof SharedBag) {
            objectsOf(caller).bags().add(shared);
        }
        return shared.describedTo(objectsOf(caller)).answer();
    }

    private PeerWatches watchesOf(RendererPeer peer) {
        PeerWatches known = watches.get(peer);
        if (known != null) {
            return known;
        }
        PeerWatches made = new PeerWatches(peer, globals::unwatched, new Renewal(peer));
        watches.put(peer, made);
        peer.onGone(() -> {
            watches.remove(peer);
            made.drop();
        });
        return made;
    }

    /** Asks about what replaces bags to which a renderer listens. */
    private final class Renewal implements PeerWatch.Renewal {
        private final RendererPeer peer;

        Renewal(RendererPeer peer) {
            this.peer = peer;
        }

        @Override
        public boolean isDue() {
            return !peer.isGone() && access.isDecided(peer);
        }

        @Override
        public void ask(PeerWatch watch, SharedBag bag, long replacement) {
            loop.execute(() -> {
                boolean undecided;
                synchronized (watch.watchers()) {
                    undecided = watch.isUndecided(replacement);
                }
                if (undecided && !peer.isGone()) {
                    boolean allowed = denial(peer, bag).isEmpty();
                    synchronized (watch.watchers()) {
                        watch.decided(replacement, allowed);
                    }
                }
            });
        }
    }

    private PeerObjects objectsOf(RendererPeer peer) {
        PeerObjects known = objects.get(peer);
        if (known != null) {
            return known;
        }
        PeerObjects made = new PeerObjects(peer, knownById.apply(peer), loop, timer, answerLimitMillis, uncaught);
        PeerObjects other = objects.putIfAbsent(peer, made);
        if (other != null) {
            return other;
        }
        peer.onGone(() -> {
            objects.remove(peer, made);
            made.drop();
        });
        return made;
    }
}
