package dev.covalent.common.remote;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What crosses in place of a stage. Immutable. */
record GivenStage(CompletionStage<?> stage) implements Supplier<CompletionStage<?>> {
    @Override
    public CompletionStage<?> get() {
        return stage;
    }
}
