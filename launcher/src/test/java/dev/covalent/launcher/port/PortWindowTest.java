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

/** Windows of ports that go from process to process: who is held back, and who gets the credit back. */
final class PortWindowTest {
    private static final byte[] PIECE = new byte[10_000];

    private final Wiring wiring = new Wiring();
    private final MainPlace main = wiring.main();
    private final RendererPlace a = wiring.newRenderer();
    private final RendererPlace b = wiring.newRenderer();

    @AfterEach
    void nothingWasUncaught() {
        assertThat(wiring.uncaught()).isEmpty();
    }

    /** ASK-03: what a renderer could post is not lost when the queue towards the receiver is full: it waits for room. */
    @Test
    void relay_queueTowardsTheReceiverFull_waitsForRoom() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        Received receivedB = Received.from(atB);
        b.bound(Integer.MAX_VALUE, 1);
        for (int i = 0; i < 5; i++) {
            atA.postMessage(i);
        }
        wiring.up(a);
        for (int i = 0; i < 5; i++) {
            wiring.settle();
            main.router().resume(b);
        }
        wiring.settle();

        assertThat(receivedB.messages()).containsExactly(0, 1, 2, 3, 4);
        assertThat(atA.bufferedAmount()).isZero();
    }

    /** PRT-08, ASK-03: a port that is never started holds back its poster, wherever the two are. */
    @Test
    void receiverThatNeverStarts_posterIsHeldBackAtTheWindow() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        int accepted = fill(atA);

        assertThat(atA.isWritable()).isFalse();
        assertThat(atA.bufferedAmount()).isBetween(Wiring.LIMITS.window() / 2, Wiring.LIMITS.window());
        assertThatThrownBy(() -> atA.postMessage(PIECE))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("the most is " + Wiring.LIMITS.window())
                .hasMessageContaining("Start the other port");

        List<String> drains = new ArrayList<>();
        atA.onDrain(() -> drains.add("drained"));
        Received receivedB = Received.from(atB);
        wiring.settle();

        assertThat(receivedB.messages()).hasSize(accepted);
        assertThat(atA.bufferedAmount()).isZero();
        assertThat(atA.isWritable()).isTrue();
        assertThat(drains).hasSize(1);
        assertThat(atA.postMessage(PIECE)).isTrue();
    }

    /** ASK-03: what waits goes with the port, and is still the poster's credit until the new owner has consumed it. */
    @Test
    void transfer_ofAPortWithAFullWindow_posterIsReleasedByTheNewOwner() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        int accepted = fill(atA);
        wiring.down();

        b.give(atB);
        wiring.settle();
        assertThatThrownBy(() -> atA.postMessage(PIECE)).isInstanceOf(QueueFullException.class);
        Received inMain = Received.from(main.takePort());
        wiring.settle();

        assertThat(inMain.messages()).hasSize(accepted);
        assertThat(atA.bufferedAmount()).isZero();
    }

    /** ASK-03: a poster that comes into the port's possession starts with a window of its own, and nobody is cut off. */
    @Test
    void transfer_ofThePostersPort_newOwnerHasCreditOfItsOwn() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        int first = fill(atA);
        a.give(atA);
        wiring.settle();
        main.give(a, main.takePort());
        wiring.settle();
        MessagePort again = a.takePort();

        assertThat(again.bufferedAmount()).isZero();
        int second = fill(again);
        Received receivedB = Received.from(atB);
        wiring.settle();

        assertThat(receivedB.messages()).hasSize(first + second);
        assertThat(again.bufferedAmount()).isZero();
    }

    /** ASK-03: what waits at a port whose other end is closed may be more than one poster's window. */
    @Test
    void transfer_ofAClosedPortWithTwoWindows_bringsAll() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        int accepted = fill(atA);
        a.give(atA);
        wiring.settle();
        MessagePort inMain = main.takePort();
        accepted += fill(inMain);
        inMain.close();
        wiring.settle();

        b.give(atB);
        wiring.settle();
        Received received = Received.from(main.takePort());
        wiring.settle();

        assertThat(received.messages()).hasSize(accepted);
        assertThat(received.closes()).isEqualTo(1);
        assertThat(wiring.held()).as("held for each other").isZero();
    }

    /** A port that nobody reads keeps its number until its owner closes it. */
    @Test
    void close_ofAPortThatIsEndedAndUnread_releasesTheNumber() {
        MessagePort atB = wiring.connect(a, b);
        a.takePort().postMessage("unread");
        wiring.settle();
        a.kill();
        wiring.settle();
        assertThat(b.table().size()).isEqualTo(1);

        atB.close();
        wiring.settle();

        assertThat(b.table().size()).isZero();
        assertThat(main.router().size()).isZero();
    }

    /** ASK-03: messages posted while both ends were here count until they are consumed elsewhere. */
    @Test
    void transfer_ofALocalPortWithMessages_posterIsReleasedByTheNewOwner() {
        MessageChannel channel = a.newChannel();
        int accepted = fill(channel.port1());
        a.give(channel.port2());
        wiring.settle();
        assertThatThrownBy(() -> channel.port1().postMessage(PIECE)).isInstanceOf(QueueFullException.class);

        Received inMain = Received.from(main.takePort());
        wiring.settle();

        assertThat(inMain.messages()).hasSize(accepted);
        assertThat(channel.port1().bufferedAmount()).isZero();
    }

    /** ASK-03: nobody waits for a drain that cannot come. */
    @Test
    void close_ofTheOtherEnd_drainIsTold() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        fill(atA);
        List<String> told = new ArrayList<>();
        atA.onDrain(() -> told.add("drain"));
        atA.onClose(() -> told.add("close"));

        atB.close();
        wiring.settle();

        assertThat(told).containsExactlyInAnyOrder("drain", "close");
        assertThat(atA.bufferedAmount()).isZero();
        assertThat(atA.isWritable()).isFalse();
        assertThat(atA.postMessage(PIECE)).isFalse();
    }

    /** ASK-03: channels that are filled and closed one after the other cost main a bounded amount, too. */
    @Test
    void receiverThatTakesNothing_closedPosters_areHeldBackAtTwiceTheBoundAndReleased() {
        List<MessagePort> atB = new ArrayList<>();
        int accepted = 0;
        boolean refused = false;
        for (int i = 0; i < 100 && !refused; i++) {
            atB.add(wiring.connect(a, b));
            MessagePort poster = a.takePort();
            try {
                poster.postMessage(new byte[(int) Wiring.LIMITS.window()]);
                accepted++;
            } catch (QueueFullException full) {
                refused = true;
            }
            poster.close();
            wiring.up(a);
        }

        assertThat(refused).isTrue();
        long most = 2 * Wiring.LIMITS.bound() + 2 * Wiring.LIMITS.window();
        assertThat(main.router().outstanding()).isLessThan(most);
        assertThat(a.table().outstanding()).isLessThan(most);

        List<Received> received = atB.stream().map(Received::from).toList();
        wiring.settle();
        assertThat(received.stream().mapToInt(each -> each.messages().size()).sum())
                .isEqualTo(accepted);
        assertThat(received).allMatch(each -> each.closes() == 1);
        assertThat(wiring.outstanding()).isZero();
        assertThat(wiring.held()).isZero();
    }

    /** ASK-03: giving the port away and getting it back gives no credit for what waits. */
    @Test
    void receiverThatTakesNothing_postersPortGoesRound_isHeldBackAtTwiceTheBound() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        byte[] windowful = new byte[(int) Wiring.LIMITS.window() - 1_000];
        int accepted = 0;
        boolean refused = false;
        for (int i = 0; i < 100 && !refused; i++) {
            try {
                atA.postMessage(windowful);
                accepted++;
                a.give(atA);
                wiring.up(a);
                main.give(a, main.takePort());
                wiring.down();
                atA = a.takePort();
            } catch (QueueFullException full) {
                refused = true;
            }
        }

        assertThat(refused).isTrue();
        Received received = Received.from(atB);
        wiring.settle();
        assertThat(received.messages()).hasSize(accepted);
        assertThat(wiring.outstanding()).isZero();
        assertThat(atA.postMessage(windowful)).isTrue();
    }

    /** ASK-03: one message of any size goes if nothing else is on its way. */
    @Test
    void postMessage_largerThanTheWindow_goesAlone() {
        MessagePort atB = wiring.connect(a, b);
        MessagePort atA = a.takePort();
        byte[] large = new byte[(int) Wiring.LIMITS.window() * 2];

        assertThat(atA.postMessage(large)).isTrue();
        assertThatThrownBy(() -> atA.postMessage("more")).isInstanceOf(QueueFullException.class);
        Received received = Received.from(atB);
        wiring.settle();

        assertThat(received.messages()).hasSize(1);
        assertThat(atA.postMessage("more")).isTrue();
    }

    /** Posts until there is no credit; returns how many messages were posted. */
    private static int fill(MessagePort port) {
        int accepted = 0;
        try {
            while (accepted < 1_000) {
                assertThat(port.postMessage(PIECE)).isTrue();
                accepted++;
            }
        } catch (QueueFullException full) {
            return accepted;
        }
        throw new AssertionError("Posted " + accepted + " messages, and nobody held us back");
    }
}
