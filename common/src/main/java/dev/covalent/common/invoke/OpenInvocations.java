package dev.covalent.common.invoke;

import dev.covalent.common.Cancellation;
import dev.covalent.common.concurrent.CancellationSource;
import dev.covalent.common.concurrent.DeadlineTimer;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one peer that this process has not answered yet. Each is forgotten when it is answered, when its caller
 * gives it up, when the peer is gone, and at its deadline, when this process answers for a handler that has not: a
 * handler that never answers leaves nothing behind. What they take is bounded in bytes, for each peer by itself: beyond
 * that a request is refused before its handler runs.
 *
 * <p>A request whose handler answers at once is never entered, and starts no timer.
 *
 * <p>That a request is given up may be known {@linkplain #giveUpAhead ahead} of its turn in the peer's sequence: a handler
 * that holds the loop and asks its cancellation is so told, and one that has not begun does not run.
 *
 * <p>Thread-safe; {@link #serve}, {@link #giveUp} and {@link #drop} run in the turn of the loop.
 */
public final class OpenInvocations {
    private static final Logger log = LoggerFactory.getLogger(OpenInvocations.class);

    /** More than a peer that keeps the rules ever has on their way; of others it need not be known. */
    private static final int MAX_GIVEN_UP = 100_000;

    private final EventLoop loop;
    private final Caller caller;
    private final long bound;
    private final BooleanSupplier peerGone;
    private final DeadlineTimer deadlines;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** Those whose handlers are called at this moment. */
    private final Map<Long, CancellationSource> running = new ConcurrentHashMap<>();

    /** Those that are known to be given up, until that is said in the peer's sequence. */
    private final Map<Long, Cancellation.Reason> givenUp = new ConcurrentHashMap<>();

    private record Open(Invocation request, CancellationSource cancellation, Consumer<Outcome> reply) {}

    /**
     * Makes an empty table.
     *
     * @param caller which process the peer is
     * @param bound the most bytes that open requests may take; the first one may take more
     * @param peerGone tells whether the peer is gone
     */
    public OpenInvocations(
            EventLoop loop, ScheduledExecutorService timer, Caller caller, long bound, BooleanSupplier peerGone) {
        this.loop = loop;
        this.caller = caller;
        this.bound = bound;
        this.peerGone = peerGone;
        this.deadlines = new DeadlineTimer(timer, this::sweep);
    }

    /**
     * Calls a handler and sees to it that the request is answered.
     *
     * @param handler gives the outcome, or will
     * @param reply takes the outcome, at most once
     * @throws MalformedFrameException if a request of that number is open already
     */
    public void serve(
            Invocation request, Function<Cancellation, CompletionStage<Outcome>> handler, Consumer<Outcome> reply) {
        serve(request, handler, reply, new Ends(() -> {}, outcome -> {}));
    }

    /**
     * Who is to know of ends that the caller does not see.
     *
     * @param notRun is run if the request is refused before its handler is asked
     * @param unclaimed takes the outcome if nobody waits for it any more
     */
    public record Ends(Runnable notRun, Consumer<Outcome> unclaimed) {}

    /**
     * Calls a handler as {@link #serve(Invocation, Function, Consumer)} does.
     *
     * @param ends is told of what the caller does not see
     */
    public void serve(
            Invocation request,
            Function<Cancellation, CompletionStage<Outcome>> handler,
            Consumer<Outcome> reply,
            Ends ends) {
        if (open.containsKey(request.number())) {
            throw new MalformedFrameException("Request " + request.number() + " came twice; it is not answered yet");
        }
        Cancellation.Reason ended = endOf(request);
        if (ended != null) {
            ends.notRun().run();
            reply.accept(Failures.givenUp(request, ended));
            return;
        }
        long taken = bytes.get();
        if (taken > 0 && taken + request.weight() > bound) {
            ends.notRun().run();
            reply.accept(Failures.full(request, taken, bound));
            return;
        }
        CancellationSource cancellation = new CancellationSource(loop, peerGone, request.deadline());
        CompletionStage<Outcome> answer = call(request.number(), handler, cancellation);
        if (answer instanceof CompletableFuture<Outcome> atOnce
                && atOnce.isDone()
                && !atOnce.isCompletedExceptionally()) {
            cancellation.answered();
            reply.accept(atOnce.join());
            return;
        }
        enter(new Open(request, cancellation, reply), answer, ends.unclaimed());
    }

    /**
     * Learns that the peer waits no more for a request, on whatever thread and perhaps before the request itself has come to
     * its turn; {@link #giveUp} is to follow when this is said in its sequence.
     *
     * @param late whether its deadline is over, and not the peer's application gave it up
     */
    public void giveUpAhead(long request, boolean late) {
        Cancellation.Reason why = reason(late);
        if (givenUp.size() >= MAX_GIVEN_UP) {
            return;
        }
        givenUp.put(request, why); // first: a handler that begins now looks here after it can be found
        Open entry = open.get(request);
        CancellationSource cancellation = entry == null ? running.get(request) : entry.cancellation();
        if (cancellation != null) {
            cancellation.raise(why);
        }
    }

    /** Takes back a request whose caller waits no more; without effect if it was answered, or never made. */
    public void giveUp(long request, boolean late) {
        givenUp.remove(request);
        Open entry = open.get(request);
        if (entry != null && forget(entry)) {
            entry.cancellation().raise(reason(late));
        }
    }

    private static Cancellation.Reason reason(boolean late) {
        return late ? Cancellation.Reason.DEADLINE : Cancellation.Reason.CANCELLED;
    }

    /** Forgets everything, because the peer is gone. */
    public void drop() {
        givenUp.clear();
        open.values().forEach(entry -> {
            if (forget(entry)) {
                entry.cancellation().raise(Cancellation.Reason.PEER_GONE);
            }
        });
        deadlines.rest();
    }

    /** Returns how many requests are not answered. */
    public int size() {
        return open.size();
    }

    /** Returns why nobody waits for a request any more; null if somebody does. */
    private Cancellation.@Nullable Reason endOf(Invocation request) {
        Cancellation.Reason ahead = givenUp.get(request.number());
        return ahead == null && request.deadline() - System.nanoTime() <= 0 ? Cancellation.Reason.DEADLINE : ahead;
    }

    private CompletionStage<Outcome> call(
            long number, Function<Cancellation, CompletionStage<Outcome>> handler, CancellationSource cancellation) {
        running.put(number, cancellation);
        try {
            Cancellation.Reason why = givenUp.get(number);
            if (why != null) {
                cancellation.raise(why);
            }
            return handler.apply(cancellation);
        } finally {
            running.remove(number);
        }
    }

    private void enter(Open entry, CompletionStage<Outcome> answer, Consumer<Outcome> unclaimed) {
        bytes.addAndGet(entry.request().weight());
        open.put(entry.request().number(), entry);
        deadlines.watch(entry.cancellation().deadline());
        long number = entry.request().number();
        var unused = answer.whenComplete((outcome, thrown) -> settle(number, outcome, thrown, unclaimed));
        if (peerGone.getAsBoolean()) {
            loop.execute(this::drop); // it may have been announced before this request was entered
        }
    }

    /** Takes the end of a stage, which knows but the number: whoever keeps it must not keep the request with it. */
    private void settle(long number, Outcome outcome, @Nullable Throwable thrown, Consumer<Outcome> unclaimed) {
        Open entry = open.get(number);
        if (entry != null && forget(entry)) {
            entry.cancellation().answered();
            reply(
                    entry,
                    thrown == null ? outcome : HandlerFailure.of(entry.request().name(), thrown));
        } else if (thrown == null) {
            unclaimed.accept(outcome);
        }
    }

    /** Forgets a request; false if somebody else did, who then deals with it. */
    private boolean forget(Open entry) {
        boolean mine = open.remove(entry.request().number(), entry);
        if (mine) {
            bytes.addAndGet(-entry.request().weight());
        }
        return mine;
    }

    private void sweep(long now) {
        for (Open entry : open.values()) {
            long deadline = entry.cancellation().deadline();
            if (deadline - now > 0) {
                deadlines.watch(deadline);
            } else if (forget(entry)) {
                entry.cancellation().raise(Cancellation.Reason.DEADLINE);
                reply(entry, Failures.late(entry.request(), caller));
            }
        }
    }

    /** Nobody above would tell of a reply that fails, and other requests are still to be settled. */
    private static void reply(Open entry, Outcome outcome) {
        try {
            entry.reply().accept(outcome);
        } catch (RuntimeException failed) {
            log.error("The answer to '{}' was lost", entry.request().name(), failed);
        }
    }
}
