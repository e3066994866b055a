package dev.covalent.main.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.CancellationSource;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcMain;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class IpcRouterTest {
    private static final Cancellation UNCANCELLED = new CancellationSource(
            new ManualLoop(),
            () -> false,
            System.nanoTime() + Duration.ofHours(1).toNanos());

    private final List<Throwable> uncaught = new ArrayList<>();
    private final IpcRouter router = new IpcRouter(
            () -> {
                throw new UnsupportedOperationException();
            },
            Runnable::run,
            uncaught::add);
    private final IpcMain ipc = router.ipcMain();
    private final RendererSession session = FakeContents.session(3, new ManualLoop(), 1 << 20);
    private final List<Object> heard = new ArrayList<>();
    private final List<Outcome> told = new ArrayList<>();

    @Test
    void message_reachesEveryListenerInOrder_withTheSameArguments() {
        ipc.on("channel", (event, message) -> heard.add("first " + message.get(0)));
        ipc.once("channel", (event, message) -> heard.add("second " + message.get(1)));

        assertThat(message("channel", "a", "b")).isEqualTo(Delivery.DONE);
        assertThat(message("channel", "c")).isEqualTo(Delivery.DONE);

        assertThat(heard).containsExactly("first a", "second b", "first c");
    }

    @Test
    void message_noListener_isFalse() {
        ipc.handle("channel", (event, message) -> "a handler is no listener");

        assertThat(message("channel")).isEqualTo(Delivery.UNHEARD);
    }

    @Test
    void message_senderIsWhomTheConnectionBelongsTo() {
        session.processId(4711);
        ipc.on("channel", (event, message) -> heard.addAll(List.of(event.sender(), event.processId(), event.ports())));

        message("channel");

        assertThat(heard).containsExactly(session.contents(), 4711L, List.of());
    }

    @Test // IPC-35
    void message_listenerThrows_othersRunAndItIsReported() {
        IllegalStateException failure = new IllegalStateException("mine");
        ipc.on("channel", (event, message) -> {
            throw failure;
        });
        ipc.on("channel", (event, message) -> heard.add("other"));

        assertThat(message("channel")).isEqualTo(Delivery.DONE);

        assertThat(heard).containsExactly("other");
        assertThat(uncaught).containsExactly(failure);
    }

    @Test
    void message_malformedArguments_blameTheSenderAndNotTheListener() {
        ipc.on("channel", (event, message) -> message.get(0));
        Upstream.Message broken = new Upstream.Message("channel", Payload.of(new byte[] {1, 2, 3}), List.of());

        assertThatThrownBy(() -> router.message(session, broken, List.of())).isInstanceOf(MalformedDataException.class);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void reply_goesToTheSender_asAMessageOfMain() {
        ipc.on("channel", (event, message) -> event.reply("answer", message.get(0)));

        message("channel", "x");

        assertThat(FakeContents.fetch(session))
                .containsExactly(new Downstream.Message("answer", 0, arguments("x"), List.of()));
    }

    @Test
    void reply_senderGone_isDropped() {
        ipc.on("channel", (event, message) -> {
            session.end();
            event.reply("answer");
            heard.add("went on");
        });

        message("channel");

        assertThat(heard).containsExactly("went on");
        assertThat(uncaught).isEmpty();
    }

    @Test
    void on_emptyChannel_isRefused() {
        IpcMain.Listener listener = (event, message) -> {};

        assertThatThrownBy(() -> ipc.on("", listener)).hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> ipc.once("", listener)).hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> ipc.off("", listener)).hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> ipc.removeAllListeners("")).hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> ipc.handle("", (event, message) -> null))
                .hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> ipc.removeHandler("")).hasMessage("Missing required channel argument");
    }

    @Test // IPC-07, IPC-08
    void removeAllListeners_ofAChannelAndOfAll() {
        IpcMain.Listener listener = (event, message) -> heard.add("called");
        ipc.on("a", listener);
        ipc.on("b", listener);
        ipc.on("c", listener);
        ipc.off("c", listener);

        ipc.removeAllListeners("a");
        assertThat(ipc.eventNames()).containsExactly("b");
        assertThat(ipc.listenerCount("b")).isEqualTo(1);

        ipc.removeAllListeners();
        assertThat(ipc.eventNames()).isEmpty();
        assertThat(message("b")).isEqualTo(Delivery.UNHEARD);
    }

    @Test // SYN-01
    void sendSync_returnValue_isTheAnswer() {
        ipc.on("channel", (event, message) -> event.returnValue("pong " + message.get(0)));

        assertThat(valueOf(sendSync("channel", "x"))).isEqualTo("pong x");
    }

    @Test // SYN-02
    void sendSync_returnValue_answersBeforeTheListenerReturns() {
        List<Outcome> whileRunning = new ArrayList<>();
        ipc.on("channel", (event, message) -> {
            event.returnValue(1);
            event.returnValue(2);
            whileRunning.addAll(told);
        });

        CompletableFuture<Outcome> answer = sendSync("channel");

        assertThat(valueOf(answer)).isEqualTo(1);
        assertThat(whileRunning).containsExactly(answer.join()).isEqualTo(told);
    }

    @Test // SYN-03
    void sendSync_twoListenersAnswer_theFirstCounts() {
        ipc.on("channel", (event, message) -> event.returnValue("first"));
        ipc.on("channel", (event, message) -> event.returnValue("second"));

        assertThat(valueOf(sendSync("channel"))).isEqualTo("first");
        assertThat(uncaught).isEmpty();
    }

    @Test // SYN-04
    void sendSync_deferred_isAnsweredLater() {
        List<IpcMainEvent> events = new ArrayList<>();
        ipc.on("channel", (event, message) -> {
            event.defer();
            events.add(event);
        });

        CompletableFuture<Outcome> answer = sendSync("channel");
        assertThat(answer).isNotDone();
        events.get(0).returnValue(null);

        assertThat(valueOf(answer)).isNull();
    }

    @Test // SYN-05
    void sendSync_nobodyAnswers_replyWasNeverSent() {
        ipc.on("channel", (event, message) -> heard.add("silent"));

        assertFailure(
                sendSync("channel"),
                FailureKind.NO_REPLY,
                "Error invoking remote method 'channel': reply was never sent: its listeners returned without"
                        + " event.returnValue(\u2026); call event.defer() to answer later");
    }

    @Test // SYN-06, SYN-16
    void sendSync_noListener_failsAtOnce() {
        ipc.handle("channel", (event, message) -> "a handler does not answer it");

        assertFailure(
                sendSync("channel"),
                FailureKind.NO_HANDLER,
                "Error invoking remote method 'channel': Error: No handler registered for 'channel'");
    }

    @Test // SYN-14
    void sendSync_listenerThrows_failsWithItsError() {
        ipc.on("channel", (event, message) -> {
            throw new IllegalStateException("mine");
        });

        Outcome.Failure failure = assertFailure(
                sendSync("channel"),
                FailureKind.HANDLER,
                "Error invoking remote method 'channel': java.lang.IllegalStateException: mine");

        assertThat(StructuredClone.decodeError(failure.error()).type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(uncaught).hasSize(1);
    }

    @Test // SYN-15
    void sendSync_unclonableReturnValue_throwsInTheListenerAndFailsTheCaller() {
        ipc.on("channel", (event, message) -> {
            try {
                event.returnValue(new Thread());
            } catch (UncloneableValueException thrown) {
                heard.add(thrown.path());
            }
        });

        assertFailure(
                sendSync("channel"),
                FailureKind.HANDLER,
                "Error invoking remote method 'channel': dev.covalent.common.UncloneableValueException: An object could"
                        + " not be cloned: returnValue (java.lang.Thread)");
        assertThat(heard).containsExactly("returnValue");
    }

    @Test // SYN-15: nobody but the event is there to tell the sender, who waits
    void sendSync_deferredAnswerIsUncloneable_failsTheCaller() {
        List<IpcMainEvent> events = new ArrayList<>();
        ipc.on("channel", (event, message) -> {
            event.defer();
            events.add(event);
        });
        CompletableFuture<Outcome> answer = sendSync("channel");

        assertThatThrownBy(() -> events.get(0).returnValue(new Thread())).isInstanceOf(UncloneableValueException.class);

        assertThat(failureOf(answer).message()).startsWith("Error invoking remote method 'channel': ");
    }

    @Test // SYN-08
    void sendSync_answeredAfterTheSenderIsGone_doesNotThrow() {
        ipc.on("channel", (event, message) -> {
            session.end();
            event.returnValue("nobody hears it");
        });

        assertThat(valueOf(sendSync("channel"))).isEqualTo("nobody hears it");
        assertThat(uncaught).isEmpty();
    }

    @Test // INV-01
    void invoke_value_isTheResult() {
        ipc.handle("add", (event, message) -> message.get(0, int.class) + message.get(1, int.class));

        assertThat(valueOf(invoke("add", 1, 2))).isEqualTo(3);
    }

    @Test // INV-02
    void invoke_stage_isAwaited() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        ipc.handle("channel", (event, message) -> stage);

        CompletableFuture<Outcome> answer = invoke("channel");
        assertThat(answer).isNotDone();
        stage.complete("later");

        assertThat(valueOf(answer)).isEqualTo("later");
    }

    @Test // INV-24
    void invoke_null_isDeliveredAsIs() {
        ipc.handle("channel", (event, message) -> null);

        assertThat(valueOf(invoke("channel"))).isNull();
    }

    @Test // INV-03
    void handle_second_isRefused() {
        ipc.handle("channel", (event, message) -> 1);

        assertThatThrownBy(() -> ipc.handleOnce("channel", (event, message) -> 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Attempted to register a second handler for 'channel'");
        assertThat(valueOf(invoke("channel"))).isEqualTo(1);
    }

    @Test // INV-05, INV-15
    void invoke_noHandler_failsNamingTheChannel() {
        ipc.on("ping", (event, message) -> heard.add("a listener does not handle it"));

        assertFailure(
                invoke("ping"),
                FailureKind.NO_HANDLER,
                "Error invoking remote method 'ping': Error: No handler registered for 'ping'");
        assertThat(heard).isEmpty();
    }

    @Test // INV-06
    void removeHandler_thenThereIsNone() {
        ipc.handle("channel", (event, message) -> 1);

        ipc.removeHandler("channel");
        ipc.removeHandler("channel");

        assertThat(failureOf(invoke("channel")).kind()).isEqualTo(FailureKind.NO_HANDLER);
    }

    @Test
    void subscription_closed_removesItsOwnHandlerOnly() {
        Subscription first = ipc.handle("channel", (event, message) -> 1);
        first.close();
        ipc.handle("channel", (event, message) -> 2);

        first.close();

        assertThat(valueOf(invoke("channel"))).isEqualTo(2);
    }

    @Test // INV-07
    void handleOnce_invokedAgainWhileItRuns_hasNoHandler() {
        List<Outcome> inner = new ArrayList<>();
        ipc.handleOnce("channel", (event, message) -> {
            inner.add(invoke("channel").join());
            return "outer";
        });

        assertThat(valueOf(invoke("channel"))).isEqualTo("outer");
        assertThat(((Outcome.Failure) inner.get(0)).kind()).isEqualTo(FailureKind.NO_HANDLER);
        assertThat(failureOf(invoke("channel")).kind()).isEqualTo(FailureKind.NO_HANDLER);
    }

    @Test // INV-08, INV-10
    void invoke_handlerThrows_failsWithItsText() {
        ipc.handle("channel", (event, message) -> {
            throw new java.io.IOException("no disk");
        });

        Outcome.Failure failure = assertFailure(
                invoke("channel"),
                FailureKind.HANDLER,
                "Error invoking remote method 'channel': java.io.IOException: no disk");

        assertThat(StructuredClone.decodeError(failure.error()).message()).isEqualTo("no disk");
    }

    @Test
    void invoke_handlerThrowsAnError_failsWithItsText() {
        ipc.handle("channel", (event, message) -> {
            throw new AssertionError("worse");
        });

        assertFailure(
                invoke("channel"),
                FailureKind.HANDLER,
                "Error invoking remote method 'channel': java.lang.AssertionError: worse");
    }

    @Test // INV-09
    void invoke_stageFails_failsWithTheCause() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        ipc.handle("channel", (event, message) -> stage.thenApply(value -> value));

        CompletableFuture<Outcome> answer = invoke("channel");
        stage.completeExceptionally(new CompletionException(new IllegalStateException("mine")));

        assertFailure(
                answer,
                FailureKind.HANDLER,
                "Error invoking remote method 'channel': java.lang.IllegalStateException: mine");
    }

    @Test // INV-13
    void invoke_exceptionThatCannotBePrinted_isAnAnswerAllTheSame() {
        ipc.handle("thrown", (event, message) -> {
            throw new Unprintable();
        });
        ipc.handle("staged", (event, message) -> CompletableFuture.failedFuture(new Unprintable()));

        String name = Unprintable.class.getName();
        assertFailure(invoke("thrown"), FailureKind.HANDLER, "Error invoking remote method 'thrown': " + name);
        assertFailure(invoke("staged"), FailureKind.HANDLER, "Error invoking remote method 'staged': " + name);
    }

    @Test // INV-17
    void invoke_unclonableResult_failsNamingThePath() {
        ipc.handle("channel", (event, message) -> List.of("fine", new Thread()));
        ipc.handle("staged", (event, message) -> CompletableFuture.completedFuture(new Thread()));

        assertFailure(
                invoke("channel"),
                FailureKind.HANDLER,
                "Error invoking remote method 'channel': " + UncloneableValueException.class.getName()
                        + ": An object could not be cloned: result[1] (java.lang.Thread)");
        assertFailure(
                invoke("staged"),
                FailureKind.HANDLER,
                "Error invoking remote method 'staged': " + UncloneableValueException.class.getName()
                        + ": An object could not be cloned: result (java.lang.Thread)");
    }

    @Test
    void invoke_malformedArguments_blameTheSenderAndNotTheHandler() {
        ipc.handle("channel", (event, message) -> message.get(0));

        assertThatThrownBy(() -> router.invoke(
                        session,
                        new Upstream.Invoke(1, "channel", 10_000, Payload.of(new byte[] {1, 2, 3})),
                        UNCANCELLED))
                .isInstanceOf(MalformedDataException.class);
    }

    private Delivery message(String channel, @Nullable Object... args) {
        return router.message(session, new Upstream.Message(channel, arguments(args), List.of()), List.of());
    }

    private CompletableFuture<Outcome> sendSync(String channel, @Nullable Object... args) {
        return router.sendSync(session, new Request.SendSync(channel, 10_000, arguments(args)), told::add);
    }

    private CompletableFuture<Outcome> invoke(String channel, @Nullable Object... args) {
        return router.invoke(session, new Upstream.Invoke(1, channel, 10_000, arguments(args)), UNCANCELLED)
                .toCompletableFuture();
    }

    private static Payload arguments(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    private static @Nullable Object valueOf(CompletableFuture<Outcome> answer) {
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(Outcome.Success.class);
        return StructuredClone.decode(((Outcome.Success) answer.join()).value());
    }

    private static Outcome.Failure failureOf(CompletableFuture<Outcome> answer) {
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(Outcome.Failure.class);
        return (Outcome.Failure) answer.join();
    }

    private static Outcome.Failure assertFailure(CompletableFuture<Outcome> answer, FailureKind kind, String message) {
        Outcome.Failure failure = failureOf(answer);
        assertThat(failure.message()).isEqualTo(message);
        assertThat(failure.kind()).isEqualTo(kind);
        return failure;
    }

    /** An exception whose message, and so its text form, throws. */
    private static final class Unprintable extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }
}
