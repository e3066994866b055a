package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ASK-03: ever more channels to somebody who takes nothing cost a bounded amount, and the others go on. */
final class PostingTotalTest {
    private static final byte[] WINDOWFUL = new byte[840];

    private final ManualLoop loop = new ManualLoop();
    private final PortSpace space = new PortSpace(
            loop,
            thrown -> {
                throw new AssertionError(thrown);
            },
            QueueLimits.ofBound(4_000));
    private final List<MessageChannel> stalled = new ArrayList<>();

    @Test
    void postMessage_manyPortsOfWhichNobodyReads_isRefusedAtTwiceTheBound() {
        assertThatThrownBy(this::postOverNewChannels)
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("of what all the ports of this process posted")
                .hasMessageContaining("the most is 4000");

        assertThat(space.postingTotal().bytes()).isBetween(8_000L, 9_000L);
    }

    @Test
    void postMessage_pastTheBound_portWhoseReceiverKeepsUpGoesOn_anotherIsHeldBack() {
        fillTheBound();
        MessageChannel quick = space.newChannel();
        Received received = Received.from(quick.port2());
        MessagePort busy = space.newChannel().port1();
        busy.postMessage("first");

        for (int i = 0; i < 50; i++) {
            assertThat(quick.port1().postMessage(i)).isTrue();
            loop.runAll();
        }

        assertThat(received.messages()).hasSize(50);
        assertThatThrownBy(() -> busy.postMessage("second")).isInstanceOf(QueueFullException.class);
    }

    @Test // it was not this port's own messages that held it back
    void onDrain_afterARefusalBecauseOfOthers_isToldWhenTheyAreConsumed() {
        fillTheBound();
        MessagePort busy = space.newChannel().port1();
        List<String> drains = new ArrayList<>();
        busy.onDrain(() -> drains.add("drained"));
        busy.postMessage("first");
        assertThat(busy.isWritable()).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> busy.postMessage("second")).isInstanceOf(QueueFullException.class);
        }
        assertThat(busy.isWritable()).isFalse();

        stalled.forEach(channel -> channel.port2().start());
        loop.runAll();

        assertThat(drains).hasSize(1);
        assertThat(busy.isWritable()).isTrue();
        assertThat(busy.postMessage("second")).isTrue();
    }

    @Test
    void closedAndTransferred_whatNobodyReadStillCounts() {
        fillTheBound();
        MessageChannel wandering = stalled.remove(3);
        MessageChannel closed = stalled.remove(2);
        MessageChannel carrier = space.newChannel();
        Received arrived = Received.from(carrier.port2());

        carrier.port1().postMessage("take it", wandering.port1());
        closed.port1().close();
        stalled.forEach(channel -> channel.port2().start());
        loop.runAll();

        assertThat(space.postingTotal().bytes()).isBetween(1_900L, 2_000L);
        assertThat(arrived.ports().get(0).bufferedAmount()).isBetween(900L, 1_000L);
        closed.port2().close();
        assertThat(space.postingTotal().bytes()).isBetween(900L, 1_000L);
        wandering.port2().start();
        loop.runAll();
        assertThat(space.postingTotal().bytes()).isZero();
    }

    @Test
    void postMessage_portsThatAreClosedOneAfterTheOther_isRefusedAtTwiceTheBound() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        MessageChannel channel = space.newChannel();
                        stalled.add(channel);
                        channel.port1().postMessage(WINDOWFUL);
                        channel.port1().close();
                    }
                })
                .isInstanceOf(QueueFullException.class);

        stalled.forEach(channel -> channel.port2().close());

        assertThat(space.postingTotal().bytes()).isZero();
    }

    private void fillTheBound() {
        while (space.postingTotal().bytes() < 4_000) {
            MessageChannel channel = space.newChannel();
            stalled.add(channel);
            channel.port1().postMessage(WINDOWFUL);
        }
    }

    private void postOverNewChannels() {
        for (int i = 0; i < 100; i++) {
            MessageChannel channel = space.newChannel();
            stalled.add(channel);
            channel.port1().postMessage(WINDOWFUL);
        }
    }
}
