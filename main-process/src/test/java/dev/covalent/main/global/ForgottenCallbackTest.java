package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.RemoteCallback;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A callback that the application still has in a list of its own when its renderer is gone. */
@Timeout(30)
final class ForgottenCallbackTest {
    private static final int ROUNDS = 200;
    private static final long ROUND_MILLIS = 20;

    private final ManualLoop loop = new ManualLoop();
    private final ScheduledExecutorService timer = Threads.scheduler("forgotten-test");
    private final RemoteObjects objects = new RemoteObjects(loop, timer, Duration.ofMinutes(1), thrown -> {});
    private final List<Question> forgotten = new ArrayList<>();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void rendererGone_nothingOfItIsReachableFromTheCallback() throws InterruptedException { // REM-52, REM-54
        List<WeakReference<?>> ofTheRenderer = passACallbackAndDie();

        for (WeakReference<?> each : ofTheRenderer) {
            assertCollected(each);
        }

        assertThat(forgotten).hasSize(1);
    }

    @Test
    void rendererGone_theCallbackStillSaysWhoseItWas() { // REM-52
        List<WeakReference<?>> unused = passACallbackAndDie();
        Question callback = forgotten.get(0);
        RemoteCallback remote = RemoteCallback.of(callback).orElseThrow();

        assertThat(callback)
                .hasToString("callback 5 (" + Question.class.getName() + ") of renderer 3 (pid 4711)")
                .isEqualTo(callback)
                .hasSameHashCodeAs(callback);
        assertThat(remote.webContentsId()).isEqualTo(3);
        assertThat(remote.place()).isEqualTo("app.Page.load(Page.java:7)");
        assertThat(remote.isConnected()).isFalse();
        assertThatThrownBy(() -> callback.answer("?").toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCause(new PeerGoneException(
                        "The renderer of contents 3 (pid 4711) is gone; the callback answer was not sent"));
    }

    /** In a method of its own, whose frame keeps nothing when it is done. */
    private List<WeakReference<?>> passACallbackAndDie() {
        RecordingPeer peer = new RecordingPeer();
        objects.registry().share("desk", Desk.class, forgotten::add);
        Outcome.Success found = (Outcome.Success) call(peer, new RemoteRequest.GlobalFind("desk"));
        Parcel arguments = new Parcel(
                StructuredClone.encodeArguments(0), List.of(ObjectReference.to(5, "app.Page.load(Page.java:7)")));
        String ask = RemoteInterface.of(Desk.class).methods().iterator().next().key();
        long desk = found.parcel().references().get(0).number();
        assertThat(call(peer, new RemoteRequest.ObjectCall(desk, "desk", ask, arguments)))
                .isInstanceOf(Outcome.Success.class);
        CompletionStage<Integer> open = forgotten.get(0).answer("?");
        assertThat(RemoteCallback.of(forgotten.get(0)).orElseThrow().isConnected())
                .isTrue();

        peer.die();

        assertThat(open.toCompletableFuture()).isCompletedExceptionally();
        return List.of(new WeakReference<>(peer), new WeakReference<>(open));
    }

    private Outcome call(RecordingPeer peer, RemoteRequest request) {
        return objects.call(peer, request).toCompletableFuture().join();
    }

    private static void assertCollected(WeakReference<?> reference) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int round = 0; round < ROUNDS && reference.get() != null; round++) {
            System.gc();
            assertThat(never.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat((Object) reference.get()).isNull();
    }

    /** What the renderer passes. */
    @FunctionalInterface
    interface Question {
        CompletionStage<Integer> answer(String text);
    }

    /** What main shares. */
    @FunctionalInterface
    interface Desk {
        void ask(Question question);
    }
}
