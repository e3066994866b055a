package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a renderer asks main, and who waits for the answers on which thread. */
@Timeout(20)
final class AskTest extends LinkFixture {

    @Test // ASK-08: who waits for several answers together cannot be told, but gets them
    void ask_combinedAndWaitedForOnTheLoop_isAnswered() throws Exception {
        CompletableFuture<Integer> waited = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<Payload> one = ask();
            CompletableFuture<Payload> other = ask();
            asked.complete(null);
            CompletableFuture.allOf(one, other).join();
            waited.complete(one.join().length() + other.join().length());
        });
        asked.get(10, TimeUnit.SECONDS);

        reply(1, new Outcome.Success(VALUE));
        reply(2, new Outcome.Success(VALUE));

        assertThat(waited.get(10, TimeUnit.SECONDS)).isEqualTo(2 * VALUE.length());
    }

    @Test
    void ask_combinedAndWaitedForOnTheLoop_endsAtTheDeadline() throws Exception {
        Link impatient = link(main, Duration.ofMillis(100));
        impatient.start(new Frames());
        CompletableFuture<Integer> waited = new CompletableFuture<>();

        loop.execute(() -> {
            CompletableFuture<Payload> one =
                    ask(impatient, new Asked("one", impatient.requestTimeout().toMillis()));
            CompletableFuture<Payload> other =
                    ask(impatient, new Asked("other", impatient.requestTimeout().toMillis()));
            CompletableFuture<Void> both = CompletableFuture.allOf(one, other);
            waited.complete(
                    both.handle((done, failed) -> failed == null ? 0 : 1).join());
        });

        assertThat(waited.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        impatient.close();
    }

    @Test // DESIGN 2.5: main died while a page's loop waited for several answers together
    void ask_combinedAndWaitedForOnTheLoop_endsWithTheLink() throws Exception {
        CompletableFuture<Integer> waited = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<Void> both = CompletableFuture.allOf(ask(), ask());
            asked.complete(null);
            waited.complete(
                    both.handle((done, failed) -> failed == null ? 0 : 1).join());
        });
        asked.get(10, TimeUnit.SECONDS);

        main.breakConnection();

        assertThat(waited.get(10, TimeUnit.SECONDS)).isEqualTo(1);
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

        reply(1, new Outcome.Failure(FailureKind.HANDLER, "handler failed", StructuredClone.encodeError(error)));

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

        main.send(new PageOrder.Unload());

        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(VALUE);
    }

    @Test
    void ask_noAnswerWithinTheTimeout_failsSayingSo() {
        ScriptedStubs slow = new ScriptedStubs();
        Link impatient = link(slow, Duration.ofMillis(20));
        impatient.start(new Frames());

        CompletableFuture<Payload> asked = ask(
                impatient,
                new Asked("invoke of 'add'", impatient.requestTimeout().toMillis()));

        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("No answer to invoke of 'add' within 20 ms; what was asked may still run. Answer sooner, or"
                        + " wait longer: MainProcess.builder().requestTimeout");
        impatient.close();
        slow.breakConnection();
    }

    @Test
    void ask_replyAfterTheTimeout_isIgnored() throws Exception {
        ScriptedStubs slow = new ScriptedStubs();
        Link impatient = link(slow, Duration.ofMillis(20));
        impatient.start(new Frames());
        CompletableFuture<Payload> asked = ask(
                impatient,
                new Asked("invoke of 'add'", impatient.requestTimeout().toMillis()));
        assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);

        slow.send(new Downstream.Reply(1, new Outcome.Success(VALUE)), new PageOrder.Unload());

        assertThat(next(received)).isEqualTo(new PageOrder.Unload());
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

    @Test // ASK-08
    void join_onTheLoop_whatIsChainedRunsElsewhere_isWaitedFor() throws Exception {
        main.early = frame -> List.of(early(0, 1));

        assertThat(onLoop(() -> ask().thenApplyAsync(Payload::length, threads).join()))
                .isEqualTo(1);
    }

    @Test // ASK-08
    void join_onTheLoop_anotherQuestionFollows_isWaitedFor_withTheRepliesThatComeMeanwhile() throws Exception {
        main.early = frame ->
                frame instanceof Upstream.Invoke invoke && invoke.request() == 3 ? List.of(early(0, 3)) : List.of();
        List<String> order = Collections.synchronizedList(new ArrayList<>());

        Integer both = onLoop(() -> {
            CompletableFuture<Void> bystander = ask().thenAccept(value -> order.add("bystander"));
            CompletableFuture<Integer> chained = ask().thenCompose(first -> ask().thenApply(second -> {
                order.add("second");
                return first.length() + second.length();
            }));
            reply(1, new Outcome.Success(VALUE));
            reply(2, new Outcome.Success(VALUE));
            Integer joined = chained.join();
            order.add(bystander.isDone() ? "joined" : "too early");
            return joined;
        });

        assertThat(both).isEqualTo(2);
        assertThat(order).containsExactly("bystander", "second", "joined");
    }

    @Test // ASK-08
    void join_onTheLoop_whatIsChainedNeverEnds_isRefusedWhenTheQuestionsTimeIsOver() {
        main.early = frame -> List.of(early(0, 1));
        CompletableFuture<String> never = new CompletableFuture<>();

        assertThatThrownBy(() -> onLoop(() -> ask(link, new Asked("a test's question", 200))
                        .thenCompose(value -> never)
                        .join()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Waiting here may never end: the reply to a test's question has come, but what is chained to"
                                + " it was not done 200 ms later, and this thread is the event loop, on which that may have to"
                                + " run. Chain with thenAccept, or wait on another thread");
    }

    @Test
    void get_onTheLoop_whatIsChainedIsNotDoneInTime_isATimeout_andTheFutureStaysUsable() throws Exception {
        main.early = frame -> List.of(early(0, 1));
        CompletableFuture<String> later = new CompletableFuture<>();

        String got = onLoop(() -> {
            CompletableFuture<String> chained = ask().thenCompose(value -> later);
            assertThatThrownBy(() -> chained.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> later.complete("late"), threads);
            return chained.get(10, TimeUnit.SECONDS);
        });

        assertThat(got).isEqualTo("late");
    }

    @Test
    void join_onTheLoop_interrupted_waitsOn_andTheThreadStaysInterrupted() throws Exception {
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        CompletableFuture<Void> interrupter = asking.thenAcceptAsync(
                waiting -> {
                    waiting.interrupt();
                    reply(1, new Outcome.Success(VALUE));
                },
                threads);

        Boolean interrupted = onLoop(() -> {
            CompletableFuture<Payload> asked = ask();
            asking.complete(Thread.currentThread());
            assertThat(asked.join()).isEqualTo(VALUE);
            return Thread.interrupted();
        });

        assertThat(interrupted).isTrue();
        assertThat(interrupter.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test // ASK-08
    void join_onTheLoop_secondQuestionIsLate_fails() {
        main.early = frame -> List.of(early(0, 1));

        assertThatThrownBy(() -> onLoop(() -> ask().thenCompose(value -> {
                            main.early = frame -> List.of();
                            return ask(link, new Asked("the second question", 50));
                        })
                        .join()))
                .cause()
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageStartingWith("No answer to the second question within 50 ms");
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
                    .hasMessage(
                            "The main process is gone, or has ended this renderer's session; what was asked may have run");
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
                    ask(racing, new Asked("race", racing.requestTimeout().toMillis()));
            stubs.send(new Downstream.Reply(1, new Outcome.Success(VALUE)));

            racing.close();
            stubs.breakConnection();

            // Answered or failed, whoever was faster; but never left open.
            assertThat(asked.handle((value, thrown) -> true).get(10, TimeUnit.SECONDS))
                    .as("round %d", round)
                    .isTrue();
        }
    }

    @Test // ASK-05
    void ask_cancelled_tellsMainOnce_andTheReplyIsIgnored() throws Exception {
        CompletableFuture<Payload> asked = ask();
        CompletableFuture<Payload> timed = ask();
        assertThat(next(main.delivered)).isInstanceOf(Upstream.Invoke.class);
        assertThat(next(main.delivered)).isInstanceOf(Upstream.Invoke.class);
        assertThat(link.flush(Duration.ofSeconds(10))).isTrue();

        CompletableFuture<Payload> same = timed.orTimeout(1, TimeUnit.MILLISECONDS);
        assertThat(same).isSameAs(timed);
        assertThat(next(main.delivered)).isEqualTo(new Upstream.Cancel(2, false));
        asked.cancel(true);
        asked.cancel(true);
        assertThat(next(main.delivered)).isEqualTo(new Upstream.Cancel(1, false));
        main.send(
                new Downstream.Reply(1, new Outcome.Success(VALUE)),
                new Downstream.Reply(2, new Outcome.Success(VALUE)),
                new PageOrder.Unload());

        assertThat(next(received)).isEqualTo(new PageOrder.Unload());
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
        CompletableFuture<Payload> patient = ask(link, new Asked("long", 3_600_000));
        CompletableFuture<Payload> impatient = ask(link, new Asked("short", 5));

        assertThatThrownBy(() -> impatient.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageStartingWith("No answer to short within 5 ms");
        assertThat(patient).isNotDone();
    }

    @Test
    void ask_answerThatCannotBeConverted_failsTheFuture() {
        main.early = frame -> List.of(early(0, 1));
        CompletableFuture<String> asked = link.ask(request -> FRAME, new Question<>() {
            @Override
            public long deadlineMillis() {
                return 10_000;
            }

            @Override
            public String answer(Parcel value) {
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
        assertThat(link.call(REQUEST)).isEqualTo(Parcel.of(VALUE));
    }
}
