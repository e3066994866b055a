package dev.covalent.main.app;

import java.util.concurrent.CompletableFuture;

/**
 * Whether the application is ready yet, who waits for that, and what was asked for before it had started.
 *
 * <p>Thread-safe.
 */
final class Readiness {
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private volatile boolean ready;

    /** Runs a step at once if everything is put together, and when it is otherwise: half of it could not be taken apart. */
    void afterStart(Runnable step) {
        CompletableFuture<Void> unused = started.thenRun(step);
    }

    /** Is told that everything is put together. */
    void start() {
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
        if (!ready) {
            throw new IllegalStateException(what + " cannot be created before app is ready. Create it in a listener of"
                    + " App.READY, or when MainProcess.builder().start() has returned.");
        }
    }
}
