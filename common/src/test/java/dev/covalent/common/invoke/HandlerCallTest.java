package dev.covalent.common.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** INV-02, INV-09. */
final class HandlerCallTest {
    private final List<Throwable> reported = new ArrayList<>();

    @Test // INV-02: the answer is waited for by the framework, whom the application's own kind of stage must not upset
    void run_stageOfTheApplicationsOwnMaking_isAnsweredByAnOrdinaryOne() {
        Hostile<String> stage = new Hostile<>();
        List<Outcome> answers = new ArrayList<>();

        CompletionStage<Outcome> answer = HandlerCall.run("channel", null, reported::add, () -> stage);
        var unused = answer.whenComplete((outcome, thrown) -> answers.add(outcome));
        stage.complete("value");

        assertThat(answers).containsExactly(new Outcome.Success(StructuredClone.encode("value", "result")));
        assertThat(reported).isEmpty();
    }

    /** Gives stages of its own kind, and refuses whoever wants to see an end. */
    private static final class Hostile<T> extends CompletableFuture<T> {
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Hostile<>();
        }

        @Override
        public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
            throw new IllegalStateException("mine");
        }
    }
}
