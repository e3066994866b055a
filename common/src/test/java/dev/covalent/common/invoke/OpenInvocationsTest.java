package dev.covalent.common.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ASK-05, INV-11, INV-21: every request settles once, and none stays behind. */
@Timeout(20)
final class OpenInvocationsTest {
    private static final long LONG = 60_000;
    private static final Outcome VALUE = new Outcome.Success(Payload.NONE);

    private final ManualLoop loop = new ManualLoop();
    private final ScheduledExecutorService timer = Threads.scheduler("invocations-test");
    private final BlockingQueue<Outcome> replies = new LinkedBlockingQueue<>();
    private final CompletableFuture<Cancellation> cancellation = new CompletableFuture<>();
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private volatile boolean peerGone;
    private final OpenInvocations open = new OpenInvocations(loop, timer, () -> peerGone);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void serve_answeredAtOnce_isNotEntered_andStartsNoTimer() {
        answer.complete(VALUE);

        serve(1, LONG);

        assertThat(replies).containsExactly(VALUE);
        assertThat(open.size()).isZero();
        assertThat(((ScheduledThreadPoolExecutor) timer).getQueue()).isEmpty();
    }

    @Test
    void serve_answeredLater_isForgottenThen() {
        serve(1, LONG);
        assertThat(open.size()).isEqualTo(1);

        answer.complete(VALUE);
        open.cancel(1);

        assertThat(replies).containsExactly(VALUE);
        assertThat(open.size()).isZero();
        assertThat(cancellation.join().isCancelled()).isFalse();
    }

    @Test
    void serve_stageFails_isAFailure() {
        serve(1, LONG);

        answer.completeExceptionally(new IllegalStateException("mine"));

        assertThat(replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.message()).contains("java.lang.IllegalStateException: mine"));
    }

    @Test
    void deadline_handlerNeverAnswers_isATimeout_andNothingIsLeft() throws Exception {
        serve(1, 5);

        Outcome outcome = replies.poll(10, TimeUnit.SECONDS);
        answer.complete(VALUE);

        assertThat(outcome)
                .isEqualTo(new Outcome.Failure(
                        FailureKind.TIMEOUT,
                        "Error invoking remote method 'channel': no answer within 5 ms; the handler may still run, and"
                                + " its cancellation is raised"));
        assertThat(replies).isEmpty();
        assertThat(open.size()).isZero();
        assertThat(cancellation.join().reason()).contains(Cancellation.Reason.DEADLINE);
    }

    @Test
    void cancel_raises_andNothingIsAnswered() {
        serve(1, LONG);

        open.cancel(1);
        open.cancel(1);
        open.cancel(99);
        answer.complete(VALUE);

        assertThat(cancellation.join().reason()).contains(Cancellation.Reason.CANCELLED);
        assertThat(replies).isEmpty();
        assertThat(open.size()).isZero();
    }

    @Test
    void drop_raisesForEverythingOpen() {
        serve(1, LONG);

        open.drop();

        assertThat(cancellation.join().reason()).contains(Cancellation.Reason.PEER_GONE);
        assertThat(open.size()).isZero();
    }

    @Test
    void serve_peerGoneAlready_isDroppedInTheNextTurn() {
        peerGone = true;

        serve(1, LONG);
        loop.runAll();

        assertThat(open.size()).isZero();
    }

    @Test
    void serve_numberThatIsOpen_breaksTheProtocol() {
        serve(1, LONG);

        assertThatThrownBy(() -> serve(1, LONG))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Request 1 came twice; it is not answered yet");
    }

    private void serve(long request, long deadlineMillis) {
        open.serve(
                request,
                "channel",
                deadlineMillis,
                raised -> {
                    cancellation.complete(raised);
                    return answer;
                },
                replies::add);
    }
}
