package dev.covalent.main.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.Received;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ASK-03: what comes back from a renderer that transferred a port is what main had sent, and one local window at most. */
final class ReturnedMessagesTest {
    private static final QueueLimits LIMITS = QueueLimits.ofBound(4 << 10);
    private static final long MOST_LOCAL = Mail.mostIn(LIMITS.window());
    private static final int LARGEST = (int) LIMITS.window() - Mail.KEEPING_BYTES;

    private final ManualLoop loop = new ManualLoop();
    private final PortRouter router = new PortRouter(loop, uncaught -> {}, LIMITS);
    private final RecordingPeer peer = new RecordingPeer(1);
    private final MessageChannel channel = router.newChannel();

    @Test
    void transfer_ofAGrantedPort_withLocalMessages_isMalformed() {
        give(channel.port1());

        for (long consumed : new long[] {-1, -MOST_LOCAL, -Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(2, 0, consumed))))
                    .as("%s", consumed)
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageContaining("at most 0 can wait");
        }
    }

    @Test
    void introduction_withMoreLocalMessagesThanAWindowHolds_isMalformedAndChangesNothing() {
        for (long consumed : new long[] {-MOST_LOCAL - 1, -Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(1, 3, consumed))))
                    .as("%s", consumed)
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageContaining("at most " + MOST_LOCAL + " can wait there");
        }
        assertThat(router.size()).isZero();

        assertThat(router.adopt(peer, List.of(new PortTransfer(1, 3, -MOST_LOCAL))))
                .hasSize(1);
    }

    @Test
    void transfer_ofAnIntroducedPort_withMoreLocalMessagesThanAWindowHolds_isMalformed() {
        router.adopt(peer, List.of(new PortTransfer(1, 3, 0)));

        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(3, 0, -MOST_LOCAL - 1))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("at most " + MOST_LOCAL + " can wait");
        assertThatCode(() -> router.adopt(peer, List.of(new PortTransfer(3, 0, -MOST_LOCAL))))
                .doesNotThrowAnyException();
    }

    /** Not even to a port whose renderer said before that it has consumed some of what was sent. */
    @Test
    void transfer_ofAnIntroducedPort_withLocalMessagesAfterConsumedOnes_isMalformed() {
        MessagePort inMain =
                router.adopt(peer, List.of(new PortTransfer(1, 3, 0))).get(0);
        inMain.postMessage("one");
        router.taken(peer, new Upstream.PortTaken(3, 1));

        assertThatThrownBy(() -> router.adopt(peer, List.of(new PortTransfer(3, 0, -1))))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void returned_moreBytesThanWereSent_isMalformed() {
        give(channel.port1());
        channel.port2().postMessage(new byte[100]);
        router.adopt(peer, List.of(new PortTransfer(2, 0, 0)));

        assertThatThrownBy(() -> router.returned(peer, returned(2, 200)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Renderer 1 (pid 1001) returned 328 bytes of port 2, more than can have waited there");
    }

    /** The bytes of those that were consumed cannot come back. */
    @Test
    void returned_moreBytesThanWereNotConsumed_isMalformed() {
        give(channel.port1());
        channel.port2().postMessage(new byte[100]);
        channel.port2().postMessage(new byte[10]);
        channel.port2().postMessage(new byte[10]);
        router.taken(peer, new Upstream.PortTaken(2, 1));
        router.adopt(peer, List.of(new PortTransfer(2, 0, 2)));

        assertThatThrownBy(() -> router.returned(peer, returned(2, 30))).isInstanceOf(MalformedFrameException.class);
    }

    /** A port costs something to keep, too. */
    @Test
    void returned_withPortsThatWereNotSent_isMalformed() {
        give(channel.port1());
        channel.port2().postMessage(new byte[100]);
        router.adopt(peer, List.of(new PortTransfer(2, 0, 0)));

        assertThatThrownBy(() -> router.returned(
                        peer,
                        new Upstream.PortReturned(2, Payload.of(new byte[100]), List.of(new PortTransfer(1, 3, 0)))))
                .isInstanceOf(MalformedFrameException.class);
        assertThat(router.size()).as("the line of port 2").isEqualTo(1);
    }

    @Test
    void returned_moreLocalBytesThanAWindow_isMalformed() {
        router.adopt(peer, List.of(new PortTransfer(1, 3, -3)));
        router.returned(peer, returned(1, LARGEST / 2));

        assertThatThrownBy(() -> router.returned(peer, returned(1, LARGEST)))
                .isInstanceOf(MalformedFrameException.class);
    }

    /** As a port takes one message of any size if nothing else is on its way. */
    @Test
    void returned_localMessageLargerThanTheWindow_mayComeAloneOnly() {
        router.adopt(peer, List.of(new PortTransfer(1, 3, -2)));

        router.returned(peer, returned(1, 10 * LARGEST));

        assertThatThrownBy(() -> router.returned(peer, returned(1, 0))).isInstanceOf(MalformedFrameException.class);
    }

    /** First what was posted there, then what main had sent. */
    @Test
    void returned_localAndSentMessages_eachWithinItsBounds_arrive() {
        MessagePort inMain =
                router.adopt(peer, List.of(new PortTransfer(1, 3, 0))).get(0);
        byte[] sent = new byte[10 * LARGEST];
        inMain.postMessage(sent);
        Payload onTheWire = ((Downstream.PortMessage) peer.frames().get(0)).message();
        MessagePort transferred =
                router.adopt(peer, List.of(new PortTransfer(3, 0, -1))).get(0);
        Received received = Received.from(transferred);

        router.returned(peer, new Upstream.PortReturned(3, onTheWire, List.of()));
        router.returned(peer, new Upstream.PortReturned(3, onTheWire, List.of()));
        loop.runAll();

        assertThat(received.messages()).containsExactly(sent, sent);
        assertThat(router.size()).isZero();
    }

    private void give(MessagePort port) {
        assertThat(router.post(peer, List.of(port), grants -> new Downstream.Message("ports", 0, Payload.NONE, grants)))
                .isTrue();
    }

    private static Upstream.PortReturned returned(long port, int bytes) {
        return new Upstream.PortReturned(port, Payload.of(new byte[bytes]), List.of());
    }
}
