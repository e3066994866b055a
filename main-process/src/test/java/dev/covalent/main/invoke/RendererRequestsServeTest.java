package dev.covalent.main.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a renderer asks of main: how much at once, and for how long. */
final class RendererRequestsServeTest extends RendererRequestsFixture {
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
}
