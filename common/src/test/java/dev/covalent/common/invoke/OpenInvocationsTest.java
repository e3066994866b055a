package dev.covalent.common.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.ChannelName;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ASK-05, INV-11, INV-21: every request settles once, and none stays behind. */
@Timeout(20)
final class OpenInvocationsTest {
    private static final long LONG = 60_000;
    private static final int BOUND = 10_000;
    private static final Outcome VALUE = new Outcome.Success(Payload.NONE);

    private final ManualLoop loop = new ManualLoop();
    private final ScheduledExecutorService timer = Threads.scheduler("invocations-test");
    private final BlockingQueue<Outcome> replies = new LinkedBlockingQueue<>();
    private final CompletableFuture<Cancellation> cancellation = new CompletableFuture<>();
    private CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private int handled;
    private volatile boolean peerGone;
    private final OpenInvocations open = new OpenInvocations(loop, timer, Caller.RENDERER, BOUND, () -> peerGone);

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
        open.giveUp(1, false);

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
                                + " its cancellation is raised. Answer sooner, or give it longer by"
                                + " ipcRenderer.withDeadline, or by MainProcess.builder().requestTimeout where that is"
                                + " not used"));
        assertThat(replies).isEmpty();
        assertThat(open.size()).isZero();
        assertThat(cancellation.join().reason()).contains(Cancellation.Reason.DEADLINE);
    }

    @Test
    void cancel_whoeverKeepsTheStage_doesNotKeepTheRequest() throws Exception {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        Reference<?> request = serveHeldRequest(collected);

        open.giveUp(1, false);

        Reference<?> gone = null;
        for (int round = 0; round < 100 && gone == null; round++) {
            System.gc();
            gone = collected.remove(100);
        }
        assertThat(gone).isSameAs(request);
        assertThat(answer).isNotDone();
    }

    @Test
    void cancel_raises_andNothingIsAnswered() {
        serve(1, LONG);

        open.giveUp(1, false);
        open.giveUp(1, false);
        open.giveUp(99, false);
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

    @Test // ASK-05: the caller has the handler's promise to answer, and not yet its answer
    void serve_moreOpenThanMay_isBusy_andTheHandlerDoesNotRun() {
        serve(1, BOUND - 400, LONG);

        serve(2, 200, LONG);

        assertThat(replies)
                .containsExactly(new Outcome.Failure(
                        FailureKind.BUSY,
                        "Error invoking remote method 'channel': Error: this caller's requests that are not answered"
                                + " yet take 9863 bytes, the bound is 10000; nothing ran. Wait for answers before"
                                + " asking more, or raise MainProcess.builder().queueBound"));
        assertThat(handled).isEqualTo(1);
        assertThat(open.size()).isEqualTo(1);
    }

    @Test
    void serve_oneThatIsLargerThanTheBound_isTakenAlone() {
        serve(1, 2 * BOUND, LONG);
        assertThat(replies).isEmpty();

        serve(2, 0, LONG);
        assertThat(replies).hasSize(1);
    }

    @Test
    void serve_manyWithoutArguments_areBusyAtLast() {
        int accepted = 0;
        while (accepted < 1000 && replies.isEmpty()) {
            serve(++accepted, 0, LONG);
        }

        assertThat(open.size()).isBetween(10, 100);
    }

    @Test
    void serve_longChannels_takeWhatTheyHave() {
        String channel = "c".repeat(ChannelName.MAX_LENGTH);
        for (int request = 1; request <= 8; request++) {
            open.serve(new Invocation(request, channel, LONG, System.nanoTime(), 0), raised -> answer, replies::add);
        }

        assertThat(open.size()).as("each takes 1280 bytes of 10000").isEqualTo(7);
        assertThat(replies).hasSize(1);
    }

    @Test // answered, given up, late, gone: however a request ends, its room is there for the next
    void serve_requestsThatHaveEnded_takeNoRoom() throws Exception {
        serve(1, BOUND, LONG);
        answer.complete(VALUE);
        assertThat(replies.remove()).isEqualTo(VALUE);

        answer = new CompletableFuture<>();
        serve(2, BOUND, LONG);
        open.giveUp(2, false);
        serve(3, BOUND, LONG);
        open.drop();
        serve(4, BOUND, 5);
        assertThat(replies.poll(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class, late -> assertThat(late.kind()).isEqualTo(FailureKind.TIMEOUT));
        serve(5, BOUND, LONG);

        assertThat(handled).isEqualTo(5);
        assertThat(open.size()).isEqualTo(1);
        assertThat(replies).isEmpty();
    }

    @Test // ASK-05
    void giveUpAhead_beforeItsTurn_theHandlerDoesNotRun() {
        open.giveUpAhead(1, false);
        open.giveUpAhead(2, true);

        serve(1, LONG);
        serve(2, LONG);

        assertThat(handled).isZero();
        assertThat(replies)
                .extracting(reply -> ((Outcome.Failure) reply).message())
                .containsExactly(
                        "Error invoking remote method 'channel': its caller waits no more (CANCELLED); nothing ran",
                        "Error invoking remote method 'channel': its caller waits no more (DEADLINE); nothing ran");
        open.giveUp(1, false);
        serve(1, LONG);
        assertThat(handled).as("what was said in its turn is over").isEqualTo(1);
    }

    @Test // ASK-05: the handler holds the loop, on which it could not be told
    void giveUpAhead_whileTheHandlerRuns_isSeenByIt() {
        List<Optional<Cancellation.Reason>> seen = new ArrayList<>();

        open.serve(
                new Invocation(1, "channel", LONG, System.nanoTime(), 0),
                raised -> {
                    seen.add(raised.reason());
                    open.giveUpAhead(1, false);
                    seen.add(raised.reason());
                    return answer;
                },
                replies::add);
        assertThat(open.size()).isEqualTo(1);
        open.giveUp(1, false);

        assertThat(seen).containsExactly(Optional.empty(), Optional.of(Cancellation.Reason.CANCELLED));
        assertThat(open.size()).isZero();
        assertThat(replies).isEmpty();
    }

    @Test // ASK-05, INV-21: deadlines count from the arrival, and not from the turn
    void serve_afterTheDeadline_theHandlerDoesNotRun() {
        long longAgo = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(300);

        open.serve(new Invocation(1, "channel", 200, longAgo, 0), raised -> answer, replies::add);
        open.serve(
                new Invocation(2, "channel", 60_000, longAgo, 0),
                raised -> {
                    cancellation.complete(raised);
                    return answer;
                },
                replies::add);

        assertThat(replies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failure.class, late -> assertThat(late.kind()).isEqualTo(FailureKind.TIMEOUT));
        assertThat(cancellation.join().remaining().orElseThrow()).isLessThan(Duration.ofMillis(59_701));
    }

    @Test
    void deadline_oneReplyThrows_theOthersAreAnswered() throws Exception {
        Consumer<Outcome> broken = outcome -> {
            throw new IllegalStateException("mine");
        };
        for (int request = 1; request <= 3; request++) {
            open.serve(new Invocation(request, "broken", 500, System.nanoTime(), 0), raised -> answer, broken);
            open.serve(new Invocation(-request, "channel", 500, System.nanoTime(), 0), raised -> answer, replies::add);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(replies.poll(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failure.class);
        }
    }

    private Reference<?> serveHeldRequest(ReferenceQueue<Object> collected) {
        List<Outcome> own = new ArrayList<>();
        open.serve(new Invocation(1, "channel", LONG, System.nanoTime(), 0), raised -> answer, own::add);
        return new WeakReference<>(own, collected);
    }

    private void serve(long request, long deadlineMillis) {
        serve(request, 0, deadlineMillis);
    }

    private void serve(long request, int bytes, long deadlineMillis) {
        open.serve(
                new Invocation(request, "channel", deadlineMillis, System.nanoTime(), bytes),
                raised -> {
                    handled++;
                    cancellation.complete(raised);
                    return answer;
                },
                replies::add);
    }
}
