package dev.covalent.main.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames that the router sends, and those it takes from a renderer that breaks the protocol. */
final class PortRouterTest {
    private static final Payload TEXT = StructuredClone.encode("text", "message");
    private static final PortTransfer NEW_CHANNEL = new PortTransfer(1, 3, 0);

    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final PortRouter router = new PortRouter(loop, uncaught::add, QueueLimits.DEFAULT);
    private final RecordingPeer peer = new RecordingPeer(1);
    private final RecordingPeer other = new RecordingPeer(2);
    private final MessageChannel channel = router.newChannel();

    @Test
    void post_ports_getEvenNumbersOfTheRenderersOwn() {
        MessageChannel second = router.newChannel();

        give(peer, channel.port1(), second.port1());
        give(other, channel.port2());

        assertThat(peer.frames()).containsExactly(message(2, 4));
        assertThat(other.frames()).containsExactly(message(2));
    }

    @Test
    void relay_payload_isNotDecoded() {
        Payload garbage = Payload.of(new byte[] {99, 99, 99});
        give(peer, channel.port1());
        give(other, channel.port2());

        router.message(peer, new Upstream.PortMessage(2, garbage, List.of()));

        assertThat(other.frames()).contains(new Downstream.PortMessage(2, garbage, List.of()));
    }

    /** MC-19: a message that cannot be read is the reader's error, and the next one comes. */
    @Test
    void message_unreadable_isReportedAndTheNextOneArrives() {
        Received received = Received.from(channel.port2());
        give(peer, channel.port1());

        router.message(peer, new Upstream.PortMessage(2, Payload.of(new byte[] {99, 99, 99}), List.of()));
        router.message(peer, new Upstream.PortMessage(2, TEXT, List.of()));
        loop.runAll();

        assertThat(uncaught).hasSize(1);
        assertThat(received.messages()).containsExactly("text");
    }

    @Test
    void transfer_ofAKnownPort_isAnsweredWithTheEndOfItsNumber() {
        give(peer, channel.port1());

        router.adopt(peer, List.of(new PortTransfer(2, 0, 0)));

        assertThat(peer.frames()).containsExactly(message(2), new Downstream.PortClosed(2));
    }

    @Test
    void message_ofAPortNotHeld_isMalformed() {
        give(other, channel.port1());

        assertThatThrownBy(() -> router.message(peer, new Upstream.PortMessage(2, TEXT, List.of())))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Renderer 1 (pid 1001) named port 2, which it does not hold");
    }

    @Test
    void message_ofAPortThatWasTransferred_isMalformed() {
        give(peer, channel.port1());
        router.adopt(peer, List.of(new PortTransfer(2, 0, 0)));

        assertThatThrownBy(() -> router.message(peer, new Upstream.PortMessage(2, TEXT, List.of())))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void message_thatCarriesItsOwnPort_isMalformed() {
        give(peer, channel.port1());

        assertThatThrownBy(() ->
                        router.message(peer, new Upstream.PortMessage(2, TEXT, List.of(new PortTransfer(2, 0, 0)))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("through itself");
    }

    /** The other end, of the same renderer, through the channel itself: nobody could receive it. */
    @Test
    void message_thatCarriesTheOtherEnd_closesTheChannel() {
        give(peer, channel.port1(), channel.port2());

        router.message(peer, new Upstream.PortMessage(2, TEXT, List.of(new PortTransfer(4, 0, 0))));

        assertThat(peer.frames())
                .endsWith(new Downstream.PortClosed(2), new Downstream.PostingSettled(Mail.costOf(TEXT, 1)));
    }

    @Test
    void transfer_ofAPortNotHeld_isMalformedAndClosesTheOthersInTheList() {
        give(peer, channel.port1());
        Received closes = Received.closesOf(channel.port2());

        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(2, 0, 0), new PortTransfer(8, 0, 0))))
                .isInstanceOf(MalformedFrameException.class);
        loop.runAll();

        assertThat(closes.closes()).isEqualTo(1);
    }

    @Test
    void transfer_twiceInOneList_isMalformed() {
        give(peer, channel.port1());
        PortTransfer transfer = new PortTransfer(2, 0, 0);

        assertThatThrownBy(() -> router.adopt(peer, List.of(transfer, transfer)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void transfer_ofAPortThatIsTheRenderersForGood_isMalformed_butItMayBeClosed() {
        MessageChannel second = router.newChannel();
        Received closes = Received.closesOf(channel.port2());
        assertThat(router.postForGood(peer, channel.port1(), Downstream.ParentPort::new))
                .isTrue();
        give(peer, second.port1());

        assertThat(peer.frames()).startsWith(new Downstream.ParentPort(2));
        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(2, 0, 0))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Renderer 1 (pid 1001) transferred port 2, which it has for good");
        assertThatThrownBy(() ->
                        router.message(peer, new Upstream.PortMessage(4, TEXT, List.of(new PortTransfer(2, 0, 0)))))
                .isInstanceOf(MalformedFrameException.class);
        loop.runAll();
        assertThat(closes.closes()).isZero();

        router.close(peer, new Upstream.PortClose(2));
        loop.runAll();

        assertThat(closes.closes()).isEqualTo(1);
    }

    @Test
    void postForGood_toARendererThatIsGone_closesThePort_andOneThatWasTransferredIsRefused() {
        Received closes = Received.closesOf(channel.port2());
        peer.die();

        assertThat(router.postForGood(peer, channel.port1(), Downstream.ParentPort::new))
                .isFalse();
        loop.runAll();

        assertThat(closes.closes()).isEqualTo(1);
        assertThatThrownBy(() -> router.postForGood(other, channel.port1(), Downstream.ParentPort::new))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void transfer_withMoreConsumedThanSent_isMalformed() {
        give(peer, channel.port1());
        channel.port2().postMessage("one");

        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(2, 0, 2))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("2 messages consumed of 1");
    }

    @Test
    void transfer_withCountsThatOverflow_isMalformed() {
        give(peer, channel.port1());
        channel.port2().postMessage("one");

        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(2, 0, Long.MIN_VALUE))))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(1, 3, Long.MIN_VALUE))))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void introduction_withNumbersThatAreNotTheRenderers_isMalformed() {
        router.adopt(peer, List.of(NEW_CHANNEL));

        for (PortTransfer bad : List.of(
                new PortTransfer(6, 7, 0),
                new PortTransfer(5, 8, 0),
                new PortTransfer(3, 5, 0),
                new PortTransfer(7, 5, 0),
                NEW_CHANNEL)) {
            assertThatThrownBy(() -> router.adopt(peer, List.of(bad)))
                    .as("%s", bad)
                    .isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void returned_whenNothingIsOwed_isMalformed() {
        give(peer, channel.port1());
        Upstream.PortReturned returned = new Upstream.PortReturned(2, TEXT, List.of());

        assertThatThrownBy(() -> router.returned(peer, returned)).isInstanceOf(MalformedFrameException.class);
        router.adopt(peer, List.of(new PortTransfer(2, 0, 0)));

        assertThatThrownBy(() -> router.returned(peer, returned)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void returned_moreThanIsOwed_isMalformed() {
        give(peer, channel.port1());
        channel.port2().postMessage("text");
        router.adopt(peer, List.of(new PortTransfer(2, 0, 0)));
        Upstream.PortReturned returned = new Upstream.PortReturned(2, TEXT, List.of());
        router.returned(peer, returned);

        assertThatThrownBy(() -> router.returned(peer, returned)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void close_twice_isMalformed() {
        give(peer, channel.port1());
        router.close(peer, new Upstream.PortClose(2));

        assertThatThrownBy(() -> router.close(peer, new Upstream.PortClose(2)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void introduction_beyondTheLimit_isMalformed() {
        List<PortTransfer> many = new ArrayList<>();
        for (long i = 0; i <= 2 * PortTransfer.MAX_PORTS; i++) {
            many.add(new PortTransfer(4 * i + 1, 4 * i + 3, 0));
        }

        assertThatThrownBy(() -> router.adopt(peer, many))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("the limit");
    }

    /** Nor can a renderer that takes nothing make main remember one number after the other that it gave up. */
    @Test
    void introduction_byARendererThatTakesNothing_isMalformedAtTheLimitToo() {
        peer.fill();

        assertThatThrownBy(() -> {
                    for (long i = 0; i <= 2 * PortTransfer.MAX_PORTS; i++) {
                        router.adopt(
                                peer,
                                List.of(new PortTransfer(4 * i + 1, 4 * i + 3, 0), new PortTransfer(4 * i + 3, 0, 0)));
                    }
                })
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("the limit");
    }

    /** ASK-03: whoever posts gets the credit back, however much waits for it. */
    @Test
    void taken_queueFullWithOtherFrames_isToldAllTheSame() {
        Received received = Received.from(channel.port2());
        give(peer, channel.port1());
        MessageChannel second = router.newChannel();
        give(peer, second.port1());
        peer.fill();
        second.port2().close();

        router.message(peer, new Upstream.PortMessage(2, TEXT, List.of()));
        loop.runAll();

        assertThat(received.messages()).containsExactly("text");
        assertThat(peer.frames()).endsWith(new Downstream.PortTaken(2, 1));
    }

    /** ASK-03: the sizes are main's own; a renderer only says how many. */
    @Test
    void taken_moreThanWereSent_isMalformed() {
        give(peer, channel.port1());
        channel.port2().postMessage("one");
        router.taken(peer, new Upstream.PortTaken(2, 1));

        assertThat(channel.port2().bufferedAmount()).isZero();
        for (Upstream.PortTaken bad : List.of(
                new Upstream.PortTaken(2, 1),
                new Upstream.PortTaken(2, Long.MAX_VALUE),
                new Upstream.PortTaken(4, 1))) {
            assertThatThrownBy(() -> router.taken(peer, bad)).as("%s", bad).isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void transfer_withFewerConsumedThanWereTaken_isMalformed() {
        give(peer, channel.port1());
        channel.port2().postMessage("one");
        channel.port2().postMessage("two");
        router.taken(peer, new Upstream.PortTaken(2, 2));

        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(2, 0, 1))))
                .isInstanceOf(MalformedFrameException.class);
    }

    /** ASK-03: a renderer that posts more than its window although nothing was consumed does not keep to its credit. */
    @Test
    void message_beyondTheWindow_isMalformed() {
        give(peer, channel.port1());
        Payload half = Payload.of(new byte[(int) QueueLimits.DEFAULT.window() / 2]);
        router.message(peer, new Upstream.PortMessage(2, half, List.of()));

        assertThatThrownBy(() -> router.message(peer, new Upstream.PortMessage(2, half, List.of())))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("the other port has not consumed");
    }

    /** ASK-03: nor does one that posts ever more over ever more ports. */
    @Test
    void messages_beyondWhatAllPortsOfARendererMayHaveOut_areMalformed() {
        QueueLimits limits = QueueLimits.ofBound(4_000);
        PortRouter tight = new PortRouter(loop, uncaught::add, limits);
        Payload half = Payload.of(new byte[(int) limits.window() / 2]);
        List<PortTransfer> channels = new ArrayList<>();
        for (long number = 1; number < 100; number += 4) {
            channels.add(new PortTransfer(number, number + 2, 0));
        }
        List<MessagePort> kept = tight.adopt(peer, channels);

        assertThatThrownBy(() -> {
                    for (PortTransfer each : channels) {
                        tight.message(peer, new Upstream.PortMessage(each.peer(), half, List.of()));
                    }
                })
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("of what all the ports of this process posted");
        tight.adopt(other, List.of(NEW_CHANNEL));
        tight.message(other, new Upstream.PortMessage(NEW_CHANNEL.peer(), half, List.of())); // nobody else's concern

        kept.forEach(MessagePort::close);
        tight.message(peer, new Upstream.PortMessage(channels.get(0).peer(), half, List.of())); // both ends are closed
    }

    /** PRT-25: whatever a dead renderer's last frames say, they no longer matter. */
    @Test
    void frames_ofARendererThatIsGone_areIgnored() {
        give(peer, channel.port1());
        peer.die();

        router.message(peer, new Upstream.PortMessage(2, TEXT, List.of()));
        router.returned(peer, new Upstream.PortReturned(2, TEXT, List.of()));
        router.close(peer, new Upstream.PortClose(2));
        List<MessagePort> ports = router.adopt(peer, List.of(NEW_CHANNEL, new PortTransfer(2, 0, 0)));
        Received closes = Received.closesOf(ports.get(1));
        loop.runAll();

        assertThat(closes.closes()).isEqualTo(1);
        assertThat(router.size()).isZero();
    }

    private void give(RecordingPeer to, MessagePort... ports) {
        assertThat(router.post(to, List.of(ports), grants -> new Downstream.Message("ports", 0, TEXT, grants)))
                .isTrue();
    }

    private static Downstream message(long... grants) {
        return new Downstream.Message(
                "ports", 0, TEXT, Arrays.stream(grants).boxed().toList());
    }
}
