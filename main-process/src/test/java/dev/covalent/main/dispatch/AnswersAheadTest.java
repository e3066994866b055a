package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.window.ManualTimer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SYN-02: an answer is not kept back by a listener that runs on. */
@Timeout(20)
final class AnswersAheadTest {
    private static final Outcome ONE = new Outcome.Success(StructuredClone.encode(1, "value"));

    private final ManualTimer timer = new ManualTimer();
    private final AnswersAhead ahead = new AnswersAhead(timer);
    private final RendererSession session = FakeContents.session(3, new ManualLoop(), 10_000);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void listenerReturns_nothingIsSent_andTheTimerRests() {
        during(5, answered -> answered.accept(ONE));

        timer.elapse();

        assertThat(FakeContents.fetch(session)).isEmpty();
        assertThat(timer.delaysInSeconds()).isEmpty();
    }

    @Test
    void listenerNeverAnswers_nothingIsScheduled() {
        during(5, answered -> {});

        assertThat(timer.delaysInSeconds()).isEmpty();
    }

    @Test
    void listenerRunsOn_itsAnswerIsSentOnce() {
        during(5, answered -> {
            answered.accept(ONE);
            elapseUntilSent();
            timer.elapse();
        });

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.SyncReply(5, ONE));
        assertThat(timer.delaysInSeconds()).isEmpty();
    }

    @Test
    void listenerRunsOn_anotherThreadAnswers_isSent() {
        during(5, answered -> {
            assertThat(CompletableFuture.runAsync(() -> answered.accept(ONE)).orTimeout(10, TimeUnit.SECONDS))
                    .succeedsWithin(java.time.Duration.ofSeconds(10));
            elapseUntilSent();
        });

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.SyncReply(5, ONE));
    }

    @Test
    void listenerRunsOn_afterOneWithinIt_itsAnswerIsSentAllTheSame() {
        during(5, answered -> {
            answered.accept(ONE);
            during(6, inner -> timer.elapse()); // finds the inner one, which has no answer
            elapseUntilSent();
        });

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.SyncReply(5, ONE));
    }

    private void during(long sequence, Consumer<Consumer<Outcome>> listener) {
        CompletableFuture<Outcome> unused = ahead.during(session, sequence, answered -> {
            listener.accept(answered);
            return new CompletableFuture<>();
        });
    }

    private void elapseUntilSent() {
        while (FakeContents.fetch(session).equals(List.of())) { // until the short while is over
            timer.elapse();
        }
    }
}
