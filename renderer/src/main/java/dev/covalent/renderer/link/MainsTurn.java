package dev.covalent.renderer.link;

import java.util.function.LongSupplier;

/** What a thread is told that asks the main process whose turn it holds. Needs both in one JVM. */
final class MainsTurn {

    private MainsTurn() {}

    /**
     * Checks that the calling thread may wait for main.
     *
     * @throws IllegalStateException if main waits for that thread
     */
    static void check(LongSupplier held) {
        if (held.getAsLong() != 0) {
            throw refusal();
        }
    }

    static IllegalStateException refusal() {
        return new IllegalStateException("Waiting here would never end: this thread holds the turn of the event loop of"
                + " the main process that it asks, which is in this JVM and could not answer before the turn ends. Ask"
                + " with invoke and chain with thenAccept, or ask on another thread");
    }
}
