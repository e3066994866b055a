package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.ChannelName;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameCost;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LinkTest extends LinkFixture {

    @Test
    void post_isDeliveredInOrder() throws Exception {
        for (int id = 1; id <= 100; id++) {
            link.post(new Upstream.WindowClose(id));
        }
        assertThat(link.flush(Duration.ofSeconds(10))).isTrue();

        assertThat(main.delivered).hasSize(100).first().isEqualTo(new Upstream.WindowClose(1));
        assertThat(List.copyOf(main.delivered).get(99)).isEqualTo(new Upstream.WindowClose(100));
    }

    @Test
    void post_failureThatMainWaitsFor_isTakenHoweverFullTheQueue() {
        Outcome failure = new Outcome.Failure(FailureKind.HANDLER, "why");
        Link full =
                new Link("full", main, loop, Duration.ofSeconds(10), QueueLimits.ofBound(1), () -> mainsTurn, () -> {});
        full.post(new Upstream.WindowClose(1));
        long before = full.bufferedAmount(0);

        assertThatThrownBy(() -> full.post(new Upstream.CallbackReply(1, new Outcome.Success(VALUE))))
                .isInstanceOf(QueueFullException.class);
        full.post(new Upstream.InvokeReply(1, failure));
        full.post(new Upstream.CallbackReply(1, failure));

        assertThat(full.bufferedAmount(0)).isGreaterThan(before);
        full.close();
    }

    @Test
    void post_smallStateOfTheRenderers_isTakenHoweverFullTheQueue() throws InterruptedException {
        List<Upstream> owed = List.of(
                new PageNews.WindowFocus(true),
                new Upstream.AppUnlisten(1),
                new Upstream.AppQuit(),
                new Upstream.AppExit(1));
        ScriptedStubs stubs = new ScriptedStubs();
        Link full = new Link(
                "full", stubs, loop, Duration.ofSeconds(10), QueueLimits.ofBound(1), () -> mainsTurn, () -> {});
        full.post(new Upstream.WindowClose(1));
        assertThatThrownBy(() -> full.post(new Upstream.WindowClose(1))).isInstanceOf(QueueFullException.class);

        owed.forEach(full::post);
        full.start(new Frames());

        assertThat(full.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(stubs.delivered).endsWith(owed.toArray(Upstream[]::new));
        full.close();
        stubs.breakConnection();
    }

    @Test // the README's queueBound: what is asked elsewhere must not fail because this end is busy
    void post_answerThatMainWaitsFor_mayTakeAsMuchAgainAsTheBound() {
        Upstream reply = new Upstream.InvokeReply(1, new Outcome.Success(VALUE));
        Upstream end = new Upstream.CallbackReply(1, new Outcome.Success(VALUE));
        long bound = 2 * FrameCost.of(reply.encode().length());
        Link full = new Link(
                "full", main, loop, Duration.ofSeconds(10), QueueLimits.ofBound(bound), () -> mainsTurn, () -> {});
        full.post(new Upstream.WindowClose(1));
        full.post(new Upstream.WindowClose(1));
        assertThatThrownBy(() -> full.post(new Upstream.WindowClose(1))).isInstanceOf(QueueFullException.class);

        full.post(reply);
        full.post(end);

        assertThatThrownBy(() -> full.post(reply)).isInstanceOf(QueueFullException.class);
        full.close();
    }

    @Test
    void relay_longChannel_countsWithTheArguments() {
        String channel = "c".repeat(ChannelName.MAX_LENGTH);

        link.relay(7, channel, VALUE, new Upstream.SendTo(7, channel, VALUE));

        assertThat(link.bufferedAmount(7)).isEqualTo(64 + 1024 + 1);
    }

    @Test
    void call_isTheAnswer_andHasItsPlaceInTheSequence() throws Exception {
        main.answer = request -> new Outcome.Success(VALUE);
        link.post(FRAME);

        assertThat(link.call(REQUEST)).isEqualTo(Parcel.of(VALUE));

        assertThat(main.sequences).containsExactly(2L);
    }

    @Test
    void call_failure_isItsException() {
        main.answer = request -> new Outcome.Failure(FailureKind.NO_HANDLER, "nobody");

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(NoHandlerException.class)
                .hasMessage("nobody");
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void call_connectionBroken_endsTheLink() throws Exception {
        main.answer = request -> {
            throw new PeerGoneException("broken");
        };

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("broken");
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void call_interrupted_isNotSent() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(CancellationException.class)
                .hasMessage("Interrupted before the getAllWindows was sent; nothing ran");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(main.sequences).isEmpty();
    }

    @Test // F10: main was stopped, and may not have got the request
    void call_withoutAnAnswer_abandonsItsNumber_andTheLinkLivesOn() throws Exception {
        main.answer = request -> {
            throw new IpcTimeoutException("late");
        };

        assertThatThrownBy(() -> link.call(REQUEST))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageStartingWith(
                        "No answer to getAllWindows within 10000 ms; it may still run. Is main stopped,")
                .hasRootCauseMessage("late");

        assertThat(next(main.abandoned)).isEqualTo(1L);
        main.answer = request -> new Outcome.Success(VALUE);
        assertThat(link.call(REQUEST)).isEqualTo(Parcel.of(VALUE));
        assertThat(main.sequences).containsExactly(1L, 2L);
        assertThat(main.abandoned).isEmpty();
    }

    @Test // SYN-02
    void call_answeredAheadOfItsResult_endsThen_andItsConnectionIsCut() throws Exception {
        CompletableFuture<Void> cut = new CompletableFuture<>();
        main.cut = () -> cut.complete(null);
        main.answer = request -> {
            main.send(new Downstream.SyncReply(1, new Outcome.Success(VALUE)));
            cut.join();
            throw new IpcTimeoutException("cut");
        };

        assertThat(link.call(REQUEST)).isEqualTo(Parcel.of(VALUE));

        assertThat(main.abandoned).isEmpty();
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void answerAhead_ofACallThatHasEnded_isIgnored() throws Exception {
        main.send(new Downstream.SyncReply(99, new Outcome.Success(VALUE)), new PageOrder.Unload());

        assertThat(next(received)).isEqualTo(new PageOrder.Unload());
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void received_framesAreGivenOnInOrder_andAcknowledged() throws Exception {
        main.send(new Downstream.PortClosed(1), new Downstream.PortClosed(2));
        main.send(new PageOrder.Unload());

        assertThat(next(received)).isEqualTo(new Downstream.PortClosed(1));
        assertThat(next(received)).isEqualTo(new Downstream.PortClosed(2));
        assertThat(next(received)).isEqualTo(new PageOrder.Unload());
        assertThat(List.of(next(main.acknowledged), next(main.acknowledged), next(main.acknowledged)))
                .containsExactly(0L, 2L, 3L);
    }

    @Test
    void receiver_anyErrorInIt_endsTheLink() throws Exception {
        ScriptedStubs stubs = new ScriptedStubs();
        Link fragile = link(stubs, Duration.ofSeconds(10));
        fragile.start(new Frames() {
            @Override
            public void take(Downstream frame, Runnable handled) {
                throw new AssertionError("not an exception");
            }
        });
        CompletableFuture<Payload> open =
                ask(fragile, new Asked("anything", fragile.requestTimeout().toMillis()));

        stubs.send(new PageOrder.Unload());

        assertThatThrownBy(() -> open.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(PeerGoneException.class);
    }

    @Test
    void sender_anyErrorInIt_endsTheLink() throws Exception {
        main.early = frame -> {
            throw new AssertionError("not an exception");
        };

        link.post(FRAME);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void close_everythingIsRefusedInElectronsWords() {
        link.close();
        link.close();

        assertClosed(() -> link.post(FRAME));
        assertClosed(() -> link.call(REQUEST));
        assertThatThrownBy(() -> ask().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IpcClosedException.class)
                .hasMessage("IPC method called after context was released");
    }

    @Test
    void close_runsEndedOnce() throws Exception {
        link.close();
        link.end(new IllegalStateException("again"));

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void close_freesWhoWaitsForAFrame() throws Exception {
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(
                () -> {
                    link.awaitArrived(7);
                    return true;
                },
                threads);

        link.close();

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("This renderer was closed; what it had asked of main may have run");
    }

    @Test
    void awaitArrived_notWithinTheTimeout_saysSo() {
        ScriptedStubs slow = new ScriptedStubs();
        Link impatient = link(slow, Duration.ofMillis(20));

        assertThatThrownBy(() -> impatient.awaitArrived(7))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessage("Frame 7 of main did not arrive within 20 ms");
        impatient.close();
        slow.breakConnection();
    }
}
