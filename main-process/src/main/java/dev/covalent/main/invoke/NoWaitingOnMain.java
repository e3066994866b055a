package dev.covalent.main.invoke;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a wait for a renderer's answer on main's loop: the answer is taken in a later turn of it. Once it is there, what
 * is chained to it may be waited for, since that may run elsewhere; unless another call of that renderer was made since and
 * is open, because that may be what is chained. Thread-safe.
 */
public final class NoWaitingOnMain implements LoopFuture.Waiting {
    private static final Logger log = LoggerFactory.getLogger(NoWaitingOnMain.class);

    private final EventLoop loop;
    private final long limitMillis;
    private final BooleanSupplier anotherIsOpen;

    /** Set before anybody can wait. */
    private volatile @Nullable Future<?> answer;

    /**
     * Makes what is asked before a wait.
     *
     * @param limitMillis how long to wait, at most, for what is chained, where nobody says how long
     * @param anotherIsOpen tells whether a call that was made later is open
     */
    public NoWaitingOnMain(EventLoop loop, long limitMillis, BooleanSupplier anotherIsOpen) {
        this.loop = loop;
        this.limitMillis = limitMillis;
        this.anotherIsOpen = anotherIsOpen;
    }

    /** Says which future the renderer's answer completes. */
    public void isFor(Future<?> future) {
        answer = future;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit)
            throws InterruptedException, TimeoutException {
        boolean unlimited = unit.toNanos(limit) == Long.MAX_VALUE;
        try {
            var unused = unlimited ? awaited.get(limitMillis, TimeUnit.MILLISECONDS) : awaited.get(limit, unit);
        } catch (ExecutionException | CancellationException failed) {
            log.trace("Who waits is told", failed);
        } catch (TimeoutException over) {
            if (!unlimited) {
                throw over;
            }
            throw new IllegalStateException(
                    "Waiting here may never end: what is chained to a renderer's answer was not done within "
                            + limitMillis
                            + " ms, and this thread holds the turn of main's event loop, on which that may have to run."
                            + " Chain with thenAccept, or wait on another thread",
                    over);
        }
    }

    @Override
    public void check() {
        Future<?> awaited = answer;
        if (loop.inTurn() && (awaited == null || !awaited.isDone() || anotherIsOpen.getAsBoolean())) {
            throw new IllegalStateException("Waiting here would never end: this thread holds the turn of main's event"
                    + " loop, and a renderer's answer is taken in a later turn. Chain with thenAccept, or wait on"
                    + " another thread");
        }
    }
}
