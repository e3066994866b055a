package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.Interrupts;
import dev.covalent.renderer.PageHost;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A toolkit's thread as a loop: a page's listeners may touch its window, and a blocked page blocks its window. */
final class HostEventLoop implements EventLoop {
    private final PageHost.Loop toolkit;
    private final Consumer<Throwable> broken;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread dispatcher;

    /**
     * Makes one.
     *
     * @param broken is told that the toolkit takes no tasks any more
     */
    HostEventLoop(PageHost.Loop toolkit, Consumer<Throwable> broken) {
        this.toolkit = toolkit;
        this.broken = broken;
    }

    @Override
    public void execute(Runnable task) {
        if (!closed.get()) {
            boolean unused = isGiven(() -> guarded(task));
        }
    }

    @Override
    public void run(Runnable task, Duration limit) throws TimeoutException {
        if (inTurn()) {
            task.run();
            return;
        }
        AtomicBoolean claimed = new AtomicBoolean();
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean given = isGiven(() -> {
            if (claimed.compareAndSet(false, true)) {
                guarded(task);
                done.complete(null);
            }
        });
        if (!given) {
            throw new TimeoutException("The loop of the page's host has ended");
        }
        try {
            var unused = new Countdown(limit).get(done);
        } catch (TimeoutException late) {
            giveUp(claimed, done, limit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            giveUp(claimed, done, limit);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the turn exceptionally", impossible);
        }
    }

    @Override
    public boolean tryRun(Runnable task) {
        return false;
    }

    @Override
    public boolean inTurn() {
        return toolkit.isCurrent();
    }

    /** Returns the toolkit's thread, which holds the turn also while it handles events of its own. */
    @Override
    public @Nullable Thread holder() {
        return dispatcher;
    }

    /** Says yes: the toolkit may have events of its own. */
    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private boolean isGiven(Runnable task) {
        try {
            toolkit.execute(task);
            return true;
        } catch (RuntimeException ended) {
            if (!closed.getAndSet(true)) {
                broken.accept(ended);
            }
            return false;
        }
    }

    /** Takes the task back; one that is running already is waited for, as whoever holds the turn is. */
    private static void giveUp(AtomicBoolean claimed, CompletableFuture<Void> done, Duration limit)
            throws TimeoutException {
        if (claimed.compareAndSet(false, true)) {
            throw new TimeoutException("The loop of the page's host was busy for " + limit.toMillis() + " ms");
        }
        done.join();
    }

    private void guarded(Runnable task) {
        if (dispatcher != Thread.currentThread()) { // a toolkit may replace one that died
            dispatcher = Thread.currentThread();
        }
        try {
            task.run();
        } catch (Throwable escaped) { // one task's failure must not end the loop
            Uncaught.report(escaped);
        }
        Interrupts.forget();
    }
}
