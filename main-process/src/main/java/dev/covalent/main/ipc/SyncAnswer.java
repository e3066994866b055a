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
    private final Consumer<Outcome> told;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /**
     * Makes an answer that is not given.
     *
     * @param mapper decides what the sender sees of a failure; null for the default form
     * @param uncaught is told what the mapper throws
     * @param told is told the answer when a listener gives it
     */
    SyncAnswer(String channel, @Nullable ErrorMapper mapper, Consumer<Throwable> uncaught, Consumer<Outcome> told) {
        this.channel = channel;
        this.mapper = mapper;
        this.uncaught = uncaught;
        this.told = told;
    }

    void give(Outcome answer) {
        if (outcome.complete(answer)) {
            told.accept(answer);
        }
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
