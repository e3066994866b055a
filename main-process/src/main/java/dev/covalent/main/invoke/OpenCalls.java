package dev.covalent.main.invoke;

import dev.covalent.common.IpcException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.concurrent.DeadlineTimer;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LateSettler;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.concurrent.RequestFuture;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.observe.Observation;
import dev.covalent.main.session.RendererPeer;
import dev.covalent.main.session.Withdrawal;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What main asked of one renderer and has no answer to. Every call ends: with its answer, at its deadline, when the
 * renderer is gone, or when its user gives it up.
 *
 * <p>Thread-safe; {@link #reply} and {@link #drop} run in the turn of main's loop, on which the futures complete.
 */
public final class OpenCalls {
    private static final Logger log = LoggerFactory.getLogger(OpenCalls.class);
    private static final String NOT_SENT = "was not sent";

    private final RendererPeer peer;
    private final LateSettler settler;
    private final EventLoop loop;
    private final DeadlineTimer deadlines;
    private final Map<Long, Open<?>> open = new ConcurrentHashMap<>();

    /** Not open any more, and still to be failed. */
    private final Queue<Open<?>> late = new ConcurrentLinkedQueue<>();

    private final AtomicLong last = new AtomicLong();

    /** Makes an empty table. */
    public OpenCalls(RendererPeer peer, EventLoop loop, ScheduledExecutorService timer) {
        this.peer = peer;
        this.settler = new LateSettler(loop, new Late());
        this.loop = loop;
        this.deadlines = new DeadlineTimer(timer, this::sweep);
    }

    /** Asks; never throws, because what goes wrong fails the future. */
    public <T> CompletableFuture<T> ask(RendererCall<T> call) {
        long number = last.incrementAndGet();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(call.deadlineMillis());
        NoWaitingOnMain waiting = new NoWaitingOnMain(loop, call.deadlineMillis(), () -> isOpenAfter(number));
        RequestFuture<T> future = new RequestFuture<>(waiting, () -> giveUp(number));
        waiting.isFor(future);
        Open<T> entry = new Open<>(call, deadline, future, new AtomicReference<>());
        open.put(number, entry);
        try {
            // If this queues the frame, the renderer is not gone yet, so drop() will still find the call.
            Downstream frame = call.frame(number);
            int receiver = peer.webContentsId();
            peer.traces()
                    .asking(Observation.asking(frame, receiver), frame, receiver)
                    .endsWith(end -> LoopFuture.aside(future, end));
            Withdrawal withdrawal = peer.postWithdrawable(frame);
            if (withdrawal == null) {
                open.remove(number);
                future.fail(gone(call, NOT_SENT));
                return future;
            }
            entry.withdrawal().set(withdrawal);
            if (!open.containsKey(number) && withdrawal.withdraw()) { // late, or given up, before it was queued
                call.notSent();
            }
        } catch (RuntimeException refused) {
            open.remove(number);
            call.notSent();
            future.fail(refused);
            return future;
        }
        deadlines.watch(deadline);
        if (peer.isGone() && open.isEmpty()) { // dropped meanwhile; what is asked of one that is gone is not kept
            deadlines.rest();
        }
        return future;
    }

    /**
     * Takes an answer; one to a call that is not open is ignored.
     *
     * @return whether the call was open
     * @throws MalformedFrameException if it is no answer to such a call
     * @throws MalformedDataException if what was answered is no clone
     */
    public boolean reply(long number, Outcome outcome) {
        Open<?> entry = open.remove(number);
        if (entry == null) {
            log.debug("Renderer {}: answer to call {}, for which nobody waits", peer.webContentsId(), number);
            return false;
        }
        entry.settle(outcome);
        return true;
    }

    /** Tells whether a call ever had that number. */
    public boolean hasMade(long number) {
        return number >= 1 && number <= last.get();
    }

    /** Fails everything, because the renderer is gone. */
    public void drop() {
        for (Long number : List.copyOf(open.keySet())) {
            Open<?> entry = open.remove(number);
            if (entry != null) {
                fail(entry, call -> gone(call, "may have run"));
            }
        }
        deadlines.rest();
    }

    /** Tells whether a later call is open, which may have been chained to an earlier one. */
    private boolean isOpenAfter(long number) {
        return open.keySet().stream().anyMatch(other -> other > number);
    }

    /** Returns how many calls are open. */
    public int size() {
        return open.size();
    }

    private void giveUp(long number) {
        Open<?> entry = open.remove(number);
        if (entry == null) {
            return; // answered, but the future was faster
        }
        takeBack(number, entry, false);
    }

    /** Sees to it that the renderer does nothing for a call any more; one that has not left need not be told of. */
    private void takeBack(long number, Open<?> entry, boolean isLate) {
        Withdrawal withdrawal = entry.withdrawal().get();
        if (withdrawal != null && withdrawal.withdraw()) {
            entry.call().notSent();
            return;
        }
        Downstream cancel = entry.call().cancel(number, isLate);
        if (cancel != null && !peer.post(cancel)) {
            log.debug("Renderer {} is gone; need not know that {} was given up", peer.webContentsId(), entry.call());
        }
    }

    /** Forgets a call; false if somebody else did, who then deals with it. */
    private boolean forget(long number, Open<?> entry) {
        return open.remove(number, entry);
    }

    private void sweep(long now) {
        for (Map.Entry<Long, Open<?>> each : open.entrySet()) {
            Open<?> entry = each.getValue();
            if (entry.deadline() - now > 0) {
                deadlines.watch(entry.deadline());
            } else if (forget(each.getKey(), entry)) {
                takeBack(each.getKey(), entry, true);
                late.add(entry);
                loop.execute(this::failLate);
                settler.watch();
            }
        }
    }

    private void failLate() {
        for (Open<?> entry = late.poll(); entry != null; entry = late.poll()) {
            fail(entry, this::late);
        }
    }

    /** What a call of somebody else's making throws must not keep the others open. */
    private void fail(Open<?> entry, Function<RendererCall<?>, IpcException> why) {
        try {
            entry.future().fail(why.apply(entry.call()));
        } catch (RuntimeException failed) {
            log.error("Who waits for an answer of renderer {} was not told the end", peer.webContentsId(), failed);
        }
    }

    private IpcTimeoutException late(RendererCall<?> call) {
        return new IpcTimeoutException("The renderer of contents " + peer.webContentsId() + " (pid " + peer.processId()
                + ") did not answer the " + call + " within " + call.deadlineMillis()
                + " ms; it may still run. Is its page blocked? Else " + call.remedy());
    }

    private PeerGoneException gone(RendererCall<?> call, String fate) {
        return gone(peer.webContentsId(), peer.processId(), call.toString(), fate);
    }

    /** Returns what the caller gets who asks a renderer that is gone. */
    public static PeerGoneException notSent(int webContentsId, long processId, String call) {
        return gone(webContentsId, processId, call, NOT_SENT);
    }

    private static PeerGoneException gone(int webContentsId, long processId, String call, String fate) {
        return new PeerGoneException("The renderer of contents " + webContentsId + " (pid " + processId
                + ") is gone; the " + call + " " + fate);
    }

    /** The calls whose deadline is over. */
    private final class Late implements LateSettler.Due {
        @Override
        public boolean isDue() {
            return !late.isEmpty();
        }

        @Override
        public void settle() {
            failLate();
        }
    }

    /** A call that waits for its answer. */
    private record Open<T>(
            RendererCall<T> call,
            long deadline,
            RequestFuture<T> future,
            AtomicReference<@Nullable Withdrawal> withdrawal) {

        void settle(Outcome outcome) {
            try {
                if (outcome instanceof Outcome.Success success) {
                    future.answer(call.answer(success.parcel()));
                } else {
                    future.fail(call.failure((Outcome.Failure) outcome));
                }
            } catch (MalformedDataException
                    | MalformedFrameException malformed) { // the caller is told, and the renderer is cut off
                future.fail(malformed);
                throw malformed;
            } catch (RuntimeException mismatch) {
                future.fail(mismatch);
            }
        }
    }
}
