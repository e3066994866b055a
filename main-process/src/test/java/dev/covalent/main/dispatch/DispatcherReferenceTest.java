package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.ReferenceRelease;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.session.FakeContents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** REM-45: whatever becomes of a call, what it and its answer refer to is counted at both ends alike. */
@Timeout(20)
final class DispatcherReferenceTest extends DispatcherFixture {
    /** What a renderer sends that passes object 1 back, and then says that it holds it no more. */
    private static final Parcel ITSELF =
            new Parcel(StructuredClone.encodeArguments(0), List.of(ObjectReference.back(1)));

    private static final Upstream RELEASE = new Upstream.ReferencesReleased(List.of(new ReferenceRelease(1, 1, 1)));

    DispatcherReferenceTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void request_answerThatItsRendererNeverTakes_isTakenBack() throws Exception {
        share("maker", Maker.class, () -> () -> {});
        Request call = new RemoteRequest.ObjectCall(1, "maker", key(Maker.class), Parcel.of(arguments()));
        Dispatcher dispatcher = dispatcher();

        Outcome outcome = dispatcher.request(first, 1, call);
        assertThat(((Outcome.Success) outcome).parcel().references()).hasSize(1);
        assertThat(objects.passedTo(first).count()).isEqualTo(2);
        dispatcher.abandoned(first, 1);

        assertThat(objects.passedTo(first).count()).isEqualTo(1);
        assertThat(dispatcher.request(first, 2, call)).isInstanceOf(Outcome.Success.class);
        assertThat(objects.passedTo(first).count()).isEqualTo(2);
    }

    @Test
    void deliver_answerThatNobodyWaitsFor_isTakenBack() throws Exception {
        CompletableFuture<Runnable> stage = new CompletableFuture<>();
        share("maker", LaterMaker.class, () -> stage);
        Dispatcher dispatcher = dispatcher();

        assertThat(dispatcher.deliver(first, batch(1, call(LaterMaker.class, Parcel.of(arguments())))))
                .isEmpty();
        assertThat(dispatcher.deliver(first, batch(2, new Upstream.Cancel(7, false))))
                .isEmpty();
        stage.complete(() -> {});

        assertThat(objects.passedTo(first).count()).isEqualTo(1);
    }

    @Test
    void deliver_earlyReplyWhoseCallWasCut_isTakenBack() throws Exception {
        share("maker", LaterMaker.class, () -> CompletableFuture.completedFuture(() -> {}));
        Dispatcher dispatcher = dispatcher();

        List<Payload> lost = dispatcher.deliver(first, batch(1, call(LaterMaker.class, Parcel.of(arguments()))));
        assertThat(lost).hasSize(1);
        assertThat(objects.passedTo(first).count()).isEqualTo(2);
        dispatcher.abandoned(first, 1);

        assertThat(objects.passedTo(first).count()).isEqualTo(1);
    }

    @Test
    void deliver_callThatDoesNotRun_countsWhatCameBack() throws Exception {
        share("taker", Taker.class, given -> CompletableFuture.completedFuture(null));
        Dispatcher dispatcher = dispatcher();

        List<Payload> refused =
                dispatcher.deliver(first, batch(1, call(Taker.class, ITSELF), new Upstream.Cancel(7, false)));
        assertThat(refused).hasSize(1);
        assertThat(dispatcher.deliver(first, batch(3, RELEASE))).isEmpty();

        assertThat(objects.passedTo(first).count()).isZero();
    }

    @Test
    void deliver_abandonedBeforeItCame_countsWhatCameBack() throws Exception {
        share("taker", Taker.class, given -> CompletableFuture.completedFuture(null));
        Dispatcher dispatcher = dispatcher();

        dispatcher.abandoned(first, 1); // overtakes the call, whose thread sent it itself
        assertThat(dispatcher.deliver(first, batch(1, call(Taker.class, ITSELF))))
                .isEmpty();
        assertThat(dispatcher.deliver(first, batch(2, RELEASE))).isEmpty();

        assertThat(objects.passedTo(first).count()).isZero();
    }

    @Test
    void request_abandonedBeforeItCame_countsWhatCameBack() throws Exception {
        share("taker", Taker.class, given -> CompletableFuture.completedFuture(null));
        Dispatcher dispatcher = dispatcher();

        dispatcher.abandoned(first, 1); // overtakes the call itself
        Outcome outcome =
                dispatcher.request(first, 1, new RemoteRequest.ObjectCall(1, "taker", key(Taker.class), ITSELF));
        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        assertThat(dispatcher.deliver(first, batch(2, RELEASE))).isEmpty();

        assertThat(objects.passedTo(first).count()).isZero();
    }

    @Test
    void callbackCall_withdrawnBeforeItLeaves_passesNothing() throws Exception {
        Function<Runnable, CompletionStage<String>> asker = asker();

        assertThat(asker.apply(() -> {}).toCompletableFuture().cancel(true)).isTrue();

        assertThat(FakeContents.fetch(first)).noneMatch(frame -> frame instanceof Downstream.CallbackCall);
        assertThat(objects.passedTo(first).count()).isEqualTo(1);
    }

    @Test
    void callbackCall_refusedBecauseTheQueueIsFull_passesNothing() throws Exception {
        Function<Runnable, CompletionStage<String>> asker = asker();
        Runnable same = () -> {};
        CompletableFuture<String> last = asker.apply(same).toCompletableFuture();
        for (int i = 0; i < 100_000 && !last.isDone(); i++) {
            last = asker.apply(same).toCompletableFuture();
        }
        assertThat(last).isCompletedExceptionally();
        int before = objects.passedTo(first).count();

        assertThat(asker.apply(() -> {}).toCompletableFuture()).isCompletedExceptionally();

        assertThat(objects.passedTo(first).count()).isEqualTo(before);
    }

    /** Has the renderer pass a callback, and returns what main has of it. */
    private Function<Runnable, CompletionStage<String>> asker() throws Exception {
        List<Function<Runnable, CompletionStage<String>>> given = new ArrayList<>();
        share("asking", Asking.class, given::add);
        Parcel callback = new Parcel(StructuredClone.encodeArguments(0), List.of(ObjectReference.to(5, "here")));
        Outcome outcome =
                dispatcher().request(first, 1, new RemoteRequest.ObjectCall(1, "asking", key(Asking.class), callback));
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return given.get(0);
    }

    /** Shares an object, which becomes the renderer's object 1. */
    private <T> void share(String name, Class<T> type, T object) {
        objects.registry().share(name, type, object);
        assertThat(objects.call(first, new RemoteRequest.GlobalFind(name))
                        .toCompletableFuture()
                        .join())
                .isInstanceOfSatisfying(
                        Outcome.Success.class,
                        found -> assertThat(found.parcel().references().get(0).number())
                                .isEqualTo(1));
    }

    private static String key(Class<?> type) {
        return RemoteInterface.of(type).methods().iterator().next().key();
    }

    private static Upstream call(Class<?> type, Parcel arguments) {
        return new Upstream.Ask(7, 10_000, new RemoteRequest.ObjectCall(1, "object", key(type), arguments));
    }

    interface Maker {
        Runnable make();
    }

    interface LaterMaker {
        CompletionStage<Runnable> make();
    }

    interface Taker {
        CompletionStage<Void> take(Taker taker);
    }

    interface Asking {
        void give(Function<Runnable, CompletionStage<String>> asker);
    }
}
