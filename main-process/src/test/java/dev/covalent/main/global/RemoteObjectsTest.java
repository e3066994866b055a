package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.SharedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What main does with the requests and answers of renderers, frame by frame. */
final class RemoteObjectsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ON_QUESTION = "onQuestion(Ljava/util/function/Function;)V#72a34fdc381b2488";

    private final ManualLoop loop = new ManualLoop();
    private final ScheduledExecutorService timer = Threads.scheduler("objects-test");
    private final RemoteObjects objects = new RemoteObjects(loop, timer, Duration.ofMinutes(1), thrown -> {});
    private final RecordingPeer peer = new RecordingPeer();
    private final Listeners listeners = new Listeners();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void oneWayCallback_isOneFrameThatWantsNoAnswer() {
        IntConsumer listener = passNumber(5);

        listener.accept(42);

        assertThat(peer.posted)
                .containsExactly(new Downstream.CallbackCall(5, 0, "accept(I)V", Parcel.of(arguments(42))));
    }

    @Test
    void stageCallback_isCompletedByItsReplyOnce() {
        Function<String, CompletionStage<Integer>> question = passQuestion(5);

        CompletableFuture<Integer> answer = question.apply("?").toCompletableFuture();
        long call = ((Downstream.CallbackCall) peer.posted.get(0)).call();
        objects.callbackReply(peer, new Upstream.CallbackReply(call, success(42)));
        objects.callbackReply(peer, new Upstream.CallbackReply(call, success(43)));

        assertThat(call).isPositive();
        assertThat(answer).isCompletedWithValue(42);
    }

    @Test
    void callbackReply_toACallThatMainNeverMade_breaksTheProtocol() {
        RecordingPeer stranger = new RecordingPeer();
        var unused = passQuestion(5).apply("?");

        for (long call : new long[] {0, 2}) {
            assertThatThrownBy(() -> objects.callbackReply(peer, new Upstream.CallbackReply(call, success(42))))
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessage("An answer to call " + call + " of a callback, which main never made");
        }
        assertThatThrownBy(() -> objects.callbackReply(stranger, new Upstream.CallbackReply(1, success(42))))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void stageCallback_replyOfAnotherShape_failsTheFuture() {
        CompletableFuture<Integer> answer = passQuestion(5).apply("?").toCompletableFuture();

        objects.callbackReply(peer, new Upstream.CallbackReply(1, success("text")));

        assertThat(answer)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withMessageContaining("The result of java.util.function.Function.apply(java.lang.Object)");
    }

    @Test
    void stageCallback_cancelledByMain_ignoresTheReply() {
        CompletableFuture<Integer> answer = passQuestion(5).apply("?").toCompletableFuture();

        answer.cancel(true);
        objects.callbackReply(peer, new Upstream.CallbackReply(1, success(42)));

        assertThat(answer).isCancelled();
    }

    @Test
    void stageCallback_notAnswered_failsAfterTheLimitThatMainGave() {
        SerialLoop running = new SerialLoop("objects-test-loop", thrown -> {});
        RemoteObjects impatient = new RemoteObjects(running, timer, Duration.ofMillis(5), thrown -> {});
        pass(impatient, ON_QUESTION, 5);

        assertThat(listeners.questions.get(0).apply("?").toCompletableFuture())
                .failsWithin(LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IpcTimeoutException.class)
                .withMessage(
                        "The renderer of contents 3 (pid 4711) did not answer the callback apply within 5 ms; it may"
                                + " still run. Is its page blocked? Else answer sooner, or raise"
                                + " MainProcess.builder().requestTimeout");
        running.close();
    }

    @Test
    void stageCallback_peerGone_failsWhatIsOpenAndWhatComesAfter() { // REM-51
        Function<String, CompletionStage<Integer>> question = passQuestion(5);
        CompletableFuture<Integer> open = question.apply("?").toCompletableFuture();

        peer.die();
        objects.callbackReply(peer, new Upstream.CallbackReply(1, success(42)));

        assertThat(open).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(PeerGoneException.class);
        assertThat(question.apply("?").toCompletableFuture())
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(PeerGoneException.class);
    }

    @Test
    void callback_queueFull_tellsTheCaller() {
        IntConsumer listener = passNumber(5);
        Function<String, CompletionStage<Integer>> question = passQuestion(6);
        peer.full = true;

        assertThatThrownBy(() -> listener.accept(1)).isInstanceOf(QueueFullException.class);
        assertThat(question.apply("?").toCompletableFuture())
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(QueueFullException.class);
    }

    @Test
    void peer_withManyCalls_isWatchedOnce() {
        passNumber(5);
        passNumber(6);

        assertThat(peer.releases).hasSize(1);
    }

    @Test
    void share_badNames_areRefused() {
        assertThatThrownBy(() -> objects.registry().share("", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of a shared object is empty: give it at least one character");
        assertThatThrownBy(() -> objects.registry().share("x".repeat(1025), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1024 characters, this one has 1025");
        assertThatThrownBy(() -> objects.registry().share("bag", Map.of("", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of a property is empty: give it at least one character");
    }

    @Test
    void set_morePropertiesThanABagMayHave_isRefused() {
        SharedObject bag = objects.registry().share("bag", Map.of());
        for (int i = 0; i < SharedBag.MAX_PROPERTIES; i++) {
            bag.set("p" + i, i);
        }

        assertThatThrownBy(() -> bag.set("one more", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The shared object 'bag' has 65536 properties and may have 65536: delete some, or keep"
                        + " a map in one property");
        bag.set("p0", "replaced");
        assertThat(bag.get("p0")).isEqualTo("replaced");
    }

    @Test
    void call_requestForSomethingElse_isTheDispatchersMistake() {
        assertThatThrownBy(() -> objects.call(peer, new RemoteRequest.WindowList()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private IntConsumer passNumber(long number) {
        pass(objects, "onNumber(Ljava/util/function/IntConsumer;)V", number);
        return listeners.numbers.get(listeners.numbers.size() - 1);
    }

    private Function<String, CompletionStage<Integer>> passQuestion(long number) {
        pass(objects, ON_QUESTION, number);
        return listeners.questions.get(listeners.questions.size() - 1);
    }

    private void pass(RemoteObjects main, String method, long callback) {
        main.registry().share("registry", Registry.class, listeners);
        Outcome.Success found = (Outcome.Success) main.call(peer, new RemoteRequest.GlobalFind("registry"))
                .toCompletableFuture()
                .join();
        ObjectReference reference = ObjectReference.to(callback, "app.Page.load(Page.java:7)");
        RemoteRequest call = new RemoteRequest.ObjectCall(
                found.parcel().references().get(0).number(),
                "registry",
                method,
                new Parcel(arguments(0), List.of(reference)));
        assertThat(main.call(peer, call).toCompletableFuture().join()).isInstanceOf(Outcome.Success.class);
    }

    private static Payload arguments(Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    private static Outcome success(Object value) {
        return new Outcome.Success(StructuredClone.encode(value, "result"));
    }

    interface Registry {
        void onNumber(IntConsumer listener);

        void onQuestion(Function<String, CompletionStage<Integer>> question);
    }

    private static final class Listeners implements Registry {
        private final List<IntConsumer> numbers = new ArrayList<>();
        private final List<Function<String, CompletionStage<Integer>>> questions = new ArrayList<>();

        @Override
        public void onNumber(IntConsumer listener) {
            numbers.add(listener);
        }

        @Override
        public void onQuestion(Function<String, CompletionStage<Integer>> question) {
            questions.add(question);
        }
    }
}
