package dev.covalent.renderer.link;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.observe.Span;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A reply on its way: it arrives on a thread of the link, and settles the future that the user holds on the event loop.
 *
 * <p>The two are apart so that a page may wait for a reply on its own loop: the arrival needs no loop, and whoever waits
 * there settles the future himself. Thread-safe.
 */
final class Reply {
    private final EventLoop loop;
    private final InboundBudget budget;
    private final CompletableFuture<Payload> arrival = new CompletableFuture<>();
    private final LoopFuture<Payload> future;
    private volatile @Nullable Future<?> deadline;

    Reply(EventLoop loop, InboundBudget budget) {
        this.loop = loop;
        this.budget = budget;
        this.future = new LoopFuture<>(this);
    }

    CompletableFuture<Payload> future() {
        return future;
    }

    /** Takes the timer that fails this reply; it is cancelled when the reply settles. */
    void expiresBy(Future<?> timer) {
        deadline = timer;
        if (future.isDone()) {
            timer.cancel(false); // the reply was faster than its timer
        }
    }

    /** Takes what is to end when the reply arrives. */
    void recordedAs(Span span) {
        if (span.isRecorded()) {
            CompletableFuture<Payload> unused = arrival.whenComplete((value, failure) -> {
                if (failure == null) {
                    span.done();
                } else {
                    span.failed(failure);
                }
            });
        }
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Waits on the loop until the reply has arrived.
     *
     * @throws TimeoutException if it has not within the limit
     */
    void awaitOnLoop(long limit, TimeUnit unit) throws InterruptedException, TimeoutException {
        budget.loopWaits();
        try {
            arrival.handle((value, failure) -> true).get(limit, unit);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Handled futures do not fail", impossible);
        } finally {
            budget.loopGoesOn();
        }
    }

    /** Takes the reply; the first one counts. */
    boolean arrive(Payload value) {
        return arrival.complete(value);
    }

    /** Takes the failure in place of a reply; the first one counts. */
    boolean fail(Throwable failure) {
        return arrival.completeExceptionally(failure);
    }

    /** Settles the user's future with what has arrived; in the loop's turn, once it has arrived. */
    void settle() {
        Future<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            future.complete(arrival.getNow(Payload.NONE));
        } catch (CompletionException failed) {
            future.completeExceptionally(failed.getCause());
        }
    }
}
