package dev.covalent.renderer.link;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.concurrent.DeadlineTimer;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LateSettler;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Answers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a renderer asked main and has no answer to. Every question ends: with its answer, at its deadline, when the link
 * does, or when its user gives it up.
 *
 * <p>A reply stays known from its arrival until the loop settles it: a loop that is closed drops that turn, and whoever
 * closes it has ended the link before, which fails all that are known.
 *
 * <p>Thread-safe.
 */
final class OpenReplies {
    private static final Logger log = LoggerFactory.getLogger(OpenReplies.class);

    private final EventLoop loop;
    private final LoopDuties duties;
    private final InboundBudget budget;
    private final LongSupplier mainsTurn;
    private final LongPredicate withdraw;
    private final Consumer<Upstream.Cancel> cancels;
    private final Consumer<Parcel> unclaimed;
    private final Consumer<Throwable> ignored;
    private final LateSettler settler;
    private final DeadlineTimer deadlines;
    private final Map<Long, Reply<?>> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /** The thread that waits on the loop for more than one reply; written in the loop's turn. */
    private volatile @Nullable Thread settling;

    /**
     * Makes an empty table.
     *
     * @param duties what a wait on the loop does meanwhile
     * @param mainsTurn tells which turn of main's loop the calling thread holds, 0 for none
     * @param withdraw takes the frame of that number back, unless it has left
     * @param cancels tells main that nobody waits for an answer any more
     * @param unclaimed is told what was answered all the same
     * @param ignored is told, in the turn of the loop, of a failure at which nobody has looked and nobody can any more
     */
    OpenReplies(
            EventLoop loop,
            LoopDuties duties,
            ScheduledExecutorService timer,
            InboundBudget budget,
            LongSupplier mainsTurn,
            LongPredicate withdraw,
            Consumer<Upstream.Cancel> cancels,
            Consumer<Parcel> unclaimed,
            Consumer<Throwable> ignored) {
        this.loop = loop;
        this.duties = duties;
        this.budget = budget;
        this.mainsTurn = mainsTurn;
        this.withdraw = withdraw;
        this.cancels = cancels;
        this.unclaimed = unclaimed;
        this.ignored = failure -> loop.execute(() -> ignored.accept(failure));
        this.settler = new LateSettler(loop, new Arrived());
        this.deadlines = new DeadlineTimer(timer, this::sweep);
    }

    EventLoop loop() {
        return loop;
    }

    /** Returns who is told of a failure that the page has ignored. */
    Consumer<Throwable> ignored() {
        return ignored;
    }

    /** Enters a question that is about to be asked. */
    <T> Reply<T> enter(Question<T> question) {
        Reply<T> reply = new Reply<>(last.incrementAndGet(), question, this, duties, budget, mainsTurn);
        open.put(reply.number(), reply);
        return reply;
    }

    /** Watches the deadline of a question that was asked; takes it back if it was late before it was queued. */
    void asked(Reply<?> reply) {
        if (reply.isLate()) {
            takeBack(reply, true);
        } else {
            deadlines.watch(reply.deadline());
        }
    }

    /** Ends a question that could not be asked; its future has not left yet. */
    void notAsked(Reply<?> reply, Throwable why) {
        reply.question().notSent();
        reply.fail(why);
        settle(reply.number());
    }

    /** Takes a reply and has it settled in a turn of the loop. */
    void take(Downstream.Reply reply) {
        arrived(reply);
        settleOnLoop(reply.request());
    }

    /** Has a reply settled in a turn of the loop that {@linkplain #arrived has arrived} and whose turn it is now. */
    void due(Downstream.Reply reply) {
        settleOnLoop(reply.request());
    }

    /** Lets go whoever waits for the reply, on whatever thread; it is settled in its order. */
    void arrived(Downstream.Reply reply) {
        Reply<?> waiting = open.get(reply.request());
        if (waiting == null) {
            log.debug("Reply to request {} came when nobody waited any more", reply.request());
            discard(reply.outcome());
        } else if (reply.outcome() instanceof Outcome.Failure failure) {
            waiting.fail(Answers.exception(failure));
        } else if (!waiting.arrive(Answers.value(reply.outcome()))) {
            discard(reply.outcome());
        }
        hasArrived();
    }

    /** Settles a reply that has arrived; in the loop's turn. */
    void settle(long number) {
        Reply<?> arrived = open.remove(number);
        if (arrived != null) {
            arrived.settle();
        }
    }

    /** Fails a question whose answer will never be known. */
    void lost(Reply<?> reply, RuntimeException why) {
        if (reply.fail(why)) {
            settleOnLoop(reply.number());
        }
    }

    private void discard(Outcome outcome) {
        if (outcome instanceof Outcome.Success success) {
            unclaimed.accept(success.parcel());
        }
    }

    /** Fails everything, because the link has ended. */
    void lostAll(PeerGoneException gone) {
        open.values().forEach(reply -> {
            reply.fail(gone);
            settleOnLoop(reply.number());
        });
    }

    /** Forgets a question whose future its user completed; main is told, unless the reply was faster. */
    void giveUp(Reply<?> reply) {
        if (open.remove(reply.number()) != null) {
            if (!reply.fail(new CancellationException("Given up"))) { // lets go who waits for it on the loop
                unclaimed.accept(reply.unclaimed());
            }
            takeBack(reply, false);
        }
    }

    /**
     * Waits, on the loop, for a future that needs more than the reply it came from, and settles what arrives meanwhile:
     * the future may need that, and nobody else could.
     *
     * @throws TimeoutException if it is not done within the limit
     */
    void settleUntil(CompletableFuture<?> done, long limitNanos) throws InterruptedException, TimeoutException {
        Thread self = Thread.currentThread();
        Thread outer = settling;
        CompletableFuture<?> unused = done.whenComplete((value, failure) -> LockSupport.unpark(self));
        long end = System.nanoTime() + limitNanos;
        settling = self;
        try {
            while (!done.isDone()) {
                settleArrived(done::isDone);
                duties.doAll(); // afterwards: what is settled may have taken what would wake this thread
                if (done.isDone()) {
                    return;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new TimeoutException("What is chained to the reply is not done yet");
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            settling = outer;
        }
    }

    /** Settles what has arrived, in the order it was asked, until that is enough. */
    private void settleArrived(BooleanSupplier enough) {
        List<Long> arrived = open.values().stream()
                .filter(Reply::hasArrived)
                .map(Reply::number)
                .sorted()
                .toList();
        for (int i = 0; i < arrived.size() && !enough.getAsBoolean(); i++) {
            settle(arrived.get(i));
        }
    }

    private void settleOnLoop(long number) {
        loop.execute(() -> settle(number));
        hasArrived();
    }

    /** Sees to it that a reply is settled, whatever the loop waits for. */
    private void hasArrived() {
        settler.watch();
        LockSupport.unpark(settling);
    }

    /** Fails what is late. */
    private void sweep(long now) {
        for (Reply<?> reply : open.values()) {
            if (reply.deadline() - now > 0) {
                deadlines.watch(reply.deadline());
            } else if (reply.beLate()) {
                if (reply.fail(late(reply.question()))) {
                    takeBack(reply, true);
                }
                settleOnLoop(reply.number());
            }
        }
    }

    /** Sees to it that main does nothing for a question any more; one that has not left need not be told of. */
    private void takeBack(Reply<?> reply, boolean isLate) {
        if (withdraw.test(reply.sequence())) {
            reply.question().notSent();
        } else {
            cancels.accept(new Upstream.Cancel(reply.number(), isLate));
        }
    }

    private static IpcTimeoutException late(Question<?> question) {
        return new IpcTimeoutException("No answer to " + question + " within " + question.deadlineMillis()
                + " ms; what was asked may still run. Answer sooner, or wait longer: " + question.moreTime());
    }

    /** The replies that the loop has not come to yet. */
    private final class Arrived implements LateSettler.Due {
        @Override
        public boolean isDue() {
            return open.values().stream().anyMatch(Reply::hasArrived);
        }

        @Override
        public void settle() {
            settleArrived(() -> false);
        }
    }
}
