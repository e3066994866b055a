package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transfers within one process, through {@link LocalPort#postMessage}. */
final class TransferListTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final PortSpace space = new PortSpace(loop, uncaught::add, QueueLimits.DEFAULT);
    private final MessageChannel carrier = space.newChannel();
    private final MessageChannel channel = space.newChannel();

    /** PRT-09, MC-05, MC-06, MC-07. */
    @Test
    void transfer_withQueuedMessages_theyFollowThePortInOrder() {
        Received arrivals = Received.from(carrier.port2());
        channel.port1().postMessage("before");
        carrier.port1().postMessage("take it", channel.port2());
        channel.port1().postMessage("under way");
        loop.runAll();
        MessagePort arrived = arrivals.ports().get(0);
        channel.port1().postMessage("after");

        Received atNewOwner = Received.from(arrived);
        loop.runAll();

        assertThat(arrived).isNotSameAs(channel.port2());
        assertThat(atNewOwner.messages()).containsExactly("before", "under way", "after");
    }

    /** MC-07: the listener transfers its own port while messages are queued behind the one it handles. */
    @Test
    void transfer_insideTheListener_takesTheRestOfTheQueueAlong() {
        Received arrivals = Received.from(carrier.port2());
        List<Object> first = new ArrayList<>();
        channel.port2().onMessage(event -> {
            first.add(event.data().get());
            carrier.port1().postMessage("take it", channel.port2());
        });
        channel.port1().postMessage("a");
        channel.port1().postMessage("b");
        loop.runAll();

        Received atNewOwner = Received.from(arrivals.ports().get(0));
        loop.runAll();

        assertThat(first).containsExactly("a");
        assertThat(atNewOwner.messages()).containsExactly("b");
    }

    /** MC-06. */
    @Test
    void transferredPort_isDeadForItsOldOwner() {
        carrier.port1().postMessage("take it", channel.port2());
        Received at1 = Received.from(channel.port1());

        assertThat(channel.port2().postMessage("from the dead")).isFalse();
        channel.port2().close();
        channel.port2().start();
        loop.runAll();

        assertThat(at1.messages()).isEmpty();
        assertThat(at1.closes()).isZero();
        assertThatThrownBy(() -> channel.port2().onMessage(event -> {})).isInstanceOf(IllegalStateException.class);
    }

    /** PRT-12, MC-11. */
    @Test
    void transfer_alreadyNeutered_isRefused() {
        carrier.port1().postMessage("take it", channel.port2());

        assertThatThrownBy(() -> carrier.port1().postMessage("again", channel.port2()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is already neutered.");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void transfer_null_isRefusedByName() {
        assertThatThrownBy(() -> carrier.port1().postMessage("take it", (MessagePort[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("transfer");
        assertThatThrownBy(() -> TransferList.of(space, null, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("transfer");
    }

    @Test
    void transfer_closedByItsOwner_isRefused() {
        channel.port2().close();

        assertThatThrownBy(() -> carrier.port1().postMessage("take it", channel.port2()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is closed.");
    }

    /** PRT-13, PRT-19, MC-09. */
    @Test
    void transfer_duplicate_isRefusedAndNothingIsTransferred() {
        MessageChannel third = space.newChannel();

        assertThatThrownBy(() -> carrier.port1().postMessage("twice", third.port1(), channel.port2(), third.port1()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 2 is a duplicate.");

        assertThat(carrier.port1().postMessage("once", third.port1(), channel.port2()))
                .isTrue();
    }

    /** PRT-14, MC-08. */
    @Test
    void transfer_sourcePort_isRefused() {
        assertThatThrownBy(() -> carrier.port1().postMessage("itself", channel.port2(), carrier.port1()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 1 contains the source port.");
    }

    /** PRT-15, MC-10: refused before the message is looked at. */
    @Test
    void transfer_nullElement_isRefused() {
        MessagePort[] ports = {channel.port2(), null};

        assertThatThrownBy(() -> carrier.port1().postMessage(new Thread(), ports))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 1 is not a valid port");
    }

    @Test
    void transfer_portOfAnotherProcess_isRefused() {
        PortSpace elsewhere = new PortSpace(loop, uncaught::add, QueueLimits.DEFAULT);
        MessagePort foreign = elsewhere.newChannel().port1();

        assertThatThrownBy(() -> carrier.port1().postMessage("not mine", foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is not a valid port");
    }

    @Test
    void transfer_throughAClosedPort_leavesThePortsWithTheirOwner() {
        carrier.port2().close();

        assertThat(carrier.port1().postMessage("dropped", channel.port2())).isFalse();

        Received at2 = Received.from(channel.port2());
        channel.port1().postMessage("still here");
        loop.runAll();
        assertThat(at2.messages()).containsExactly("still here");
    }

    /** The HTML standard calls the port doomed: nobody could ever receive it. */
    @Test
    void transfer_ofTheOtherEnd_closesTheChannel() {
        Received at1 = Received.closesOf(carrier.port1());

        assertThat(carrier.port1().postMessage("to yourself", carrier.port2())).isFalse();
        loop.runAll();

        assertThat(at1.closes()).isEqualTo(1);
    }

    @Test
    void transfer_ofAPortWhoseOtherEndIsClosed_closeEventFollows() {
        channel.port1().postMessage("last words");
        channel.port1().close();
        loop.runAll();
        Received arrivals = Received.from(carrier.port2());

        carrier.port1().postMessage("take it", channel.port2());
        loop.runAll();
        Received atNewOwner = Received.from(arrivals.ports().get(0));
        loop.runAll();

        assertThat(atNewOwner.messages()).containsExactly("last words");
        assertThat(atNewOwner.closes()).isEqualTo(1);
    }

    /** PRT-24. */
    @Test
    void transfer_toAStartedPortWithoutListeners_closesThePort() {
        Received at1 = Received.closesOf(channel.port1());

        carrier.port2().start();
        carrier.port1().postMessage("to nobody", channel.port2());
        loop.runAll();

        assertThat(at1.closes()).isEqualTo(1);
    }

    /** PRT-24. */
    @Test
    void close_beforeStart_closesThePortsInTheQueue() {
        Received at1 = Received.closesOf(channel.port1());
        carrier.port1().postMessage("never read", channel.port2());

        carrier.port2().close();
        loop.runAll();

        assertThat(at1.closes()).isEqualTo(1);
    }

    @Test
    void close_portsWithinPortsWithinPorts_doesNotDeepenTheStack() {
        MessageChannel innermost = channel;
        MessagePort last = innermost.port2();
        for (int i = 0; i < 20_000; i++) {
            MessageChannel around = space.newChannel();
            around.port1().postMessage(null, last);
            last = around.port2();
        }
        Received at1 = Received.closesOf(innermost.port1());

        last.close();
        loop.runAll();

        assertThat(at1.closes()).isEqualTo(1);
    }
}
