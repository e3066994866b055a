package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** REM-30 to REM-35, as the renderer sees them. */
final class CallbacksTest {
    private static final String ACCEPT = "accept(I)V";
    private static final String APPLY = "apply(Ljava/lang/Object;)Ljava/lang/Object;#1a25061767ad92eb";

    private final ScriptedLink link = new ScriptedLink();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final RemoteAccess access = new RemoteAccess(link, uncaught::add);
    private final Registry registry = registry();

    @Test
    void argument_callback_crossesAsItsNumber_sameLambdaSameNumber() { // REM-35
        IntConsumer listener = number -> {};

        registry.onNumber(listener);
        registry.onNumber(number -> {});
        registry.onNumber(listener);

        assertThat(sentNumbers()).containsExactly(1L, 2L, 1L);
    }

    @Test
    void call_runsInALaterTurn() {
        List<Integer> seen = new ArrayList<>();
        registry.onNumber(seen::add);

        access.received(new Downstream.CallbackCall(1, 0, ACCEPT, Parcel.of(arguments(5))));
        assertThat(seen).isEmpty();
        link.loop.runQueued();

        assertThat(seen).containsExactly(5);
        assertThat(link.posted).isEmpty();
    }

    @Test
    void call_wantsAnAnswer_repliesWhenTheStageIsComplete() { // REM-31
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        registry.onQuestion(text -> answer);

        access.received(new Downstream.CallbackCall(1, 17, APPLY, Parcel.of(arguments("six by seven"))));
        link.loop.runQueued();
        assertThat(link.posted).isEmpty();
        answer.complete(42);

        assertThat(link.posted)
                .containsExactly(
                        new Upstream.CallbackReply(17, new Outcome.Success(StructuredClone.encode(42, "result"))));
    }

    @Test
    void call_throws_isReportedAndAnswered() { // REM-32
        registry.onQuestion(text -> {
            throw new IllegalStateException("no idea");
        });

        access.received(new Downstream.CallbackCall(1, 17, APPLY, Parcel.of(arguments("?"))));
        link.loop.runQueued();

        assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(failure()).isEqualTo(FailureKind.REMOTE_CALL);
    }

    @Test // WIN-28: this ends the renderer, wherever memory has run out
    void call_memoryRunsOutInItsStage_isReportedBeforeItIsAnswered() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        registry.onQuestion(text -> answer.thenApply(Math::abs));
        access.received(new Downstream.CallbackCall(1, 17, APPLY, Parcel.of(arguments("?"))));
        link.loop.runQueued();

        answer.completeExceptionally(new OutOfMemoryError("as the test wants"));

        assertThat(uncaught).singleElement().isInstanceOf(OutOfMemoryError.class);
        assertThat(failure()).isEqualTo(FailureKind.REMOTE_CALL);
    }

    @Test // main waits for nothing else than the answer
    void call_noRoomForTheAnswer_failsSayingSo() {
        registry.onQuestion(text -> CompletableFuture.completedFuture(42));
        link.refused =
                frame -> frame instanceof Upstream.CallbackReply reply && reply.outcome() instanceof Outcome.Success;

        access.received(new Downstream.CallbackCall(1, 17, APPLY, Parcel.of(arguments("?"))));
        link.loop.runQueued();

        assertThat(failure()).isEqualTo(FailureKind.REMOTE_CALL);
        Outcome.Failure failure = (Outcome.Failure) ((Upstream.CallbackReply) link.posted.get(0)).outcome();
        assertThat(failure.message())
                .isEqualTo("Could not call remote function 'apply'. Check that the function signature is correct."
                        + " Underlying error: dev.covalent.common.QueueFullException: full");
    }

    @Test
    void call_methodThatTheCallbackWasNotPassedAs_isRefused() {
        List<Object> seen = new ArrayList<>();
        registry.onNumber(seen::add);

        access.received(new Downstream.CallbackCall(1, 17, "hashCode()I", Parcel.of(arguments())));
        link.loop.runQueued();

        assertThat(failure()).isEqualTo(FailureKind.MISUSE);
        assertThat(seen).isEmpty();
    }

    @Test
    void call_argumentOfAnotherType_isReportedAndNothingRuns() {
        List<Integer> seen = new ArrayList<>();
        registry.onNumber(seen::add);

        access.received(new Downstream.CallbackCall(1, 0, ACCEPT, Parcel.of(arguments("five"))));
        link.loop.runQueued();

        assertThat(seen).isEmpty();
        assertThat(uncaught)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("Argument 0 of java.util.function.IntConsumer.accept(int)");
    }

    private Registry registry() {
        link.answer = request -> request instanceof RemoteRequest.GlobalFind
                ? new GlobalDescription("registry", Registry.class.getName())
                : null;
        link.references = List.of(ObjectReference.to(1, "registry"));
        Registry got = Objects.requireNonNull(access.module().getGlobal("registry", Registry.class));
        link.references = List.of();
        return got;
    }

    private List<Long> sentNumbers() {
        return link.requests.stream()
                .filter(RemoteRequest.ObjectCall.class::isInstance)
                .map(call -> ((RemoteRequest.ObjectCall) call)
                        .arguments()
                        .references()
                        .get(0)
                        .number())
                .toList();
    }

    private FailureKind failure() {
        Upstream.CallbackReply reply = (Upstream.CallbackReply) link.posted.get(0);
        assertThat(reply.call()).isEqualTo(17);
        return ((Outcome.Failure) reply.outcome()).kind();
    }

    private static Payload arguments(Object... args) {
        return StructuredClone.encodeArguments(args);
    }

    interface Registry {
        void onNumber(IntConsumer listener);

        void onQuestion(Function<String, CompletionStage<Integer>> question);
    }
}
