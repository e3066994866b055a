package dev.covalent.main.app;

import dev.covalent.common.concurrent.ChainedWait;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the application is ready yet, who waits for that, and what was asked for before it had started.
 *
 * <p>Thread-safe.
 */
final class Readiness {
    private static final ChainedWait CHAINED = new ChainedWait("whenReady()", TimeUnit.SECONDS.toMillis(30));

    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final EventLoop loop;
    private final Told told = new Told(new NoWaitingToBeReady());
    private volatile boolean ready;

    /** Who starts the application, until everything is put together. */
    private volatile @Nullable Thread starting = Thread.currentThread();

    Readiness(EventLoop loop) {
        this.loop = loop;
    }

    /** Runs a step at once if everything is put together, and when it is otherwise: half of it could not be taken apart. */
    void afterStart(Runnable step) {
        CompletableFuture<Void> unused = started.thenRun(step);
    }

    /** Is told that everything is put together. */
    void start() {
        starting = null;
        started.complete(null);
    }

    boolean isReady() {
        return ready;
    }

    /** Makes the application ready, and has its listeners told before those who wait for it. */
    void becomeReady(Runnable tell) {
        ready = true;
        tell.run();
        told.complete(null);
    }

    /** Is told that the application ends; those who still wait for it to be ready wait in vain. */
    void end(String name) {
        told.completeExceptionally(new IllegalStateException("'" + name + "' has ended before it was ready"));
    }

    CompletableFuture<Void> whenReady() {
        return told.copy();
    }

    /**
     * Refuses what there can be in an application that is ready only.
     *
     * @throws IllegalStateException {@code what} {@code cannot be created before app is ready}
     */
    void require(String what) {
        if (!ready && told.isDone()) {
            throw new IllegalStateException(what + " cannot be created: the application has ended before it was ready");
        }
        if (!ready) {
            throw new IllegalStateException(what + " cannot be created before app is ready. Create it in a listener of"
                    + " App.READY, or when MainProcess.builder().start() has returned.");
        }
    }

    private static final class Told extends LoopFuture<Void> {
        private Told(Waiting waiting) {
            super(waiting);
        }
    }

    /** Refuses a wait of who is to make the application ready. */
    private final class NoWaitingToBeReady implements LoopFuture.Waiting {
        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit)
                throws InterruptedException, TimeoutException {
            CHAINED.await(awaited, limit, unit);
        }

        @Override
        public void check() {
            if (!told.isDone() && (loop.inTurn() || Thread.currentThread() == starting)) {
                throw new IllegalStateException(
                        "Waiting here would never end: this thread starts the application, or holds"
                                + " the turn of main's event loop, which it needs to become ready. Chain with thenRun, wait on"
                                + " another thread, or listen to App.READY");
            }
        }
    }
}
