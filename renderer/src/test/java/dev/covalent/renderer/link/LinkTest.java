package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LinkTest {
    private static final Payload VALUE = Payload.of(new byte[] {42});
    private static final Upstream FRAME = new Upstream.PageLoaded();
    private static final Request REQUEST = new Request.WindowList();

    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("link-test-loop", uncaught::add);
    private final ScriptedStubs main = new ScriptedStubs();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final BlockingQueue<Downstream> received = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Threads.pool("link-test", 4);
    private volatile long mainsTurn;
    private final Link link = link(main, Duration.ofSeconds(10));

    @BeforeEach
    void start() {
        link.start(new Frames());
    }

    @AfterEach
    void close() {
        link.close();
        main.breakConnection(); // lets the receiving thread go
        loop.close();
        threads.shutdownNow();
    }

    @Test
    void post_isDeliveredInOrder() throws Exception {
        for (int id = 1; id <= 100; id++) {
            link.post(new Upstream.WindowClose(id));
        }
        assertThat(link.flush(Duration.ofSeconds(10))).isTrue();

        assertThat(main.delivered).hasSize(100).first().isEqualTo(new Upstream.WindowClose(1));
        assertThat(List.copyOf(main.delivered).get(99)).isEqualTo(new Upstream.WindowClose(100));
    }

    @Test
    void post_failureThatMainWaitsFor_isTakenHoweverFullTheQueue() {
        Outcome failure = new Outcome.Failure(FailureKind.HANDLER, "why");
        Link full =
                new Link("full", main, loop, Duration.ofSeconds(10), QueueLimits.ofBound(1), () -> mainsTurn, () -> {});
        full.post(new Upstream.WindowClose(1));
        long before = full.bufferedAmount(0);

        assertThatThrownBy(() -> full.post(new Upstream.CallbackReply(1, new Outcome.Success(VALUE))))
                .isInstanceOf(QueueFullException.class);
        full.post(new Upstream.InvokeReply(1, failure));
        full.post(new Upstream.CallbackReply(1, failure));

        assertThat(full.bufferedAmount(0)).isGreaterThan(before);
        full.close();
    }

    @Test
    void call_isTheAnswer_andHasItsPlaceInTheSequence() throws Exception {
        main.answer = request -> new Outcome.Success(VALUE);
        link.post(FRAME);

        assertThat(link.call(REQUEST)).isEqualTo(VALUE);

        assertThat(main.sequences).containsExactly(2L);
    }

    @Test
    void call_failure_isItsException() {
        main.answer = request -> new Outcome.Failure(FailureKind.NO_HANDLER, "nobody");

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(NoHandlerException.class)
                .hasMessage("nobody");
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void call_connectionBroken_endsTheLink() throws Exception {
        main.answer = request -> {
            throw new PeerGoneException("broken");
        };

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("broken");
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void call_interrupted_isNotSent() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("Interrupted before the request was sent");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(main.sequences).isEmpty();
    }

    @Test // F10: main was stopped, and may not have got the request
    void call_withoutAnAnswer_abandonsItsNumber_andTheLinkLivesOn() throws Exception {
        main.answer = request -> {
            throw new IpcTimeoutException("late");
        };

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("late");

        assertThat(next(main.abandoned)).isEqualTo(1L);
        main.answer = request -> new Outcome.Success(VALUE);
        assertThat(link.call(REQUEST)).isEqualTo(VALUE);
        assertThat(main.sequences).containsExactly(1L, 2L);
        assertThat(main.abandoned).isEmpty();
    }

    @Test
    void ask_combinedAndWaitedForOnTheLoop_endsAtTheDeadline() throws Exception {
        Link impatient = link(main, Duration.ofMillis(100));
        impatient.start(new Frames());
        CompletableFuture<Integer> waited = new CompletableFuture<>();

        loop.execute(() -> {
            CompletableFuture<Payload> one =
                    impatient.ask(new Asked("one", impatient.requestTimeout().toMillis()));
            CompletableFuture<Payload> other =
                    impatient.ask(new Asked("other", impatient.requestTimeout().toMillis()));
            CompletableFuture<Void> both = CompletableFuture.allOf(one, other);
            waited.complete(
                    both.handle((done, failed) -> failed == null ? 0 : 1).join());
        });

        assertThat(waited.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        impatient.close();
    }

    @Test
    void received_framesAreGivenOnInOrder_andAcknowledged() throws Exception {
        main.send(new Downstream.PortClosed(1), new Downstream.PortClosed(2));
        main.send(new Downstream.Unload());

        assertThat(next(received)).isEqualTo(new Downstream.PortClosed(1));
        assertThat(next(received)).isEqualTo(new Downstream.PortClosed(2));
        assertThat(next(received)).isEqualTo(new Downstream.Unload());
        assertThat(List.of(next(main.acknowledged), next(main.acknowledged), next(main.acknowledged)))
                .containsExactly(0L, 2L, 3L);
    }

    @Test
    void ask_reply_completesOnTheLoop() throws Exception {
        CompletableFuture<Boolean> inTurn = new CompletableFuture<>();
        CompletableFuture<Payload> asked = ask();
        CompletableFuture<Void> chained = asked.thenAccept(value -> inTurn.complete(loop.inTurn()));

        reply(1, new Outcome.Success(VALUE));

        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(VALUE);
        assertThat(inTurn.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(chained.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void ask_failure_isItsException() {
        CompletableFuture<Payload> asked = ask();
        RemoteError error = new RemoteError("x.Y", "mine", "", null);

        reply(
                1,
                new Outcome.Failure(
                        FailureKind.HANDLER, "handler failed", Payload.of(StructuredClone.encodeError(error))));

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(HandlerException.class)
                .hasMessage("handler failed");
    }

    @Test
    void ask_earlyReply_completesWhenTheFramesBeforeItHaveArrived() throws Exception {
        main.early = frame -> List.of(early(1, 1));
        CompletableFuture<Payload> asked = ask();
        assertThat(link.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(asked).isNotDone();

        main.send(new Downstream.Unload());

        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(VALUE);
    }

    @Test
    void ask_noAnswerWithinTheTimeout_failsSayingSo() {
        ScriptedStubs slow = new ScriptedStubs();
        Link impatient = link(slow, Duration.ofMillis(20));
        impatient.start(new Frames());

        CompletableFuture<Payload> asked = impatient.ask(
                new Asked("invoke of 'add'", impatient.requestTimeout().toMillis()));

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("No answer to invoke of 'add' within 20 ms; what was asked may still run. Answer sooner, or"
                        + " raise MainProcess.builder().requestTimeout");
        impatient.close();
        slow.breakConnection();
    }

    @Test
    void ask_replyAfterTheTimeout_isIgnored() throws Exception {
        ScriptedStubs slow = new ScriptedStubs();
        Link impatient = link(slow, Duration.ofMillis(20));
        impatient.start(new Frames());
        CompletableFuture<Payload> asked = impatient.ask(
                new Asked("invoke of 'add'", impatient.requestTimeout().toMillis()));
        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);

        slow.send(new Downstream.Reply(1, new Outcome.Success(VALUE)), new Downstream.Unload());

        assertThat(next(received)).isEqualTo(new Downstream.Unload());
        assertThat(impatient.isClosed()).isFalse();
        impatient.close();
        slow.breakConnection();
    }

    @Test
    void join_onTheLoop_isTheReply() throws Exception {
        main.early = frame -> List.of(early(0, 1));

        assertThat(onLoop(() -> ask().join())).isEqualTo(VALUE);
    }

    @Test
    void join_onTheLoop_doesNotWaitForTheFramesBeforeTheReply() throws Exception {
        main.early = frame -> List.of(early(1, 1));

        assertThat(onLoop(() -> ask().get())).isEqualTo(VALUE);
    }

    @Test
    void join_onTheLoop_runsWhatIsChained() throws Exception {
        main.early = frame -> List.of(early(0, 1));
        List<String> order = Collections.synchronizedList(new ArrayList<>());

        Integer length = onLoop(() -> {
            CompletableFuture<Integer> chained = ask().thenApply(value -> {
                order.add("chained");
                return value.length();
            });
            Integer joined = chained.get(10, TimeUnit.SECONDS);
            order.add("joined");
            return joined;
        });

        assertThat(length).isEqualTo(1);
        assertThat(order).containsExactly("chained", "joined");
    }

    @Test
    void join_onTheLoop_failure_isThrown() {
        main.early = frame -> List.of(
                new EarlyReply(0, new Downstream.Reply(1, new Outcome.Failure(FailureKind.NO_HANDLER, "nobody"))));

        assertThatThrownBy(() -> onLoop(() -> ask().join()))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(NoHandlerException.class);
    }

    @Test
    void join_onTheLoop_whatOnlyTheLoopCouldComplete_isRefused() {
        main.early = frame -> List.of(early(0, 1));
        CompletableFuture<String> never = new CompletableFuture<>();

        assertThatThrownBy(() -> onLoop(() -> ask().thenCompose(value -> never).join()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Waiting here would never end: this thread is the event loop, and what the future still needs"
                                + " can only run on it. Chain with thenAccept, or wait on another thread");
    }

    @Test
    void join_offTheLoop_waitsForTheChainOnIt() throws Exception {
        CompletableFuture<Boolean> chained = ask().thenApply(value -> loop.inTurn());

        reply(1, new Outcome.Success(VALUE));

        assertThat(CompletableFuture.supplyAsync(chained::join, threads).get(10, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void connectionBroken_everythingOpenFails() {
        CompletableFuture<Payload> first = ask();
        CompletableFuture<Payload> second = ask();

        main.breakConnection();

        for (CompletableFuture<Payload> open : List.of(first, second)) {
            assertThatThrownBy(() -> open.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessage("The main process is gone, or this renderer was closed");
        }
    }

    @Test
    void end_repliesAlreadyArriving_areStillSettled_thoughTheLoopClosesThen() throws Exception {
        for (int round = 0; round < 300; round++) {
            SerialLoop closing = new SerialLoop("link-test-closing", uncaught::add);
            ScriptedStubs stubs = new ScriptedStubs();
            Link racing = new Link(
                    "racing",
                    stubs,
                    closing,
                    Duration.ofSeconds(10),
                    QueueLimits.ofBound(1 << 20),
                    () -> 0,
                    closing::close);
            racing.start(new Frames());
            CompletableFuture<Payload> asked =
                    racing.ask(new Asked("race", racing.requestTimeout().toMillis()));
            stubs.send(new Downstream.Reply(1, new Outcome.Success(VALUE)));

            racing.close();
            stubs.breakConnection();

            // Answered or failed, whoever was faster; but never left open.
            assertThat(asked.handle((value, thrown) -> true).get(10, TimeUnit.SECONDS))
                    .as("round %d", round)
                    .isTrue();
        }
    }

    @Test
    void receiver_anyErrorInIt_endsTheLink() throws Exception {
        ScriptedStubs stubs = new ScriptedStubs();
        Link fragile = link(stubs, Duration.ofSeconds(10));
        fragile.start(new Frames() {
            @Override
            public void take(Downstream frame, Runnable handled) {
                throw new AssertionError("not an exception");
            }
        });
        CompletableFuture<Payload> open =
                fragile.ask(new Asked("anything", fragile.requestTimeout().toMillis()));

        stubs.send(new Downstream.Unload());

        assertThatThrownBy(() -> open.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(PeerGoneException.class);
    }

    @Test
    void sender_anyErrorInIt_endsTheLink() throws Exception {
        main.early = frame -> {
            throw new AssertionError("not an exception");
        };

        link.post(FRAME);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void close_everythingIsRefusedInElectronsWords() {
        link.close();
        link.close();

        assertClosed(() -> link.post(FRAME));
        assertClosed(() -> link.call(REQUEST));
        assertThatThrownBy(() -> ask().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IpcClosedException.class)
                .hasMessage("IPC method called after context was released");
    }

    @Test
    void close_runsEndedOnce() throws Exception {
        link.close();
        link.end(new IllegalStateException("again"));

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void close_freesWhoWaitsForAFrame() throws Exception {
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(
                () -> {
                    link.awaitArrived(7);
                    return true;
                },
                threads);

        link.close();

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("The main process is gone, or this renderer was closed");
    }

    @Test
    void awaitArrived_notWithinTheTimeout_saysSo() {
        ScriptedStubs slow = new ScriptedStubs();
        Link impatient = link(slow, Duration.ofMillis(20));

        assertThatThrownBy(() -> impatient.awaitArrived(7))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("Frame 7 of main did not arrive within 20 ms");
        impatient.close();
        slow.breakConnection();
    }

    @Test // ASK-05
    void ask_cancelled_tellsMainOnce_andTheReplyIsIgnored() throws Exception {
        CompletableFuture<Payload> asked = ask();
        CompletableFuture<Payload> timed = ask().orTimeout(1, TimeUnit.MILLISECONDS);
        assertThat(next(main.delivered)).isInstanceOf(Upstream.Invoke.class);
        assertThat(next(main.delivered)).isInstanceOf(Upstream.Invoke.class);

        assertThat(next(main.delivered)).isEqualTo(new Upstream.Cancel(2));
        asked.cancel(true);
        asked.cancel(true);
        assertThat(next(main.delivered)).isEqualTo(new Upstream.Cancel(1));
        main.send(
                new Downstream.Reply(1, new Outcome.Success(VALUE)),
                new Downstream.Reply(2, new Outcome.Success(VALUE)),
                new Downstream.Unload());

        assertThat(next(received)).isEqualTo(new Downstream.Unload());
        assertThat(main.delivered).isEmpty();
        assertThat(asked).isCancelled();
        assertThat(timed).isCompletedExceptionally();
    }

    @Test
    void ask_answered_cancelIsNoMore() throws Exception {
        main.early = frame -> List.of(early(0, 1));
        CompletableFuture<Payload> asked = ask();
        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(VALUE);

        assertThat(asked.cancel(true)).isFalse();
        assertThat(link.flush(Duration.ofSeconds(10))).isTrue();

        assertThat(main.delivered).hasSize(1);
    }

    @Test
    void ask_cancelledWhileTheLoopWaitsForIt_letsTheLoopGo() throws Exception {
        CompletableFuture<CompletableFuture<Payload>> asked = new CompletableFuture<>();
        CompletableFuture<Void> canceller = asked.thenAcceptAsync(open -> open.cancel(true), threads);

        assertThatThrownBy(() -> onLoop(() -> {
                    CompletableFuture<Payload> open = ask();
                    asked.complete(open);
                    return open.join();
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(canceller.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void ask_deadlinesDiffer_eachEndsAtItsOwn() {
        CompletableFuture<Payload> patient = link.ask(new Asked("long", 3_600_000));
        CompletableFuture<Payload> impatient = link.ask(new Asked("short", 5));

        assertThatThrownBy(() -> impatient.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageStartingWith("No answer to short within 5 ms");
        assertThat(patient).isNotDone();
    }

    @Test
    void ask_answerThatCannotBeConverted_failsTheFuture() {
        main.early = frame -> List.of(early(0, 1));
        CompletableFuture<String> asked = link.ask(new Question<>() {
            @Override
            public Upstream frame(long request) {
                return FRAME;
            }

            @Override
            public long deadlineMillis() {
                return 10_000;
            }

            @Override
            public String answer(Payload value) {
                throw new IllegalArgumentException("no text");
            }
        });

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("no text");
    }

    @Test // ASK-08
    void holdingMainsTurn_whatMainCouldNotAnswer_isRefused() throws Exception {
        main.answer = request -> new Outcome.Success(VALUE);
        mainsTurn = 7;
        CompletableFuture<Payload> asked = ask();
        CompletableFuture<Integer> derived = asked.thenApply(Payload::length);

        for (Callable<?> wait : List.<Callable<?>>of(
                () -> link.call(REQUEST), asked::join, asked::get, () -> derived.get(1, TimeUnit.DAYS))) {
            assertThatThrownBy(wait::call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Waiting here would never end: this thread holds the turn of the event loop of the main"
                            + " process that it asks, which is in this JVM and could not answer before the turn ends."
                            + " Ask with invoke and chain with thenAccept, or ask on another thread");
        }
        assertThat(main.sequences).isEmpty();
        reply(1, new Outcome.Success(VALUE));
        mainsTurn = 8; // another turn of main: its handler may have answered meanwhile

        assertThat(derived.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        mainsTurn = 0;
        assertThat(link.call(REQUEST)).isEqualTo(VALUE);
    }

    private Link link(ScriptedStubs stubs, Duration requestTimeout) {
        return new Link(
                "test", stubs, loop, requestTimeout, QueueLimits.ofBound(1 << 20), () -> mainsTurn, ended::countDown);
    }

    private CompletableFuture<Payload> ask() {
        return link.ask(new Asked("a test's question", 10_000));
    }

    private void reply(long request, Outcome outcome) {
        main.send(new Downstream.Reply(request, outcome));
    }

    private static EarlyReply early(long after, long request) {
        return new EarlyReply(after, new Downstream.Reply(request, new Outcome.Success(VALUE)));
    }

    /** Does what a page's listener does, and rethrows what it throws. */
    private <T> @Nullable T onLoop(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        List<Exception> thrown = new ArrayList<>();
        loop.run(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception failed) {
                        thrown.add(failed);
                    }
                },
                Duration.ofSeconds(10));
        if (!thrown.isEmpty()) {
            throw thrown.get(0);
        }
        return result.getNow(null);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static void assertClosed(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IpcClosedException.class)
                .hasMessage("IPC method called after context was released");
    }

    /** A question whose answer is what came. */
    private record Asked(String subject, long deadlineMillis) implements Question<Payload> {
        @Override
        public Upstream frame(long request) {
            return new Upstream.Invoke(request, "channel", deadlineMillis, Payload.NONE);
        }

        @Override
        public Payload answer(Payload value) {
            return value;
        }

        @Override
        public String toString() {
            return subject;
        }
    }

    private class Frames implements InboundFrames {
        @Override
        public void take(Downstream frame, Runnable handled) {
            received.add(frame);
            handled.run();
        }

        @Override
        public void drained(int receiver) {}

        @Override
        public void delivered() {
            // nothing waits
        }
    }
}
