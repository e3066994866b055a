package dev.covalent.main.invoke;

import dev.covalent.common.concurrent.ChainedWait;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a wait for a renderer's answer on main's loop: the answer is taken in a later turn of it. Once it is there, what
 * is chained to it may be waited for, since that may run elsewhere; unless another call of that renderer was made since and
 * is open, because that may be what is chained. Thread-safe.
 */
public final class NoWaitingOnMain implements LoopFuture.Waiting {
    private final EventLoop loop;
    private final ChainedWait chained;
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
        this.chained = new ChainedWait("a renderer's answer", limitMillis);
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
        chained.await(awaited, limit, unit);
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
