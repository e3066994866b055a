package dev.covalent.renderer.link;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.concurrent.RequestFuture;
import dev.covalent.common.frame.Parcel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply on its way: it arrives on a thread of the link, and settles the future that the user holds on the event loop.
 *
 * <p>The two are apart so that a page may wait for a reply on its own loop: the arrival needs no loop, and whoever waits
 * there settles the future himself. Thread-safe.
 *
 * @param <T> the type of the answer
 */
final class Reply<T> implements LoopFuture.Waiting {
    private final long number;
    private final Question<T> question;
    private final OpenReplies owner;
    private final LoopDuties duties;
    private final InboundBudget budget;
    private final LongSupplier mainsTurn;
    private final long deadline;
    private final long askedIn;
    private final RequestFuture<T> future;

    /** The {@link Parcel} that arrived, or the {@link Throwable} in its place. */
    private final AtomicReference<@Nullable Object> arrival = new AtomicReference<>();

    /** Who waits on the loop; only one thread at a time can be there. */
    private volatile @Nullable Thread waiter;

    private volatile boolean late;
    private volatile long sequence;
    private volatile @Nullable Shortcut shortcut;
    private volatile @Nullable Runnable cut;

    /**
     * Makes a reply that has not arrived.
     *
     * @param number the number of the question, which its answer repeats
     * @param owner knows the reply until it is settled
     * @param duties are done while the loop waits
     * @param budget lets everything pass while the loop waits
     * @param mainsTurn tells which turn of main's loop the calling thread holds, 0 for none
     */
    Reply(
            long number,
            Question<T> question,
            OpenReplies owner,
            LoopDuties duties,
            InboundBudget budget,
            LongSupplier mainsTurn) {
        this.number = number;
        this.question = question;
        this.owner = owner;
        this.duties = duties;
        this.budget = budget;
        this.mainsTurn = mainsTurn;
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(question.deadlineMillis());
        this.askedIn = mainsTurn.getAsLong();
        this.future = new RequestFuture<>(this, () -> owner.giveUp(this));
    }

    long number() {
        return number;
    }

    CompletableFuture<T> future() {
        return future;
    }

    Question<T> question() {
        return question;
    }

    /** Returns when it is late, as {@link System#nanoTime} counts. */
    long deadline() {
        return deadline;
    }

    /** Notes that it is late, on the timer's thread; returns whether that is news. */
    boolean beLate() {
        boolean news = !late;
        late = true;
        return news;
    }

    /** Tells whether that was noted. */
    boolean isLate() {
        return late;
    }

    /**
     * Notes how a thread that waits may send the question itself.
     *
     * @param number the number that the question is queued under
     */
    void queuedAs(long number, Shortcut way) {
        sequence = number;
        shortcut = way;
    }

    /** Returns the number that the question was queued under, 0 before. */
    long sequence() {
        return sequence;
    }

    /** Tells whether the answer, or a failure, has arrived. */
    boolean hasArrived() {
        return arrival.get() != null;
    }

    /** Takes what cuts the call by which a waiting thread sends the question: a failure lets that thread go. */
    void cutBy(Runnable cutter) {
        cut = cutter;
        if (hasArrived()) {
            cutter.run();
        }
    }

    /** Takes the reply; the first one counts. */
    boolean arrive(Parcel value) {
        return take(value);
    }

    /** Returns the reply that arrived, for which nobody waits any more; nothing if none did. */
    Parcel unclaimed() {
        return arrival.get() instanceof Parcel value ? value : Parcel.NONE;
    }

    /** Takes the failure in place of a reply; the first one counts. */
    boolean fail(Throwable failure) {
        boolean first = take(failure);
        Runnable cutter = cut;
        if (first && cutter != null) {
            cutter.run();
        }
        return first;
    }

    private Throwable told(Throwable failure) {
        try {
            return question.failure(failure);
        } catch (RuntimeException | Error failed) { // the future ends all the same
            failure.addSuppressed(failed);
            return failure;
        }
    }

    /** Settles the user's future with what has arrived; in the loop's turn, once it has arrived. */
    void settle() {
        Object arrived = arrival.get();
        if (arrived instanceof Throwable failure) {
            future.fail(told(failure));
        } else if (arrived instanceof Parcel value) {
            T answer;
            try {
                answer = question.answer(value);
            } catch (RuntimeException mismatch) {
                future.fail(mismatch);
                return;
            } catch (Error broken) { // nobody else would end the future
                future.fail(broken);
                throw broken;
            }
            future.answer(answer);
        }
    }

    @Override
    public EventLoop loop() {
        return owner.loop();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Who waits for nothing but this reply settles no other. What is chained to it may need others, or another thread:
     * for that a wait without a limit has the time that the question had.
     */
    @Override
    public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit)
            throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        long limitNanos = unit.toNanos(limit);
        budget.loopWaits();
        Thread outer = duties.waits(Thread.currentThread());
        try {
            awaitArrival(limitNanos);
            owner.settle(number);
            if (!awaited.isDone() && limitNanos != Long.MAX_VALUE) {
                owner.settleUntil(awaited, limitNanos - (System.nanoTime() - start));
            } else if (!awaited.isDone()) {
                awaitTheRest(awaited);
            }
        } finally {
            duties.waits(outer);
            budget.loopGoesOn();
        }
    }

    private void awaitTheRest(CompletableFuture<?> awaited) throws InterruptedException {
        try {
            owner.settleUntil(awaited, TimeUnit.MILLISECONDS.toNanos(question.deadlineMillis()));
        } catch (TimeoutException over) {
            throw new IllegalStateException(
                    "Waiting here may never end: the reply to " + question + " has come, but what is chained to it was"
                            + " not done " + question.deadlineMillis() + " ms later, and this thread is the event loop,"
                            + " on which that may have to run. Chain with thenAccept, or wait on another thread",
                    over);
        }
    }

    @Override
    public void hasten() {
        Shortcut way = shortcut;
        if (way != null && !hasArrived()) {
            way.send(this, sequence);
        }
    }

    @Override
    public Consumer<Throwable> ignored() {
        return owner.ignored();
    }

    @Override
    public void check() {
        if (askedIn != 0 && arrival.get() == null && mainsTurn.getAsLong() == askedIn) {
            throw MainsTurn.refusal();
        }
    }

    private boolean take(Object arrived) {
        boolean first = arrival.compareAndSet(null, arrived);
        LockSupport.unpark(waiter);
        return first;
    }

    private void awaitArrival(long limitNanos) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limitNanos; // may overflow, as its difference to the time then does
        waiter = Thread.currentThread();
        try {
            while (arrival.get() == null) {
                duties.doAll();
                if (arrival.get() != null) { // a duty may have taken what would wake this thread
                    return;
                }
                long left = limitNanos == Long.MAX_VALUE ? limitNanos : end - System.nanoTime();
                if (left <= 0) {
                    throw new TimeoutException("No reply to " + question + " yet");
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            waiter = null;
        }
    }
}
