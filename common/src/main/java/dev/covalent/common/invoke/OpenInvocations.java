package dev.covalent.common.invoke;

import dev.covalent.common.Cancellation;
import dev.covalent.common.concurrent.CancellationSource;
import dev.covalent.common.concurrent.DeadlineTimer;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The requests of one peer that this process has not answered yet. Each is forgotten when it is answered, when its caller
 * gives it up, when the peer is gone, and at its deadline, when this process answers for a handler that has not: a
 * handler that never answers leaves nothing behind.
 *
 * <p>A request whose handler answers at once is never entered, and starts no timer.
 *
 * <p>Thread-safe; {@link #serve} and {@link #drop} run in the turn of the loop.
 */
public final class OpenInvocations {
    private final EventLoop loop;
    private final BooleanSupplier peerGone;
    private final DeadlineTimer deadlines;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    private record Open(
            String channel, long deadlineMillis, CancellationSource cancellation, Consumer<Outcome> reply) {}

    /**
     * Makes an empty table.
     *
     * @param peerGone tells whether the peer is gone
     */
    public OpenInvocations(EventLoop loop, ScheduledExecutorService timer, BooleanSupplier peerGone) {
        this.loop = loop;
        this.peerGone = peerGone;
        this.deadlines = new DeadlineTimer(timer, this::sweep);
    }

    /**
     * Calls a handler and sees to it that the request is answered.
     *
     * @param request the caller's number
     * @param handler gives the outcome, or will
     * @param reply takes the outcome, at most once
     * @throws MalformedFrameException if that number is open already
     */
    public void serve(
            long request,
            String channel,
            long deadlineMillis,
            Function<Cancellation, CompletionStage<Outcome>> handler,
            Consumer<Outcome> reply) {
        if (open.containsKey(request)) {
            throw new MalformedFrameException("Request " + request + " came twice; it is not answered yet");
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
        CancellationSource cancellation = new CancellationSource(loop, peerGone, deadline);
        CompletionStage<Outcome> answer = handler.apply(cancellation);
        if (answer instanceof CompletableFuture<Outcome> atOnce
                && atOnce.isDone()
                && !atOnce.isCompletedExceptionally()) {
            cancellation.answered();
            reply.accept(atOnce.join());
            return;
        }
        Open entry = new Open(channel, deadlineMillis, cancellation, reply);
        open.put(request, entry);
        deadlines.watch(deadline);
        var unused = answer.whenComplete((outcome, thrown) ->
                settle(request, entry, thrown == null ? outcome : HandlerFailure.of(channel, thrown)));
        if (peerGone.getAsBoolean()) {
            loop.execute(this::drop); // it may have been announced before this request was entered
        }
    }

    /** Takes back a request whose caller waits no more; without effect if it was answered, or never made. */
    public void cancel(long request) {
        Open entry = open.remove(request);
        if (entry != null) {
            entry.cancellation().raise(Cancellation.Reason.CANCELLED);
        }
    }

    /** Forgets everything, because the peer is gone. */
    public void drop() {
        open.forEach((request, entry) -> {
            if (forget(request, entry)) {
                entry.cancellation().raise(Cancellation.Reason.PEER_GONE);
            }
        });
    }

    /** Returns how many requests are not answered. */
    public int size() {
        return open.size();
    }

    private void settle(long request, Open entry, Outcome outcome) {
        if (forget(request, entry)) {
            entry.cancellation().answered();
            entry.reply().accept(outcome);
        }
    }

    /** Forgets a request; false if somebody else did, who then deals with it. */
    private boolean forget(long request, Open entry) {
        return open.remove(request, entry);
    }

    private OptionalLong sweep(long now) {
        OptionalLong earliest = OptionalLong.empty();
        for (Map.Entry<Long, Open> each : open.entrySet()) {
            Open entry = each.getValue();
            long deadline = entry.cancellation().deadline();
            if (deadline - now > 0) {
                earliest = earliest.isEmpty() || deadline - earliest.getAsLong() < 0
                        ? OptionalLong.of(deadline)
                        : earliest;
            } else if (forget(each.getKey(), entry)) {
                entry.cancellation().raise(Cancellation.Reason.DEADLINE);
                entry.reply().accept(Failures.late(entry.channel(), entry.deadlineMillis()));
            }
        }
        return earliest;
    }
}
