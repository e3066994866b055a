package dev.covalent.renderer.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.Channel;
import dev.covalent.common.ChannelMismatchException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Caller;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.observe.Span;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import dev.covalent.renderer.port.PortTable;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class PageIpcTest {
    private static final int BOUND = 10_000;

    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private final RecordingLink link = new RecordingLink();
    private final PortTable ports = new PortTable(link, uncaught::add, QueueLimits.ofBound(1 << 20));
    private final ScheduledExecutorService timer = Threads.scheduler("page-ipc-test");
    private final PageIpc ipc = new PageIpc(
            link, ports, new OpenInvocations(link.loop, timer, Caller.MAIN, BOUND, () -> false), uncaught::add);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void deliver_reachesEveryListenerInOrder() {
        ipc.on("channel", (event, message) -> heard.add("first " + message.get(0)));
        ipc.once("channel", (event, message) -> heard.add("once " + event.senderId()));

        deliver("channel", 5, "a");
        deliver("channel", 0, "b");

        assertThat(heard).containsExactly("first a", "once 5", "first b");
    }

    @Test // ASK-11: whichever typed form sent it
    void deliver_typedChannel_anotherShape_isReportedWithBoth() {
        ipc.on(Channel.of("count", Integer.class), (event, count) -> heard.add(count));

        deliver("count", 0, 1);
        deliver("count", 0, Map.of("count", "one"));
        deliver("count", 0, 1, 2);

        assertThat(heard).containsExactly(1);
        assertThat(uncaught)
                .hasOnlyElementsOfType(ChannelMismatchException.class)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("Channel 'count' expects java.lang.Integer, but found {count: String}"),
                        text -> assertThat(text)
                                .isEqualTo("Channel 'count' expects one java.lang.Integer, but found 2 arguments"));
    }

    @Test // ASK-11
    void postMessage_typedChannel_isThatOfTheUntypedForm() {
        Channel<@Nullable Object[]> channel = new Channel<>("channel", Object[].class);

        ipc.postMessage(channel, new Object[] {1, 2}, List.of());
        ipc.postMessage("channel", new Object[] {1, 2}, List.of());

        assertThat(link.posted).hasSize(2);
        assertThat(link.posted.get(0)).isEqualTo(link.posted.get(1));
    }

    @Test // IPC-35
    void deliver_listenerThrows_othersRunAndItIsReported() {
        AssertionError failure = new AssertionError("mine");
        ipc.on("channel", (event, message) -> {
            throw failure;
        });
        ipc.on("channel", (event, message) -> heard.add("other"));

        deliver("channel", 0);

        assertThat(heard).containsExactly("other");
        assertThat(uncaught).containsExactly(failure);
    }

    @Test
    void deliver_noListener_closesThePortsThatCameAlong() {
        List<MessagePort> arrived = ports.adopt(List.of(2L));

        ipc.deliver(new Downstream.Message("nobody", 0, arguments(), List.of(2L)), arrived);

        assertThat(link.posted).containsExactly(new Upstream.PortClose(2));
    }

    @Test
    void deliver_portsOfAMessage_areTheEvents() {
        List<MessagePort> arrived = ports.adopt(List.of(2L));
        ipc.on("channel", (event, message) -> heard.addAll(event.ports()));

        ipc.deliver(new Downstream.Message("channel", 0, arguments(), List.of(2L)), arrived);

        assertThat(heard).containsExactlyElementsOf(arrived);
    }

    @Test
    void send_isQueuedAsClone() {
        List<String> list = new ArrayList<>(List.of("a"));

        ipc.send("channel", list, null);
        list.add("later");

        assertThat(link.posted)
                .containsExactly(new Upstream.Message("channel", arguments(List.of("a"), null), List.of()));
    }

    @Test
    void send_uncloneable_nothingIsSent() {
        assertThatThrownBy(() -> ipc.send("channel", "fine", new Thread()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1] (java.lang.Thread)");
        assertThat(link.posted).isEmpty();
    }

    @Test
    void sendTo_namesTheContents() {
        ipc.sendTo(7, "ping", "x");

        assertThat(link.posted).containsExactly(new Upstream.SendTo(7, "ping", arguments("x")));
    }

    @Test
    void sendSync_isTheAnswer() {
        link.answer = "pong";

        assertThat(ipc.sendSync("channel", "x").get(String.class)).isEqualTo("pong");
        assertThat(link.requests).containsExactly(new Request.SendSync("channel", 7_000, arguments("x")));
    }

    @Test
    void invoke_asksAndConvertsTheAnswer() {
        CompletableFuture<Value> sum = ipc.invoke("add", 1, 2);

        assertThat(link.posted).containsExactly(new Upstream.Invoke(1, "add", 7_000, arguments(1, 2)));
        assertThat(link.questions).extracting(Question::toString).containsExactly("invoke of 'add'");
        link.asked.complete(StructuredClone.encode(3, "result"));
        assertThat(sum.join().get(int.class)).isEqualTo(3);
    }

    @Test
    void invoke_questionIsKept_keepsNothingOfItsArguments() throws InterruptedException {
        ReferenceQueue<Payload> collected = new ReferenceQueue<>();
        Reference<Payload> arguments = invokeAndForgetTheFrame(collected);

        for (int round = 0; round < 100 && !arguments.refersTo(null); round++) {
            System.gc();
            var unused = collected.remove(100);
        }

        assertThat(arguments.refersTo(null)).isTrue();
        assertThat(link.questions).hasSize(1);
    }

    private Reference<Payload> invokeAndForgetTheFrame(ReferenceQueue<Payload> collected) {
        var unused = ipc.invoke("add", 1, 2);
        Upstream.Invoke frame = (Upstream.Invoke) link.posted.remove(0);
        return new WeakReference<>(frame.arguments(), collected);
    }

    @Test // INV-16
    void invoke_uncloneable_failsTheFuture() {
        CompletableFuture<Value> failed = ipc.invoke("add", new Thread());

        assertThatThrownBy(failed::join)
                .cause()
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0] (java.lang.Thread)");
        assertThat(link.posted).isEmpty();
    }

    @Test
    void postMessage_takesThePortsAlong() {
        MessageChannel channel = ipc.newMessageChannel();

        ipc.postMessage("channel", "x", List.of(channel.port1()));

        assertThat(link.posted).singleElement().isInstanceOfSatisfying(Upstream.Message.class, message -> {
            assertThat(message.arguments()).isEqualTo(arguments("x"));
            assertThat(message.ports()).extracting(PortTransfer::consumed).containsExactly(0L);
        });
        assertThat(channel.port1().postMessage("from a dead port")).isFalse();
    }

    @Test // PRT-15, PRT-16
    @SuppressWarnings("NullAway") // the misuse is the test
    void postMessage_invalidTransfer_isRefused_andNothingIsSent() {
        assertThatThrownBy(() -> ipc.postMessage("channel", "x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ipc.postMessage("channel", "x", Collections.singletonList(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is not a valid port");
        assertThat(link.posted).isEmpty();
    }

    @Test // ASK-03
    void drained_everyListenerIsTold_alsoAfterOneThatThrows() {
        List<Integer> told = new ArrayList<>();
        ipc.onDrain(receiver -> {
            throw new IllegalStateException("mine");
        });
        ipc.onDrain(told::add);
        ipc.onDrain(told::add).close();

        ipc.drained(0);
        ipc.drained(7);

        assertThat(told).containsExactly(0, 7);
        assertThat(uncaught).hasSize(2);
    }

    @Test // ASK-03
    @SuppressWarnings("NullAway") // the misuse is the test
    void bufferedAmount_ofNoContents_isRefused() {
        assertThat(ipc.bufferedAmount(0)).isEqualTo(ipc.bufferedAmount());
        assertThatThrownBy(() -> ipc.bufferedAmount(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ipc.onDrain(null)).isInstanceOf(NullPointerException.class);
    }

    @Test // IPC-07, IPC-08
    void removeAllListeners_ofAChannelAndOfAll() {
        IpcRenderer.Listener listener = (event, message) -> heard.add("called");
        ipc.on("a", listener);
        ipc.on("b", listener);
        ipc.on("c", listener);
        ipc.off("c", listener);

        ipc.removeAllListeners("a");
        assertThat(ipc.eventNames()).containsExactly("b");
        assertThat(ipc.listenerCount("b")).isEqualTo(1);

        ipc.removeAllListeners();
        assertThat(ipc.eventNames()).isEmpty();
    }

    @Test
    void everyMethod_emptyChannel_isRefused() {
        IpcRenderer.Listener listener = (event, message) -> {};
        List<Runnable> uses = List.of(
                () -> ipc.on("", listener),
                () -> ipc.once("", listener),
                () -> ipc.off("", listener),
                () -> ipc.removeAllListeners(""),
                () -> ipc.listenerCount(""),
                () -> ipc.send(""),
                () -> ipc.sendSync(""),
                () -> ipc.invoke("").join(),
                () -> ipc.withDeadline(Duration.ofSeconds(1)).sendSync(""),
                () -> ipc.withDeadline(Duration.ofSeconds(1)).invoke("").join(),
                () -> ipc.handle("", (event, message) -> 1),
                () -> ipc.handleOnce("", (event, message) -> 1),
                () -> ipc.removeHandler(""),
                () -> ipc.sendTo(1, ""),
                () -> ipc.postMessage("", "x", List.of()));

        for (int i = 0; i < uses.size(); i++) {
            assertThatThrownBy(uses.get(i)::run).as("use %d", i).hasMessage("Missing required channel argument");
        }
        assertThat(link.posted).isEmpty();
    }

    @Test
    void withDeadline_travelsWithTheRequest_andNothingIsLongEnoughToRefuse() {
        ipc.withDeadline(Duration.ofMillis(5)).sendSync("channel");
        var unused = ipc.withDeadline(Duration.ofDays(1)).invoke("add", 1);

        assertThat(link.requests).containsExactly(new Request.SendSync("channel", 5, arguments()));
        assertThat(link.posted).containsExactly(new Upstream.Invoke(1, "add", 86_400_000, arguments(1)));
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void withDeadline_nullOrNotLongerThanNothing_isRefused() {
        for (Duration wrong : Arrays.asList(null, Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> ipc.withDeadline(wrong))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test // ASK-04
    void serve_handlerReturns_isTheReply() {
        ipc.handle("add", (event, message) -> {
            heard.addAll(List.of(
                    event.senderId(),
                    event.sender() == ipc,
                    event.cancellation().isCancelled()));
            return message.get(0, int.class) + message.get(1, int.class);
        });

        serve(7, "add", 1, 2);

        assertThat(link.posted).containsExactly(reply(7, 3));
        assertThat(heard).containsExactly(0, true, false);
    }

    @Test
    void serve_stage_isAwaited() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        ipc.handle("later", (event, message) -> later);

        serve(7, "later");
        assertThat(link.posted).isEmpty();
        later.complete("now");

        assertThat(link.posted).containsExactly(reply(7, "now"));
    }

    @Test
    void serve_nobodyHandles_handlerThrows_resultUncloneable_saySoInElectronsWords() {
        ipc.handle("throws", (event, message) -> {
            throw new IllegalStateException("mine");
        });
        ipc.handle("thread", (event, message) -> new Thread());

        serve(1, "nobody");
        serve(2, "throws");
        serve(3, "thread");

        assertThat(link.posted)
                .extracting(frame -> ((Outcome.Failure) ((Upstream.InvokeReply) frame).outcome()).message())
                .containsExactly(
                        "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
                        "Error invoking remote method 'throws': java.lang.IllegalStateException: mine",
                        "Error invoking remote method 'thread': dev.covalent.common.UncloneableValueException: An object"
                                + " could not be cloned: result (java.lang.Thread)");
    }

    @Test // main waits for nothing else than the answer
    void serve_noRoomForTheAnswer_failsSayingSo() {
        ipc.handle("one", (event, message) -> 1);
        link.refused =
                frame -> frame instanceof Upstream.InvokeReply reply && reply.outcome() instanceof Outcome.Success;

        serve(1, "one");

        assertThat(link.posted)
                .extracting(frame -> ((Outcome.Failure) ((Upstream.InvokeReply) frame).outcome()).message())
                .containsExactly("Error invoking remote method 'one': dev.covalent.common.QueueFullException: full");
    }

    @Test // ASK-05
    void serve_mainHasAsMuchOpenAsItMay_isBusy() {
        ipc.handle("never", (event, message) -> new CompletableFuture<>());

        serve(1, "never", new byte[BOUND]);
        serve(2, "never");

        assertThat(link.posted)
                .singleElement()
                .extracting(frame -> ((Outcome.Failure) ((Upstream.InvokeReply) frame).outcome()).kind())
                .isEqualTo(FailureKind.BUSY);
    }

    @Test
    void handle_rulesAreThoseOfMain() {
        ipc.handle("one", (event, message) -> 1);
        assertThatThrownBy(() -> ipc.handle("one", (event, message) -> 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Attempted to register a second handler for 'one'");
        ipc.removeHandler("one");
        ipc.removeHandler("one");
        ipc.handleOnce("one", (event, message) -> 3).close();
        ipc.handleOnce("one", (event, message) -> 4);

        serve(1, "one");
        serve(2, "one");

        assertThat(link.posted).hasSize(2).startsWith(reply(1, 4));
    }

    @Test // ASK-05
    void cancel_raisesTheHandlersCancellation_andNothingIsAnswered() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        ipc.handle("later", (event, message) -> {
            var unused = event.cancellation()
                    .onCancelled(() -> heard.add(event.cancellation().reason().orElseThrow()));
            return later;
        });
        serve(7, "later");

        ipc.cancel(new Downstream.Cancel(7, false));
        ipc.cancel(new Downstream.Cancel(99, false));
        link.loop.runAll();
        later.complete("too late");

        assertThat(heard).containsExactly(Cancellation.Reason.CANCELLED);
        assertThat(link.posted).isEmpty();
    }

    @Test
    void mainGone_raisesTheHandlersCancellation() {
        ipc.handle("never", (event, message) -> {
            var unused = event.cancellation()
                    .onCancelled(() -> heard.add(event.cancellation().reason().orElseThrow()));
            return new CompletableFuture<>();
        });
        serve(7, "never");

        ipc.mainGone();
        link.loop.runAll();

        assertThat(heard).containsExactly(Cancellation.Reason.PEER_GONE);
    }

    private void serve(long call, String channel, @Nullable Object... args) {
        ipc.serve(new Downstream.Invoke(call, channel, 60_000, arguments(args)), System.nanoTime(), Span.OFF);
    }

    private static Upstream reply(long call, Object value) {
        return new Upstream.InvokeReply(call, new Outcome.Success(StructuredClone.encode(value, "result")));
    }

    private void deliver(String channel, int senderId, @Nullable Object... args) {
        ipc.deliver(new Downstream.Message(channel, senderId, arguments(args), List.of()), List.of());
    }

    private static Payload arguments(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    /** A link that keeps what is sent. */
    private static final class RecordingLink implements MainLink {
        private final ManualLoop loop = new ManualLoop();
        private final List<Upstream> posted = new ArrayList<>();
        private final List<Request> requests = new ArrayList<>();
        private final List<Question<?>> questions = new ArrayList<>();
        private final CompletableFuture<Payload> asked = new CompletableFuture<>();
        private Object answer = "";
        private Predicate<Upstream> refused = frame -> false;

        @Override
        public boolean post(Upstream frame) {
            if (refused.test(frame)) {
                throw new QueueFullException("full");
            }
            posted.add(frame);
            return true;
        }

        @Override
        public boolean relay(int webContentsId, String channel, Payload arguments, Upstream frame) {
            return post(frame);
        }

        @Override
        public long bufferedAmount(int receiver) {
            return 0;
        }

        @Override
        public void whenLeaving(Runnable action) {
            action.run();
        }

        @Override
        public Parcel call(Request request) {
            requests.add(request);
            return Parcel.of(StructuredClone.encode(answer, "answer"));
        }

        @Override
        public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
            questions.add(question);
            posted.add(frame.apply(1));
            return asked.thenApply(value -> question.answer(Parcel.of(value)));
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(7);
        }

        @Override
        public EventLoop loop() {
            return loop;
        }
    }
}
