package dev.covalent.main.invoke;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a wait for a renderer's answer on main's loop: the answer is taken in a later turn of it. Once it is there, what
 * is chained to it may be waited for, since that may run elsewhere. Thread-safe.
 */
final class NoWaitingOnMain implements LoopFuture.Waiting {
    private static final Logger log = LoggerFactory.getLogger(NoWaitingOnMain.class);

    private final EventLoop loop;

    /** Set before anybody can wait. */
    private volatile @Nullable Future<?> answer;

    NoWaitingOnMain(EventLoop loop) {
        this.loop = loop;
    }

    /** Says which future the renderer's answer completes. */
    void isFor(Future<?> future) {
        answer = future;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit)
            throws InterruptedException, TimeoutException {
        try {
            var unused = awaited.get(limit, unit);
        } catch (ExecutionException | CancellationException failed) {
            log.trace("Who waits is told", failed);
        }
    }

    @Override
    public void check() {
        Future<?> awaited = answer;
        if (loop.inTurn() && (awaited == null || !awaited.isDone())) {
            throw new IllegalStateException("Waiting here would never end: this thread holds the turn of main's event"
                    + " loop, and a renderer's answer is taken in a later turn. Chain with thenAccept, or wait on"
                    + " another thread");
        }
    }
}
