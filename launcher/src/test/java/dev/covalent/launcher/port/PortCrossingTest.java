package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.port.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames that cross on the way: each test plays one race to the letter. */
final class PortCrossingTest {
    private final Wiring wiring = new Wiring();
    private final MainPlace main = wiring.main();
    private final RendererPlace a = wiring.newRenderer();
    private final RendererPlace b = wiring.newRenderer();
    private final MessageChannel channel = main.newChannel();

    @AfterEach
    void nothingWasUncaught() {
        assertThat(wiring.uncaught()).isEmpty();
    }

    /** MC-07: messages reach the old owner after it transferred the port, and come back. */
    @Test
    void messageUnderWay_whenThePortLeaves_comesBackBeforeLaterOnes() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage("waiting there");
        wiring.down();
        channel.port1().postMessage("under way");
        a.give(atA);
        a.pumpUp(main); // the transfer alone
        MessagePort inMain = main.takePort();
        channel.port1().postMessage("after the transfer");
        Received atNewOwner = Received.from(inMain);
        main.loop().runAll();
        assertThat(atNewOwner.messages()).as("before anything came back").isEmpty();

        wiring.settle();

        assertThat(atNewOwner.messages()).containsExactly("waiting there", "under way", "after the transfer");
        assertThat(a.table().size()).isZero();
        assertThat(main.router().size()).isZero();
    }

    /** What waits at one port carries the other end of another, which leaves with it. */
    @Test
    void portsLeaveTogether_oneCarryingTheOtherEndOfTheOther_stayConnected() {
        MessageChannel carrier = a.newChannel();
        MessageChannel carried = a.newChannel();
        carrier.port2().postMessage("carry", carried.port1());
        a.give(carrier.port1(), carried.port2());
        wiring.settle();
        Received carrierInMain = Received.from(main.takePort());
        MessagePort otherInMain = main.takePort();
        wiring.settle();
        Received received = Received.from(carrierInMain.ports().get(0));

        otherInMain.postMessage("hello");
        wiring.settle();

        assertThat(received.messages()).containsExactly("hello");
        assertThat(wiring.held()).as("the carrier's ends").isEqualTo(2);
        assertThat(wiring.outstanding()).isZero();
    }

    /** MC-07: the port moves on twice while messages are still coming back from the first owner. */
    @Test
    void portMovesOn_whileMessagesComeBackFromTwoOwners_orderIsKept() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage(1);
        channel.port1().postMessage(2);
        a.give(atA);
        a.pumpUp(main);
        main.give(b, main.takePort());
        channel.port1().postMessage(3);
        a.pumpDown();
        wiring.up(a); // 1 comes back and goes on to b; 2 is still under way to a
        wiring.down(); // b gets the port and 1, and a gets 2
        b.give(b.takePort());
        b.pumpUp(main); // the second transfer: 1 is to come back from b
        Received atNewOwner = Received.from(main.takePort());
        wiring.up(a); // 2 comes back before 1 does
        main.loop().runAll();
        assertThat(atNewOwner.messages()).as("while 1 is out").isEmpty();

        channel.port1().postMessage(4);
        wiring.settle();

        assertThat(atNewOwner.messages()).containsExactly(1, 2, 3, 4);
    }

    /** A port within a message that comes back is of use to the new owner. */
    @Test
    void portInAMessageUnderWay_comesBackWithIt() {
        MessagePort atA = give(a, channel.port2());
        MessageChannel nested = main.newChannel();
        nested.port1().postMessage("in the nested queue");
        channel.port1().postMessage("has a port", nested.port2());
        a.give(atA);
        wiring.settle();

        Received atNewOwner = Received.from(main.takePort());
        wiring.settle();
        Received atNested = Received.from(atNewOwner.ports().get(0));
        wiring.settle();

        assertThat(atNested.messages()).containsExactly("in the nested queue");
    }

    @Test
    void closeOfBothEnds_crossing_isFineAndClosesEachOnce() {
        MessagePort atA = give(a, channel.port2());
        Received closesA = Received.closesOf(atA);
        Received closesMain = Received.closesOf(channel.port1());

        atA.close();
        channel.port1().close();
        wiring.settle();

        assertThat(closesA.closes()).isEqualTo(1);
        assertThat(closesMain.closes()).isEqualTo(1);
        assertThat(a.table().size()).isZero();
        assertThat(main.router().size()).isZero();
    }

    /** The message is dropped, and the port in it closed (PRT-21, PRT-24). */
    @Test
    void messageUnderWay_whenTheReceiverCloses_isDroppedWithItsPorts() {
        MessagePort atA = give(a, channel.port2());
        MessageChannel nested = main.newChannel();
        Received closesNested = Received.closesOf(nested.port1());

        channel.port1().postMessage("has a port", nested.port2());
        atA.close();
        wiring.settle();

        assertThat(closesNested.closes()).isEqualTo(1);
        assertThat(a.table().size()).isZero();
        assertThat(main.router().size()).isZero();
    }

    /** The same towards main: the renderer posts before it hears of the close. */
    @Test
    void messageOfARenderer_whenMainCloses_isDroppedWithItsPorts() {
        MessagePort atA = give(a, channel.port2());
        MessageChannel nested = a.newChannel();
        Received closesNested = Received.closesOf(nested.port1());

        atA.postMessage("has a port", nested.port2());
        channel.port1().close();
        wiring.settle();

        assertThat(closesNested.closes()).isEqualTo(1);
        assertThat(a.table().size()).isZero();
        assertThat(main.router().size()).isZero();
    }

    /** The port leaves the renderer while the news that its other end closed is on the way. */
    @Test
    void closeUnderWay_whenThePortLeaves_reachesTheNewOwnerAfterTheMessages() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage("last words");
        channel.port1().close();
        a.give(atA);
        a.pumpUp(main);
        Received atNewOwner = Received.from(main.takePort());
        main.loop().runAll();
        assertThat(atNewOwner.closes()).as("before the message came back").isZero();

        wiring.settle();

        assertThat(atNewOwner.messages()).containsExactly("last words");
        assertThat(atNewOwner.closes()).isEqualTo(1);
        assertThat(main.router().size()).isZero();
    }

    /** The port leaves after the renderer heard that its other end closed: main has forgotten the number. */
    @Test
    void portWhoseOtherEndClosed_canStillBePassedOn() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage("last words");
        channel.port1().close();
        wiring.settle();

        a.give(atA);
        wiring.settle();
        Received atNewOwner = Received.from(main.takePort());
        wiring.settle();

        assertThat(atNewOwner.messages()).containsExactly("last words");
        assertThat(atNewOwner.closes()).isEqualTo(1);
        assertThat(a.table().size()).isZero();
        assertThat(main.router().size()).isZero();
    }

    /** Both ends of one channel are on the move at once, in opposite directions. */
    @Test
    void bothEnds_leaveTheirRenderersAtOnce_losesNothing() {
        MessagePort atA = give(a, channel.port1());
        MessagePort atB = give(b, channel.port2());
        for (int i = 0; i < 3; i++) {
            atA.postMessage("from a " + i);
            atB.postMessage("from b " + i);
        }
        a.give(atA);
        b.give(atB);
        wiring.settle();
        MessagePort one = main.takePort();
        MessagePort two = main.takePort();
        one.postMessage("from a last");
        Received atOne = Received.from(one);
        Received atTwo = Received.from(two);
        wiring.settle();

        assertThat(atTwo.messages()).containsExactly("from a 0", "from a 1", "from a 2", "from a last");
        assertThat(atOne.messages()).containsExactly("from b 0", "from b 1", "from b 2");
    }

    /** What the dead renderer had not returned is lost, and a stream does not go on with a hole in it. */
    @Test
    void oldOwnerDies_beforeItReturnedEverything_closesTheChannel() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage("lost");
        a.give(atA);
        a.pumpUp(main);
        channel.port1().postMessage("held back");
        Received atNewOwner = Received.from(main.takePort());
        Received atMain = Received.closesOf(channel.port1());

        a.kill();
        wiring.settle();

        assertThat(atNewOwner.messages()).isEmpty();
        assertThat(atNewOwner.closes()).isEqualTo(1);
        assertThat(atMain.closes()).isEqualTo(1);
        assertThat(channel.port1().postMessage("too late")).isFalse();
    }

    /** PRT-25 does not hit a port that had left the dead renderer in time. */
    @Test
    void oldOwnerDies_afterItReturnedEverything_doesNotMatter() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage("returned");
        a.give(atA);
        wiring.settle();

        a.kill();
        channel.port1().postMessage("after");
        Received atNewOwner = Received.from(main.takePort());
        wiring.settle();

        assertThat(atNewOwner.messages()).containsExactly("returned", "after");
        assertThat(atNewOwner.closes()).isZero();
    }

    /** A later owner dies with messages that came back from an earlier one, while more of them are on the way. */
    @Test
    void laterOwnerDies_whileAnEarlierOneReturns_nothingComesAfterTheHole() {
        MessagePort atA = give(a, channel.port2());
        channel.port1().postMessage(1);
        channel.port1().postMessage(2);
        a.give(atA);
        a.pumpUp(main);
        main.give(b, main.takePort());
        a.pumpDown();
        wiring.up(a); // 1 is back, and goes on to b
        b.pumpDown(); // the port, without 1
        b.give(b.takePort());
        b.pumpUp(main);
        Received atNewOwner = Received.from(main.takePort());

        b.kill();
        wiring.settle(); // 2 comes back

        assertThat(atNewOwner.messages()).isEmpty();
        assertThat(atNewOwner.closes()).isEqualTo(1);
        assertThat(main.router().size()).isZero();
    }

    /** The receiver dies with the port on the way to it. */
    @Test
    void newOwnerDies_beforeThePortArrives_closesTheOtherEnd() {
        Received atMain = Received.closesOf(channel.port1());
        channel.port1().postMessage("queued");
        main.give(a, channel.port2());

        a.kill();
        wiring.settle();

        assertThat(atMain.closes()).isEqualTo(1);
        assertThat(main.router().size()).isZero();
    }

    /** Ports of a message that is taken from the sequence when its sender is gone already. */
    @Test
    void transferOfADeadRenderer_givesAClosedPort() {
        MessagePort atA = give(a, channel.port2());
        a.give(atA);
        Received closes = Received.closesOf(channel.port1());

        a.killButDeliver(main);
        wiring.settle();
        Received arrived = Received.closesOf(main.takePort());
        wiring.settle();

        assertThat(arrived.closes()).isEqualTo(1);
        assertThat(closes.closes()).isEqualTo(1);
        assertThat(main.router().size()).isZero();
    }

    private MessagePort give(RendererPlace to, MessagePort port) {
        assertThat(main.give(to, port)).isTrue();
        wiring.settle();
        return to.takePort();
    }
}
