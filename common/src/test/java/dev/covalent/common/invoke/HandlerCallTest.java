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
    private final List<Throwable> failed = new ArrayList<>();

    @Test // INV-02: the answer is waited for by the framework, whom the application's own kind of stage must not upset
    void run_stageOfTheApplicationsOwnMaking_isAnsweredByAnOrdinaryOne() {
        Hostile<String> stage = new Hostile<>();
        List<Outcome> answers = new ArrayList<>();

        CompletionStage<Outcome> answer = HandlerCall.run("channel", null, reported::add, failed::add, () -> stage);
        var unused = answer.whenComplete((outcome, thrown) -> answers.add(outcome));
        stage.complete("value");

        assertThat(answers).containsExactly(new Outcome.Success(StructuredClone.encode("value", "result")));
        assertThat(reported).isEmpty();
    }

    @Test // WIN-28: a renderer that is out of memory ends before it says anything
    @SuppressWarnings("FutureReturnValueIgnored") // handlers give them away
    void run_handlerOrItsStageFails_isToldBeforeItIsAnswered() {
        OutOfMemoryError thrown = new OutOfMemoryError("thrown");
        OutOfMemoryError later = new OutOfMemoryError("later");
        CompletableFuture<String> stage = new CompletableFuture<>();

        HandlerCall.run("channel", null, reported::add, failed::add, () -> {
            throw thrown;
        });
        CompletionStage<Outcome> answer =
                HandlerCall.run("channel", null, reported::add, failed::add, () -> stage.thenApply(String::trim));
        var unused = answer.thenAccept(outcome -> failed.add(new IllegalStateException("answered")));
        stage.completeExceptionally(later);

        assertThat(failed).startsWith(thrown, later).hasSize(3);
        assertThat(reported).isEmpty();
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the handler gives it away
    void run_memoryRunsOutAsTheValueOfAStageIsEncoded_isAnswered() {
        CompletionStage<Outcome> answer = HandlerCall.run(
                "channel", null, reported::add, failed::add, () -> CompletableFuture.completedFuture(new Hungry()));

        assertThat(answer.toCompletableFuture()).isCompletedWithValueMatching(Outcome.Failure.class::isInstance);
        assertThat(failed).hasSize(1);
    }

    /** Cannot be read for want of memory. */
    public static final class Hungry {
        /** Throws. */
        @SuppressWarnings("DoNotCallSuggester") // it is called by its name
        public String getName() {
            throw new OutOfMemoryError("as the test wants");
        }

        /** Makes it a property. */
        public void setName(String name) {}
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
