package dev.covalent.main.ipc;

import dev.covalent.common.ErrorMapper;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.invoke.HandlerFailure;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the sender of one synchronous message gets: the first answer that is given. Thread-safe. */
final class SyncAnswer {
    private final String channel;
    private final @Nullable ErrorMapper mapper;
    private final Consumer<Throwable> uncaught;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /**
     * Makes an answer that is not given.
     *
     * @param mapper decides what the sender sees of a failure; null for the default form
     * @param uncaught is told what the mapper throws
     */
    SyncAnswer(String channel, @Nullable ErrorMapper mapper, Consumer<Throwable> uncaught) {
        this.channel = channel;
        this.mapper = mapper;
        this.uncaught = uncaught;
    }

    void give(Outcome answer) {
        outcome.complete(answer);
    }

    /** Gives what a listener threw, or what kept its answer from being sent. */
    void fail(Throwable thrown) {
        if (!isGiven()) {
            give(HandlerFailure.of(channel, thrown, mapper, uncaught));
        }
    }

    boolean isGiven() {
        return outcome.isDone();
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }
}
