package dev.covalent.main.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessagePort;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.Received;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * ASK-03: what a renderer posted counts for it until it was consumed or dropped, whatever becomes of its port, and then it
 * is told.
 */
final class PostingSettledTest {
    private static final QueueLimits LIMITS = QueueLimits.ofBound(4_000);
    private static final Payload HALF_WINDOW = StructuredClone.encode(new byte[(int) LIMITS.window() / 2], "message");
    private static final long COST = Mail.costOf(HALF_WINDOW, 0);

    private final ManualLoop loop = new ManualLoop();
    private final PortRouter router = new PortRouter(loop, uncaught -> {}, LIMITS);
    private final RecordingPeer poster = new RecordingPeer(1);
    private final RecordingPeer receiver = new RecordingPeer(2);
    private long channels;

    @Test
    void closedOverAndOver_towardsARendererThatTakesNothing_isMalformedAtTwiceTheBound() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        long number = connect();
                        post(number);
                        close(poster, number);
                    }
                })
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("of what all the ports of this process posted");
        assertThat(router.outstanding()).isBetween(2 * LIMITS.bound() - COST, 2 * LIMITS.bound() + COST);
    }

    @Test
    void closed_beforeItWasConsumed_isToldWhenTheReceiverIsDone() {
        long number = connect();
        post(number);
        close(poster, number);
        assertThat(settled()).isZero();

        close(receiver, 2);

        assertThat(settled()).isEqualTo(COST);
        assertThat(router.outstanding()).isZero();
    }

    @Test
    void transferredAway_beforeItWasConsumed_isToldToWhoeverPostedIt() {
        long number = connect();
        post(number);
        MessagePort inMain = transferToMain(poster, number);
        inMain.postMessage("main's own");

        assertThat(settled()).isZero();
        assertThat(inMain.bufferedAmount()).isEqualTo(router.outstanding() - COST);
        router.taken(receiver, new Upstream.PortTaken(2, 2));

        assertThat(settled()).isEqualTo(COST);
        assertThat(inMain.bufferedAmount()).isZero();
        assertThat(router.outstanding()).isZero();
    }

    @Test
    void receiverDies_isTold() {
        long number = connect();
        receiver.fill();
        post(number);
        close(poster, number);

        receiver.die();

        assertThat(settled()).isEqualTo(COST);
    }

    @Test
    void formerReceiverDies_beforeItHasReturnedTheMessage_isTold() {
        long number = connect();
        post(number);
        transferToMain(receiver, 2);
        assertThat(settled()).isZero();

        receiver.die();

        assertThat(settled()).isEqualTo(COST);
        assertThat(router.outstanding()).isZero();
    }

    /** It crosses the news that the channel is closed. */
    @Test
    void messageToAClosedChannel_isTold() {
        MessagePort inMain = introduce(0);
        inMain.close();

        router.message(poster, new Upstream.PortMessage(staying(), HALF_WINDOW, List.of()));

        assertThat(settled()).isEqualTo(COST);
    }

    /** A renderer that closes a port before it has fetched what was sent there still has that in its queue. */
    @Test
    void receiverThatTakesNothing_closes_isToldWhenTheQueueHasRoom() {
        long number = connect();
        receiver.fill();
        post(number);

        close(receiver, 2);
        close(poster, number);
        assertThat(settled()).isZero();
        receiver.empty();
        router.resume(receiver);

        assertThat(settled()).isEqualTo(COST);
        assertThat(router.outstanding()).isZero();
    }

    /** The same when it gives the port to somebody who closes it. */
    @Test
    void receiverThatTakesNothing_transfers_isToldWhenItHasReturnedTheMessage() {
        long number = connect();
        receiver.fill();
        post(number);

        transferToMain(receiver, 2).close();
        close(poster, number);
        assertThat(settled()).isZero();
        receiver.empty();
        router.resume(receiver);
        assertThat(settled()).isZero();
        router.returned(receiver, new Upstream.PortReturned(2, HALF_WINDOW, List.of()));

        assertThat(settled()).isEqualTo(COST);
        assertThat(router.outstanding()).isZero();
    }

    /** What a renderer posted may keep what main knows of it, but not what waited for it. */
    @Test
    void receiverThatTookNothing_dies_whatWaitedForItIsForgotten() {
        MessagePort unread =
                router.adopt(receiver, List.of(new PortTransfer(1, 3, 0))).get(0);
        router.message(receiver, new Upstream.PortMessage(3, HALF_WINDOW, List.of()));
        long number = connect();
        receiver.fill();
        WeakReference<Payload> waiting = postSomethingElse(number);

        receiver.die();

        for (int round = 0; round < 200 && !waiting.refersTo(null); round++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(waiting.refersTo(null)).isTrue();
        assertThat(unread).isNotNull();
    }

    private WeakReference<Payload> postSomethingElse(long number) {
        Payload payload = StructuredClone.encode(new byte[10], "message");
        router.message(poster, new Upstream.PortMessage(number, payload, List.of()));
        return new WeakReference<>(payload);
    }

    @Test
    void taken_whatIsNotInTheQueueYet_isMalformed() {
        long number = connect();
        receiver.fill();
        post(number);

        assertThatThrownBy(() -> router.taken(receiver, new Upstream.PortTaken(2, 1)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("only 0 were open");
        assertThatThrownBy(() -> router.adopt(receiver, List.of(new PortTransfer(2, 0, 1))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("1 messages consumed of 0");
    }

    /** What was posted between two ports in the renderer counts here when it leaves with one of them. */
    @Test
    void returned_localMessage_countsUntilItIsConsumed() {
        MessagePort inMain = introduce(1);
        router.returned(poster, new Upstream.PortReturned(leaving(), HALF_WINDOW, List.of()));
        assertThat(router.outstanding()).isEqualTo(COST);

        Received received = Received.from(inMain);
        loop.runAll();

        assertThat(received.messages()).hasSize(1);
        assertThat(settled()).isEqualTo(COST);
        assertThat(poster.frames()).contains(new Downstream.PortTaken(staying(), 1));
    }

    @Test
    void returned_localMessageOfAClosedPort_isToldAtOnce() {
        introduce(1).close();

        router.returned(poster, new Upstream.PortReturned(leaving(), HALF_WINDOW, List.of()));

        assertThat(settled()).isEqualTo(COST);
        assertThat(router.outstanding()).isZero();
    }

    /** Posted to the port that stayed, by the one that had left before, and returned when it leaves, too. */
    @Test
    void returned_localMessageOfAnEarlierHolder_countsForTheRenderer() {
        MessagePort first = introduce(0);
        MessagePort second = router.adopt(poster, List.of(new PortTransfer(staying(), 0, -1)))
                .get(0);
        router.returned(poster, new Upstream.PortReturned(staying(), HALF_WINDOW, List.of()));
        assertThat(router.outstanding()).isEqualTo(COST);
        assertThat(first.bufferedAmount()).isZero();

        second.onMessage(event -> {});
        loop.runAll();

        assertThat(settled()).isEqualTo(COST);
        assertThat(router.outstanding()).isZero();
    }

    @Test
    void returned_moreThanAllPortsOfARendererMayHaveOut_isMalformed() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        introduce(1).close();
                        introduce(1); // which nobody reads
                        router.returned(poster, new Upstream.PortReturned(leaving(), HALF_WINDOW, List.of()));
                    }
                })
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("more than can have waited there");
        assertThat(router.outstanding()).isLessThan(3 * LIMITS.bound());
    }

    /** Makes a channel of the poster's with an end at the receiver; returns the poster's number for its end. */
    private long connect() {
        MessagePort end = introduce(0);
        assertThat(router.post(
                        receiver, List.of(end), grants -> new Downstream.Message("ports", 0, Payload.NONE, grants)))
                .isTrue();
        return staying();
    }

    private MessagePort introduce(long waiting) {
        channels++;
        return router.adopt(poster, List.of(new PortTransfer(leaving(), staying(), -waiting)))
                .get(0);
    }

    private MessagePort transferToMain(RecordingPeer from, long number) {
        return router.adopt(from, List.of(new PortTransfer(number, 0, 0))).get(0);
    }

    private void post(long number) {
        router.message(poster, new Upstream.PortMessage(number, HALF_WINDOW, List.of()));
    }

    private void close(RecordingPeer peer, long number) {
        router.close(peer, new Upstream.PortClose(number));
    }

    private long leaving() {
        return 4 * channels - 3;
    }

    private long staying() {
        return 4 * channels - 1;
    }

    private long settled() {
        return poster.frames().stream()
                .mapToLong(frame -> frame instanceof Downstream.PostingSettled settled ? settled.bytes() : 0)
                .sum();
    }
}
