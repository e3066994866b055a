package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.remote.RemoteAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-45, REM-50: main never releases what it never got. */
@Timeout(20)
final class UnsentCallTest extends LinkFixture {
    private final RemoteAccess access = new RemoteAccess(link, uncaught::add);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void ask_cancelledBeforeItLeaves_keepsNoCallback() throws Exception {
        Api api = api();
        holdTheSenderUp();
        CompletableFuture<Void> asked = api.keepLater(() -> {}, new byte[0]).toCompletableFuture();
        assertThat(access.callbacks()).isEqualTo(1);

        assertThat(asked.cancel(true)).isTrue();

        assertThat(access.callbacks()).isZero();
        release.countDown();
    }

    @Test
    void ask_queueFull_keepsNoCallback() throws Exception {
        Api api = api();
        holdTheSenderUp();
        int queued = 0;
        for (int i = 0; i < 10; i++) {
            int own = i;
            CompletableFuture<Void> asked = api.keepLater(() -> assertThat(own).isNotNegative(), new byte[300_000])
                    .toCompletableFuture();
            queued += asked.isCompletedExceptionally() ? 0 : 1;
        }

        assertThat(queued).isLessThan(10);
        assertThat(access.callbacks()).isEqualTo(queued);
        release.countDown();
    }

    @Test
    void call_inMainsTurn_keepsNoCallback() {
        Api api = api();
        mainsTurn = 5;

        assertThatThrownBy(() -> api.keep(() -> {})).isInstanceOf(IllegalStateException.class);

        assertThat(access.callbacks()).isZero();
    }

    @Test
    void call_interruptedBeforeItIsSent_keepsNoCallback() {
        Api api = api();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> api.keep(() -> {}))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("nothing ran");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(access.callbacks()).isZero();
    }

    @Test
    void failure_whoseExceptionRefusesEverything_endsTheFuture() {
        Api api = api();
        RemoteError error = RemoteError.of(Odd.class.getName(), "odd", null);
        Payload declared = StructuredClone.encode(Map.of("declared", Odd.class.getName(), "error", error), "error");
        Outcome failure = new Outcome.Failure(FailureKind.DECLARED, "message", declared);
        main.early = frame -> frame instanceof Upstream.Ask call
                ? List.of(new EarlyReply(0, new Downstream.Reply(call.request(), failure)))
                : List.of();

        assertThatThrownBy(() -> api.odd().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RemoteCallException.class);
    }

    /** An answer that comes with another call waits for its turn; it is taken once all the same. */
    @Test
    void ask_answeredEarly_holdsWhatTheAnswerRefersTo() throws Exception {
        Api api = api();
        Outcome made = new Outcome.Success(
                new Parcel(StructuredClone.encode(0, "index"), List.of(ObjectReference.to(2, "thing"))));
        main.early = frame -> frame instanceof Upstream.Ask call
                ? List.of(new EarlyReply(0, new Downstream.Reply(call.request(), made)))
                : List.of();
        CompletableFuture<Thing> thing = new CompletableFuture<>();

        for (int i = 0; i < 20; i++) {
            CompletableFuture<Thing> next = new CompletableFuture<>();
            var unused = api.makeLater().thenAccept(next::complete); // nobody waits, so it is not asked for in haste
            thing = next;
            assertThat(thing.get(10, TimeUnit.SECONDS)).isNotNull();
        }

        assertThat(access.references()).isEqualTo(2);
        assertThat(link.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(main.delivered).noneMatch(Upstream.ReferencesReleased.class::isInstance);
        assertThat(thing.get()).hasToString("remote object 'thing' (" + Thing.class.getName() + ")");
    }

    private void holdTheSenderUp() throws InterruptedException {
        main.early = frame -> {
            held.countDown();
            try {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return List.of();
        };
        link.post(FRAME);
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Api api() {
        main.answer = request -> new Outcome.Success(new Parcel(
                StructuredClone.encode(new GlobalDescription("api", Api.class.getName()), "description"),
                List.of(ObjectReference.to(1, "api"))));
        return access.module().getGlobal("api", Api.class);
    }

    interface Api {
        CompletionStage<Void> keepLater(Runnable runnable, byte[] much);

        void keep(Runnable runnable);

        CompletionStage<Void> odd() throws Odd;

        CompletionStage<Thing> makeLater();
    }

    interface Thing {
        void use();
    }

    static final class Odd extends Exception {
        Odd(String message) {
            super(message);
            throw new LinkageError("not in this process");
        }
    }
}
