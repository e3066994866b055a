package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.Threads;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The event dispatch thread as a loop: a page's listeners may touch its window, and a blocked page blocks its window. */
final class SwingLoop implements EventLoop {
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread dispatcher;

    @Override
    public void execute(Runnable task) {
        if (!closed.get()) {
            EventQueue.invokeLater(() -> guarded(task));
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
        EventQueue.invokeLater(() -> {
            if (claimed.compareAndSet(false, true)) {
                guarded(task);
                done.complete(null);
            }
        });
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
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
        return EventQueue.isDispatchThread();
    }

    /** Returns the event dispatch thread, which holds the turn also while it handles events of its own. */
    @Override
    public @Nullable Thread holder() {
        return dispatcher;
    }

    @Override
    public boolean isWanted() {
        return Toolkit.getDefaultToolkit().getSystemEventQueue().peekEvent() != null;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        closed.set(true);
    }

    /** Takes the task back; one that is running already is waited for, as whoever holds the turn is. */
    private static void giveUp(AtomicBoolean claimed, CompletableFuture<Void> done, Duration limit)
            throws TimeoutException {
        if (claimed.compareAndSet(false, true)) {
            throw new TimeoutException("The event dispatch thread was busy for " + limit.toMillis() + " ms");
        }
        done.join();
    }

    private void guarded(Runnable task) {
        if (dispatcher != Thread.currentThread()) { // the toolkit replaces one that died
            dispatcher = Thread.currentThread();
        }
        try {
            task.run();
        } catch (Throwable escaped) { // one task's failure must not end the loop
            Uncaught.report(escaped);
        }
        Threads.forgetInterrupt();
    }
}
