package dev.covalent.main.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Value;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererPeer;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ASK-04, INV-20: what main asks of a renderer always ends. */
@Timeout(20)
final class RendererRequestsTest {
    private static final int BOUND = 10_000;
    private static final Payload ARGUMENTS = StructuredClone.encodeArguments();

    private final ManualLoop loop = new ManualLoop();
    private final ScheduledExecutorService timer = Threads.scheduler("requests-test");
    private final RendererRequests requests = new RendererRequests(loop, timer, BOUND);
    private final RendererSession session = FakeContents.session(3, loop, 1_000);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    /** It would keep the session in memory until the deadline is over. */
    @Test
    void ask_ofOneThatGoesMeanwhile_leavesNoTimer() {
        OpenCalls[] calls = new OpenCalls[1];
        RendererPeer leaving = new RendererPeer() {
            @Override
            public int webContentsId() {
                return 3;
            }

            @Override
            public long processId() {
                return 4711;
            }

            @Override
            public boolean post(Downstream frame) {
                calls[0].drop(); // queued, and gone before the caller goes on
                return true;
            }

            @Override
            public boolean isWritable() {
                return true;
            }

            @Override
            public void whenLeaving(Runnable action) {}

            @Override
            public boolean isGone() {
                return true;
            }

            @Override
            public void onGone(Runnable action) {}
        };
        calls[0] = new OpenCalls(leaving, loop, timer);

        CompletableFuture<Value> asked = calls[0].ask(new InvokeCall<>("add", 600_000, ARGUMENTS, Function.identity()));

        assertThat(asked).isCompletedExceptionally();
        assertThat(((ScheduledThreadPoolExecutor) timer).getQueue()).isEmpty();
    }

    @Test // INV-20
    void ask_isAFrameInTheSequenceOfMessages() {
        session.post(new Downstream.Message("before", 0, ARGUMENTS, List.of()));
        var unused = ask(60_000);
        session.post(new Downstream.Message("after", 0, ARGUMENTS, List.of()));

        assertThat(FakeContents.fetch(session))
                .containsExactly(
                        new Downstream.Message("before", 0, ARGUMENTS, List.of()),
                        new Downstream.Invoke(1, "add", 60_000, ARGUMENTS),
                        new Downstream.Message("after", 0, ARGUMENTS, List.of()));
    }

    @Test
    void reply_completesTheFuture_andIsForgotten() {
        CompletableFuture<Value> asked = ask(60_000);

        reply(1, success(3));
        reply(1, success(4));

        assertThat(asked.join().get(int.class)).isEqualTo(3);
        assertThat(requests.open(session)).isZero();
    }

    @Test
    void reply_failures_areTheirExceptions() {
        CompletableFuture<Value> nobody = ask(60_000);
        CompletableFuture<Value> thrown = ask(60_000);
        Payload error = StructuredClone.encodeError(new RemoteError("x.Y", "mine", "", null));

        reply(1, new Outcome.Failure(FailureKind.NO_HANDLER, "nobody"));
        reply(2, new Outcome.Failure(FailureKind.HANDLER, "failed", error));

        assertThatThrownBy(nobody::join)
                .cause()
                .isInstanceOf(NoHandlerException.class)
                .hasMessage("nobody");
        assertThatThrownBy(thrown::join)
                .cause()
                .isInstanceOf(HandlerException.class)
                .hasMessage("failed");
    }

    @Test
    void reply_toACallThatWasNeverMade_breaksTheProtocol() {
        var unused = ask(60_000);

        for (long wrong : new long[] {0, -1, 2, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> reply(wrong, success(1)))
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessage("An answer to call " + wrong + ", which main never made");
        }
    }

    @Test
    void reply_thatIsNoClone_orOfAKindThatNoRendererSends_breaksTheProtocol_andEndsTheCall() {
        CompletableFuture<Value> first = ask(60_000);
        CompletableFuture<Value> second = ask(60_000);

        assertThatThrownBy(() -> reply(1, new Outcome.Success(Payload.of(new byte[] {1, 2, 3}))))
                .isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> reply(2, new Outcome.Failure(FailureKind.QUOTA, "x")))
                .isInstanceOf(MalformedFrameException.class);

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void deadline_failsOnTheLoop_andALateAnswerIsIgnored() throws Exception {
        SerialLoop running = new SerialLoop("requests-test-loop", thrown -> {});
        RendererRequests own = new RendererRequests(running, timer, BOUND);
        CompletableFuture<Value> asked = own.ask(session, call(5));
        CompletableFuture<Boolean> inTurn = asked.handle((value, failed) -> running.inTurn());

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("The renderer of contents 3 (pid 0) did not answer the invoke of 'add' within 5 ms; it may"
                        + " still run. Is its page blocked? Else answer sooner, or give webContents.invoke a longer"
                        + " deadline");
        assertThat(inTurn.get(10, TimeUnit.SECONDS)).isTrue();
        own.reply(session, new Upstream.InvokeReply(1, success(1)));
        assertThat(own.open(session)).isZero();
        running.close();
    }

    @Test // DESIGN 2.5
    void deadline_ofWhatTheLoopWaitsForTogether_endsThatWaitToo() throws Exception {
        SerialLoop running = new SerialLoop("requests-test-loop", thrown -> {});
        RendererRequests own = new RendererRequests(running, timer, BOUND);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();

        running.execute(() -> {
            CompletableFuture<Void> both =
                    CompletableFuture.allOf(own.ask(session, call(20)), own.ask(session, call(30)));
            ended.complete(both.handle((done, failed) -> failed != null).join());
        });

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(own.open(session)).isZero();
        running.close();
    }

    @Test
    void rendererDies_failsAtOnce() {
        CompletableFuture<Value> asked = ask(60_000);

        session.end();
        loop.runAll();

        assertThatThrownBy(asked::join)
                .cause()
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("The renderer of contents 3 (pid 0) is gone; the invoke of 'add' may have run");
        reply(1, success(1)); // may still be on its way, and is nobody's fault
        assertThat(requests.open(session)).isZero();
    }

    @Test
    void rendererIsGone_isToldThatNothingWasSent() {
        session.end();

        assertThatThrownBy(ask(60_000)::join)
                .cause()
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("The renderer of contents 3 (pid 0) is gone; the invoke of 'add' was not sent");
    }

    @Test
    void rendererDies_oneCallCannotBeTold_theOthersAre() {
        var unused = requests.ask(session, new Nameless());
        CompletableFuture<Value> asked = ask(60_000);

        session.end();
        loop.runAll();

        assertThatThrownBy(asked::join).cause().isInstanceOf(PeerGoneException.class);
    }

    @Test
    void ask_rendererGone_isAFailedFuture_andNothingStays() {
        session.end();
        CompletableFuture<Value> asked = ask(60_000);
        loop.runAll();

        assertThatThrownBy(asked::join).cause().isInstanceOf(PeerGoneException.class);
        assertThat(requests.open(session)).isZero();
    }

    @Test
    void ask_queueFull_isAFailedFuture() {
        session.post(new Downstream.Message("full", 0, Payload.of(new byte[990]), List.of()));

        assertThatThrownBy(ask(60_000)::join).cause().isInstanceOf(QueueFullException.class);
        assertThat(requests.open(session)).isZero();
    }

    @Test // ASK-05
    void cancel_tellsTheRendererOnce_howeverFullItsQueue() throws Exception {
        CompletableFuture<Value> asked = ask(60_000);
        assertThat(FakeContents.fetch(session)).hasSize(1);
        session.post(new Downstream.Message("full", 0, Payload.of(new byte[800]), List.of()));

        asked.cancel(true);
        asked.cancel(true);
        reply(1, success(1));

        List<Payload> after = session.outbox().fetch(1, Duration.ZERO).frames();
        assertThat(after).hasSize(2);
        assertThat(Downstream.decode(after.get(1))).isEqualTo(new Downstream.Cancel(1, false));
        assertThat(requests.open(session)).isZero();
    }

    @Test // ASK-05
    void cancel_ofWhatHasNotLeft_takesItBack() {
        CompletableFuture<Value> asked = ask(60_000);

        asked.cancel(true);

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.Withdrawn());
        assertThat(requests.open(session)).isZero();
    }

    @Test // ASK-08, SYN-11
    void join_onMainsLoop_isRefused_alsoOfWhatIsDerived() {
        CompletableFuture<Value> asked = ask(60_000);
        CompletableFuture<Integer> derived = asked.thenApply(value -> value.get(int.class));

        loop.run(
                () -> {
                    assertThatThrownBy(asked::join)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("Waiting here would never end: this thread holds the turn of main's event loop,"
                                    + " and a renderer's answer is taken in a later turn. Chain with thenAccept, or"
                                    + " wait on another thread");
                    assertThatThrownBy(() -> derived.get(1, TimeUnit.DAYS)).isInstanceOf(IllegalStateException.class);
                },
                Duration.ZERO);
        reply(1, success(3));

        assertThat(derived.join()).isEqualTo(3);
    }

    @Test // ASK-08
    void join_onMainsLoop_answered_whatIsDerivedAndRunsElsewhere_isWaitedFor() {
        CompletableFuture<Value> asked = ask(60_000);
        reply(1, success(3));

        loop.run(
                () -> {
                    assertThat(asked.thenApplyAsync(value -> value.get(int.class))
                                    .join())
                            .isEqualTo(3);
                    assertThatThrownBy(asked.thenApplyAsync(value -> value.get(List.class))::join)
                            .hasRootCauseInstanceOf(ValueConversionException.class);
                },
                Duration.ZERO);
    }

    @Test // ASK-08
    void join_onMainsLoop_anotherCallIsChained_isRefused() {
        CompletableFuture<Value> asked = ask(60_000);
        CompletableFuture<Value> chained = asked.thenCompose(value -> ask(60_000));
        reply(1, success(3));

        loop.run(
                () -> assertThatThrownBy(chained::join)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Waiting here would never end"),
                Duration.ZERO);
        reply(2, success(4));

        assertThat(chained.join().get(int.class)).isEqualTo(4);
    }

    @Test // ASK-08
    void join_onMainsLoop_whatIsDerivedIsNeverDone_isRefusedWhenTheCallsTimeIsOver() {
        CompletableFuture<Value> asked = ask(200);
        CompletableFuture<Object> derived = asked.thenCompose(value -> new CompletableFuture<>());
        reply(1, success(3));

        loop.run(
                () -> assertThatThrownBy(derived::join)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Waiting here may never end: what is chained to a renderer's answer was"
                                + " not done within 200 ms"),
                Duration.ZERO);
    }

    @Test // ASK-05
    void serve_oneRendererHasAsMuchOpenAsItMay_anotherIsServed() {
        List<Outcome> answers = new ArrayList<>();
        RendererSession other = FakeContents.session(4, loop, 1_000);

        serve(session, 1, answers);
        serve(session, 2, answers);
        assertThat(answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failure.class, busy -> assertThat(busy.kind()).isEqualTo(FailureKind.BUSY));
        serve(other, 1, answers);

        assertThat(answers).hasSize(1);
        assertThat(requests.open(other)).isEqualTo(1);
    }

    @Test // DESIGN 2.5
    void serve_callThatIsNeverAnswered_isATimeoutThatNamesTheMethod_andNothingStays() throws Exception {
        BlockingQueue<Outcome> answers = new LinkedBlockingQueue<>();

        serveCall(1, 500, 0, answers::add); // enough for it to begin

        assertThat(answers.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.Failure(
                        FailureKind.TIMEOUT,
                        "Error invoking remote method 'counter.slow': no answer within 500 ms; the method may still run."
                                + " Answer sooner, or raise MainProcess.builder().requestTimeout"));
        assertThat(requests.open(session)).isZero();
    }

    @Test // ASK-05
    void serve_callsAndInvokes_shareOneBound() {
        List<Outcome> answers = new ArrayList<>();
        serve(session, 1, answers);

        serveCall(2, 60_000, 0, answers::add);

        assertThat(answers).singleElement().isInstanceOfSatisfying(Outcome.Failure.class, busy -> {
            assertThat(busy.kind()).isEqualTo(FailureKind.BUSY);
            assertThat(busy.message()).startsWith("Error invoking remote method 'counter.slow': Error: this caller's");
        });
    }

    @Test
    void serve_call_countsItsNamesAndArguments() {
        List<Outcome> answers = new ArrayList<>();
        serveCall(1, 60_000, BOUND - 2 * (256 + "counter".length() + "slow()V".length()), answers::add);

        serveCall(2, 60_000, 0, answers::add);
        assertThat(answers).isEmpty();
        serveCall(3, 60_000, 0, answers::add);

        assertThat(answers).hasSize(1);
        assertThat(requests.open(session)).isEqualTo(2);
    }

    @Test // ASK-05
    void serve_call_isTakenBackByItsCaller_andDroppedWithIt() {
        serveCall(1, 60_000, 0, outcome -> {});
        serveCall(2, 60_000, 0, outcome -> {});

        requests.cancel(session, new Upstream.Cancel(1, false));
        assertThat(requests.open(session)).isEqualTo(1);
        session.end();
        loop.runAll();

        assertThat(requests.open(session)).isZero();
    }

    @Test // a page has its bound, too
    void reply_busy_isAFullQueue() {
        CompletableFuture<Value> asked = ask(60_000);

        reply(1, new Outcome.Failure(FailureKind.BUSY, "as many as may"));

        assertThatThrownBy(asked::join)
                .cause()
                .isInstanceOf(QueueFullException.class)
                .hasMessage("as many as may");
    }

    private void serve(RendererSession caller, long number, List<Outcome> answers) {
        requests.serve(
                caller,
                new Upstream.Invoke(number, "channel", 60_000, Payload.of(new byte[BOUND])),
                System.nanoTime(),
                cancellation -> new CompletableFuture<>(),
                answers::add);
    }

    private void serveCall(long number, long deadlineMillis, int bytes, Consumer<Outcome> reply) {
        requests.serve(
                session,
                new Upstream.Ask(
                        number,
                        deadlineMillis,
                        new RemoteRequest.ObjectCall(1, "counter", "slow()V", Parcel.of(Payload.of(new byte[bytes])))),
                System.nanoTime(),
                cancellation -> new CompletableFuture<>(),
                reply,
                new OpenInvocations.Ends(() -> {}, outcome -> {}));
    }

    private CompletableFuture<Value> ask(long deadlineMillis) {
        return requests.ask(session, call(deadlineMillis));
    }

    private static InvokeCall<Value> call(long deadlineMillis) {
        return new InvokeCall<>("add", deadlineMillis, ARGUMENTS, Function.identity());
    }

    private void reply(long call, Outcome outcome) {
        requests.reply(session, new Upstream.InvokeReply(call, outcome));
    }

    private static Outcome success(Object value) {
        return new Outcome.Success(StructuredClone.encode(value, "result"));
    }

    /** A call that cannot even be named. */
    private static final class Nameless implements RendererCall<Value> {
        private final RendererCall<Value> plain = call(60_000);

        @Override
        public Downstream frame(long number) {
            return plain.frame(number);
        }

        @Override
        public long deadlineMillis() {
            return plain.deadlineMillis();
        }

        @Override
        public String remedy() {
            return plain.remedy();
        }

        @Override
        public Value answer(Parcel value) {
            return plain.answer(value);
        }

        @Override
        public Throwable failure(Outcome.Failure failure) {
            return plain.failure(failure);
        }

        @Override
        public String toString() {
            throw new IllegalStateException("mine");
        }
    }
}
