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
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** ASK-04, INV-20: what main asks of a renderer always ends. */
final class RendererRequestsTest extends RendererRequestsFixture {
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

    @Test // a page has its bound, too
    void reply_busy_isAFullQueue() {
        CompletableFuture<Value> asked = ask(60_000);

        reply(1, new Outcome.Failure(FailureKind.BUSY, "as many as may"));

        assertThatThrownBy(asked::join)
                .cause()
                .isInstanceOf(QueueFullException.class)
                .hasMessage("as many as may");
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
