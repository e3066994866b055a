package dev.covalent.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.port.Received;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ports that go from process to process, with nothing crossing on the way. */
final class PortRelayTest {
    private final Wiring wiring = new Wiring();
    private final MainPlace main = wiring.main();
    private final RendererPlace a = wiring.newRenderer();
    private final RendererPlace b = wiring.newRenderer();

    @AfterEach
    void nothingWasUncaught() {
        assertThat(wiring.uncaught()).isEmpty();
    }

    /** PRT-02, PRT-03. */
    @Test
    void portOfARenderer_sentToMain_worksBothWays() {
        MessageChannel channel = a.newChannel();
        Received atRenderer = Received.from(channel.port1());
        a.give(channel.port2());
        wiring.settle();
        MessagePort inMain = main.takePort();
        Received atMain = Received.from(inMain);

        channel.port1().postMessage("up");
        inMain.postMessage("down");
        wiring.settle();

        assertThat(atMain.messages()).containsExactly("up");
        assertThat(atRenderer.messages()).containsExactly("down");
    }

    /** PRT-02, PRT-08. */
    @Test
    void portOfMain_sentToARenderer_bringsWhatWasPostedBefore() {
        MessageChannel channel = main.newChannel();
        channel.port1().postMessage("before");
        main.give(a, channel.port2());
        channel.port1().postMessage("meanwhile");
        wiring.settle();
        MessagePort inRenderer = a.takePort();
        Received atMain = Received.from(channel.port1());
        Received atRenderer = Received.from(inRenderer);

        inRenderer.postMessage("answer");
        wiring.settle();

        assertThat(atRenderer.messages()).containsExactly("before", "meanwhile");
        assertThat(atMain.messages()).containsExactly("answer");
    }

    /** PRT-08: what waits at either end when the channel leaves its process follows. */
    @Test
    void portOfARenderer_queuedAtBothEnds_bothArrive() {
        MessageChannel channel = a.newChannel();
        channel.port1().postMessage("for 2");
        channel.port2().postMessage("for 1");

        a.give(channel.port2());
        wiring.settle();
        Received at1 = Received.from(channel.port1());
        Received atMain = Received.from(main.takePort());
        wiring.settle();

        assertThat(at1.messages()).containsExactly("for 1");
        assertThat(atMain.messages()).containsExactly("for 2");
    }

    /** Main forwards a port, and does not take part in what follows. */
    @Test
    void portForwardedByMain_connectsTwoRenderers() { // PRT-10, PRT-11
        MessageChannel channel = a.newChannel();
        a.give(channel.port2());
        wiring.settle();
        main.give(b, main.takePort());
        wiring.settle();
        MessagePort atB = b.takePort();
        Received receivedA = Received.from(channel.port1());
        Received receivedB = Received.from(atB);

        channel.port1().postMessage("to b");
        atB.postMessage("to a");
        wiring.settle();

        assertThat(receivedA.messages()).containsExactly("to a");
        assertThat(receivedB.messages()).containsExactly("to b");
    }

    /** Both ends leave with one message, with messages at both. */
    @Test
    void bothEnds_sentAtOnce_bringTheirQueues() {
        MessageChannel channel = a.newChannel();
        channel.port1().postMessage("for 2");
        channel.port2().postMessage("for 1");

        a.give(channel.port1(), channel.port2());
        wiring.settle();
        MessagePort port1 = main.takePort();
        MessagePort port2 = main.takePort();
        port2.postMessage("later, for 1");
        Received at1 = Received.from(port1);
        Received at2 = Received.from(port2);
        wiring.settle();

        assertThat(at1.messages()).containsExactly("for 1", "later, for 1");
        assertThat(at2.messages()).containsExactly("for 2");
    }

    /** Each end leaves with a message of its own, the second while what was posted in the renderer still waits there. */
    @Test
    void secondEnd_sentLater_bringsWhatWasPostedBeforeMainKnewTheChannel() {
        MessageChannel channel = a.newChannel();
        channel.port2().postMessage("local 1");
        channel.port2().postMessage("local 2");
        a.give(channel.port2());
        wiring.settle();
        MessagePort port2 = main.takePort();
        port2.postMessage("from main");
        wiring.settle();

        a.give(channel.port1());
        wiring.settle();
        port2.postMessage("after");
        Received at1 = Received.from(main.takePort());
        wiring.settle();

        assertThat(at1.messages()).containsExactly("local 1", "local 2", "from main", "after");
    }

    /** PRT-09: a port sent through a port that crosses processes. */
    @Test
    void portInAPortMessage_fromRendererToRenderer_works() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        Received receivedB = Received.from(atB);
        MessageChannel nested = a.newChannel();
        nested.port2().postMessage("posted by the port before it left");
        nested.port1().postMessage("queued");
        Received atNested1 = Received.from(nested.port1());

        atA.postMessage("take it", nested.port2());
        wiring.settle();
        Received atNested2 = Received.from(receivedB.ports().get(0));
        receivedB.ports().get(0).postMessage("thanks");
        wiring.settle();

        assertThat(atNested2.messages()).containsExactly("queued");
        assertThat(atNested1.messages()).containsExactly("posted by the port before it left", "thanks");
    }

    /** PRT-09, several deep: a port in the queue of a port in the queue of a port that is transferred. */
    @Test
    void portsInQueuesOfPorts_allArrive() {
        MessageChannel outer = a.newChannel();
        MessageChannel middle = a.newChannel();
        MessageChannel inner = a.newChannel();
        inner.port1().postMessage("innermost");
        middle.port1().postMessage("has inner", inner.port2());
        outer.port1().postMessage("has middle", middle.port2());

        a.give(outer.port2());
        wiring.settle();
        main.give(b, main.takePort());
        wiring.settle();
        Received atOuter = Received.from(b.takePort());
        wiring.settle();
        Received atMiddle = Received.from(atOuter.ports().get(0));
        wiring.settle();
        Received atInner = Received.from(atMiddle.ports().get(0));
        wiring.settle();

        assertThat(atInner.messages()).containsExactly("innermost");
    }

    /** MC-07, across processes in a row. */
    @Test
    void portPassedOnUnread_throughThreeProcesses_losesNothing() {
        RendererPlace c = wiring.newRenderer();
        MessageChannel channel = main.newChannel();
        for (RendererPlace next : List.of(a, b, c)) {
            channel.port1().postMessage("on the way to " + next.webContentsId());
            main.give(next, next == a ? channel.port2() : main.takePort());
            wiring.settle();
            if (next != c) {
                next.give(next.takePort());
                wiring.settle();
            }
        }

        Received atC = Received.from(c.takePort());
        wiring.settle();

        assertThat(atC.messages()).containsExactly("on the way to 1", "on the way to 2", "on the way to 3");
    }

    /** PRT-12, PRT-13, PRT-19 for ipcRenderer.postMessage and webContents.postMessage. */
    @Test
    void give_badList_isRefusedAndNothingIsTransferred() {
        MessageChannel ofA = a.newChannel();
        MessageChannel ofMain = main.newChannel();

        assertThatThrownBy(() -> a.give(ofA.port1(), ofA.port1()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 1 is a duplicate.");
        assertThatThrownBy(() -> main.give(a, ofMain.port1(), ofMain.port1()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 1 is a duplicate.");
        a.give(ofA.port1());
        main.give(a, ofMain.port1());

        assertThatThrownBy(() -> a.give(ofA.port1()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is already neutered.");
        assertThatThrownBy(() -> main.give(a, ofMain.port1()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is already neutered.");
    }

    /** PRT-22, MC-15. */
    @Test
    void close_inOneRenderer_endsTheOtherAfterWhatWasPosted() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        List<Object> events = new ArrayList<>();
        atB.onClose(() -> events.add("closed"));
        atB.onMessage(event -> events.add(event.data().get()));

        atA.postMessage("last words");
        atA.close();
        wiring.settle();

        assertThat(events).containsExactly("last words", "closed");
        assertThat(atB.postMessage("too late")).isFalse();
        assertThat(wiring.held()).as("held for each other").isZero();
    }

    /** PRT-24, from a renderer to main. */
    @Test
    void abandon_inMain_closesTheOtherEnd() {
        MessageChannel channel = a.newChannel();
        Received atA = Received.closesOf(channel.port1());
        a.give(channel.port2());
        wiring.settle();

        main.router().abandon(List.of(main.takePort()));
        wiring.settle();

        assertThat(atA.closes()).isEqualTo(1);
        assertThat(wiring.held()).as("held for each other").isZero();
    }

    /** PRT-24, from main to a renderer. */
    @Test
    void abandon_inARenderer_closesTheOtherEnd() {
        MessageChannel channel = main.newChannel();
        Received atMain = Received.closesOf(channel.port1());
        main.give(a, channel.port2());
        wiring.settle();

        a.table().abandon(List.of(a.takePort()));
        wiring.settle();

        assertThat(atMain.closes()).isEqualTo(1);
        assertThat(wiring.held()).as("held for each other").isZero();
    }

    /** PRT-24, PRT-25. */
    @Test
    void give_toARendererThatIsGone_closesTheOtherEnd() {
        MessageChannel channel = main.newChannel();
        Received atMain = Received.closesOf(channel.port1());
        a.kill();

        assertThat(main.give(a, channel.port2())).isFalse();
        wiring.settle();

        assertThat(atMain.closes()).isEqualTo(1);
        assertThat(wiring.held()).as("held for each other").isZero();
    }

    /** PRT-25, MC-18. */
    @Test
    void rendererGone_closesThePortsThatItWasConnectedTo() {
        MessagePort atB = wiring.connect(a, b);
        Received closesB = Received.closesOf(atB);
        MessageChannel ofMain = main.newChannel();
        Received closesMain = Received.closesOf(ofMain.port1());
        main.give(a, ofMain.port2());
        wiring.settle();

        a.kill();
        wiring.settle();

        assertThat(closesB.closes()).isEqualTo(1);
        assertThat(closesMain.closes()).isEqualTo(1);
        assertThat(ofMain.port1().postMessage("to nobody")).isFalse();
        assertThat(main.router().size()).isZero();
    }

    /** The renderer's own side of a link that ended. */
    @Test
    void linkEnded_closesEveryPortThatLedToMain() {
        wiring.connect(a, b);
        MessagePort atA = a.takePort();
        MessageChannel local = a.newChannel();
        Received closes = Received.closesOf(atA);
        Received closesLocal = Received.from(local.port1());

        a.kill();
        a.table().close();
        local.port2().postMessage("still works");
        a.loop().runAll();

        assertThat(closes.closes()).isEqualTo(1);
        assertThat(closesLocal.closes()).isZero();
        assertThat(closesLocal.messages()).containsExactly("still works");
        assertThat(atA.postMessage("too late")).isFalse();
        assertThat(a.table().size()).isZero();
    }

    @Test
    void postMessage_inMain_queueTowardsTheRendererFull_throwsAndTransfersNothing() {
        MessageChannel channel = main.newChannel();
        MessageChannel other = main.newChannel();
        main.give(a, channel.port2());
        wiring.settle();
        a.bound(1, 1);
        channel.port1().postMessage("fits");

        assertThatThrownBy(() -> channel.port1().postMessage("does not", other.port1()))
                .isInstanceOf(QueueFullException.class);
        wiring.settle();

        assertThat(channel.port1().postMessage("there is room again", other.port1()))
                .isTrue();
    }

    @Test
    void postMessage_inARenderer_queueTowardsMainFull_throwsAndTransfersNothing() {
        MessageChannel channel = a.newChannel();
        MessageChannel other = a.newChannel();
        a.give(channel.port2());
        wiring.settle();
        a.bound(1, 1);
        channel.port1().postMessage("fits");

        assertThatThrownBy(() -> channel.port1().postMessage("does not", other.port1()))
                .isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> a.give(other.port1())).isInstanceOf(QueueFullException.class);
        wiring.settle();

        a.give(other.port1());
    }

    /** What was accepted before is not lost when the link is full: it waits for room. */
    @Test
    void queuedMessages_thatFollowAPortOntoAFullLink_waitForRoom() {
        MessageChannel channel = a.newChannel();
        for (int i = 0; i < 5; i++) {
            channel.port1().postMessage(i);
        }
        a.bound(2, 2);

        a.give(channel.port2());
        wiring.settle();
        for (int i = 0; i < 5; i++) {
            a.table().resume();
            wiring.settle();
        }
        main.give(b, main.takePort());
        b.bound(2, 2);
        wiring.settle();
        for (int i = 0; i < 5; i++) {
            main.router().resume(b);
            wiring.settle();
        }
        Received atB = Received.from(b.takePort());
        wiring.settle();

        assertThat(atB.messages()).containsExactly(0, 1, 2, 3, 4);
    }
}
