package dev.covalent.renderer.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.port.Mail;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The frames that a renderer's table sends, and their order. */
@Timeout(20)
final class PortTableTest {
    private final ManualLoop loop = new ManualLoop();
    private final RecordingLink link = new RecordingLink(loop);
    private final List<Throwable> uncaught = new ArrayList<>();
    private final PortTable table = new PortTable(link, uncaught::add, QueueLimits.DEFAULT);

    /** Channels whose ports must not be closed because the collector found that they were dropped. */
    private final List<MessageChannel> kept = new ArrayList<>();

    private final MessageChannel channel = table.newChannel();

    @Test
    void post_newChannel_sendsTheMessageFirstAndThenWhatWaits() {
        channel.port1().postMessage("waiting");

        give(channel.port2());
        channel.port1().postMessage("later");

        assertThat(link.frames())
                .containsExactly(
                        message(new PortTransfer(1, 3, -1)),
                        new Upstream.PortReturned(1, payload("waiting"), List.of()),
                        new Upstream.PortMessage(3, payload("later"), List.of()));
    }

    @Test
    void post_grantedPort_tellsHowManyWereConsumed() {
        MessagePort port = table.adopt(List.of(2L)).get(0);
        port.onMessage(event -> {});
        table.received(new Downstream.PortMessage(2, payload("read"), List.of()));
        table.received(new Downstream.PortMessage(2, payload("not read"), List.of()));
        loop.runOne();

        give(port);
        table.received(new Downstream.PortMessage(2, payload("under way"), List.of()));
        table.closed(new Downstream.PortClosed(2));

        assertThat(link.frames())
                .containsExactly(
                        message(new PortTransfer(2, 0, 1)),
                        new Upstream.PortReturned(2, payload("not read"), List.of()),
                        new Upstream.PortReturned(2, payload("under way"), List.of()));
        assertThat(table.size()).isZero();
    }

    @Test
    void closed_byMain_isAcknowledgedOnce() {
        MessagePort port = table.adopt(List.of(2L)).get(0);

        table.closed(new Downstream.PortClosed(2));
        table.closed(new Downstream.PortClosed(2));
        port.close();

        assertThat(link.frames()).containsExactly(new Upstream.PortClose(2));
    }

    /** ASK-03: a closed port gives no credit back; that is main's to say. */
    @Test
    void postMessage_grantedPortsThatAreClosed_isRefusedUntilMainHasSettled() {
        PortTable tight = new PortTable(link, uncaught::add, QueueLimits.ofBound(4_000));
        byte[] half = new byte[500];

        assertThatThrownBy(() -> {
                    for (long number = 2; number < 200; number += 2) {
                        postAndClose(tight, number, half);
                    }
                })
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("of what all the ports of this process posted");
        long outstanding = tight.outstanding();
        tight.settled(new Downstream.PostingSettled(outstanding));

        assertThat(tight.outstanding()).isZero();
        postAndClose(tight, 200, half);
    }

    @Test
    void settled_moreThanWasPosted_isMalformed() {
        table.adopt(List.of(2L)).get(0).postMessage("text");
        channel.port1().postMessage("stays here");
        long local = table.outstanding() - Mail.costOf(payload("text"), 0);
        Downstream.PostingSettled all = new Downstream.PostingSettled(table.outstanding());

        assertThatThrownBy(() -> table.settled(all)).isInstanceOf(MalformedFrameException.class);
        table.settled(new Downstream.PostingSettled(Mail.costOf(payload("text"), 0)));

        assertThat(table.outstanding()).isEqualTo(local);
        assertThatThrownBy(() -> table.settled(new Downstream.PostingSettled(1)))
                .isInstanceOf(MalformedFrameException.class);
    }

    /** What waits at a port counts for main when it leaves, until main has settled it. */
    @Test
    void post_newChannelWithMessages_countsUntilMainHasSettled() {
        channel.port1().postMessage("waiting");
        long outstanding = table.outstanding();

        give(channel.port2());
        channel.port1().close();

        assertThat(table.outstanding()).isEqualTo(outstanding);
        table.settled(new Downstream.PostingSettled(outstanding));
        assertThat(table.outstanding()).isZero();
    }

    @Test
    void close_withMessagesThatMainHasNotSettled_theyCountNoMore() {
        table.adopt(List.of(2L)).get(0).postMessage("text");

        table.close();

        assertThat(table.outstanding()).isZero();
        table.settled(new Downstream.PostingSettled(1)); // was on its way
    }

    @Test
    void received_forAClosedPort_closesThePortsInIt() {
        table.adopt(List.of(2L)).get(0).close();

        table.received(new Downstream.PortMessage(2, payload("late"), List.of(4L, 6L)));

        assertThat(link.frames())
                .containsExactly(new Upstream.PortClose(2), new Upstream.PortClose(4), new Upstream.PortClose(6));
    }

    @Test
    void adopt_numberThatMainMayNotGive_isMalformed() {
        table.adopt(List.of(2L));

        for (long bad : new long[] {0, -2, 3, 2}) {
            assertThatThrownBy(() -> table.adopt(List.of(bad)))
                    .as("number %s", bad)
                    .isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void adopt_afterTheLinkEnded_givesAPortThatIsClosed() {
        table.close();
        int[] closes = {0};

        table.adopt(List.of(2L)).get(0).onClose(() -> closes[0]++);
        loop.runAll();

        assertThat(closes[0]).isEqualTo(1);
        assertThat(table.size()).isZero();
    }

    /** A thread posts to one end while another gives the other end away: main can follow every frame. */
    @Test
    void post_whileAnotherThreadPostsToTheOtherEnd_keepsTheOrderOnTheWire() throws InterruptedException {
        int messages = 500;
        for (int round = 0; round < 20; round++) {
            MessageChannel shared = table.newChannel();
            kept.add(shared);
            int before = link.frames().size();
            Thread poster = Threads.daemon("poster", () -> {
                for (int i = 0; i < messages; i++) {
                    shared.port1().postMessage(i);
                }
            });
            poster.start();

            give(shared.port2());
            poster.join(10_000);

            List<Upstream> frames = link.frames().subList(before, link.frames().size());
            assertThat(frames.get(0)).isInstanceOf(Upstream.Message.class);
            PortTransfer transfer = ((Upstream.Message) frames.get(0)).ports().get(0);
            List<Upstream> expected = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                expected.add(
                        i < -transfer.consumed()
                                ? new Upstream.PortReturned(transfer.port(), payload(i), List.of())
                                : new Upstream.PortMessage(transfer.peer(), payload(i), List.of()));
            }
            assertThat(frames.subList(1, frames.size())).isEqualTo(expected);
        }
    }

    private void postAndClose(PortTable at, long number, byte[] message) {
        MessagePort port = at.adopt(List.of(number)).get(0);
        port.postMessage(message);
        port.close();
    }

    private void give(MessagePort... ports) {
        table.post(List.of(ports), transfers -> new Upstream.Message("ports", Payload.NONE, transfers));
    }

    private static Upstream message(PortTransfer... transfers) {
        return new Upstream.Message("ports", Payload.NONE, List.of(transfers));
    }

    private static Payload payload(Object value) {
        return StructuredClone.encode(value, "message");
    }
}
