package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages between two ports of one process: delivery, starting, closing, errors. */
final class LocalPortTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final PortSpace space = new PortSpace(loop, uncaught::add, QueueLimits.ofBound(4_000));
    private final MessageChannel channel = space.newChannel();
    private final MessagePort port1 = channel.port1();
    private final MessagePort port2 = channel.port2();

    /** PRT-01, MC-04. */
    @Test
    void postMessage_bothWays_arrivesAtTheOtherPortOnly() {
        Received at1 = Received.from(port1);
        Received at2 = Received.from(port2);

        assertThat(port1.postMessage("to 2")).isTrue();
        assertThat(port2.postMessage("to 1")).isTrue();
        loop.runAll();

        assertThat(at1.messages()).containsExactly("to 1");
        assertThat(at2.messages()).containsExactly("to 2");
    }

    @Test
    void pause_keepsWhatIsQueuedAndWhatComes_untilItIsStartedAgain() {
        Received at2 = Received.from(port2);
        port1.postMessage("first");
        loop.runAll();
        port1.postMessage("second"); // a turn is on its way to it

        ((LocalPort) port2).pause();
        port1.postMessage("third");
        loop.runAll();

        assertThat(at2.messages()).containsExactly("first");
        port2.start();
        loop.runAll();
        assertThat(at2.messages()).containsExactly("first", "second", "third");
    }

    /** MC-01. */
    @Test
    void postMessage_valueChangedAfterwards_arrivesAsItWasPosted() {
        Received at2 = Received.from(port2);
        List<String> value = new ArrayList<>(List.of("first"));

        port1.postMessage(value);
        value.add("second");
        port1.postMessage(value);
        loop.runAll();

        assertThat(at2.messages()).containsExactly(List.of("first"), List.of("first", "second"));
    }

    /** PRT-20. */
    @Test
    void postMessage_null_arrives() {
        Received at2 = Received.from(port2);

        port1.postMessage(null);
        loop.runAll();

        assertThat(at2.messages()).hasSize(1).containsOnlyNulls();
    }

    @Test
    void postMessage_never_runsAListenerBeforeItReturns() {
        Received at2 = Received.from(port2);

        port1.postMessage("later");

        assertThat(at2.messages()).isEmpty();
    }

    @Test
    void delivery_manyMessages_takesOneTurnEach() {
        Received at2 = Received.from(port2);
        port1.postMessage("a");
        port1.postMessage("b");

        loop.runOne();

        assertThat(at2.messages()).containsExactly("a");
    }

    /** PRT-07, PRT-08, MC-02. */
    @Test
    void delivery_portNotStarted_waitsUntilItIs() {
        port1.postMessage("early");
        loop.runAll();
        Received at2 = Received.from(port2); // MC-03: the listener starts it
        port1.postMessage("late");
        loop.runAll();

        assertThat(at2.messages()).containsExactly("early", "late");
    }

    /** PRT-27. */
    @Test
    void start_twice_deliversOnce() {
        Received at2 = Received.from(port2);
        port1.postMessage("once");

        port2.start();
        port2.start();
        loop.runAll();

        assertThat(at2.messages()).containsExactly("once");
    }

    @Test
    void onMessage_severalListeners_areCalledInTheOrderAdded() {
        List<String> calls = new ArrayList<>();
        port2.onMessage(event -> calls.add("first"));
        Subscription second = port2.onMessage(event -> calls.add("second"));
        port2.onMessage(event -> calls.add("third"));

        port1.postMessage("x");
        loop.runAll();
        second.close();
        port1.postMessage("y");
        loop.runAll();

        assertThat(calls).containsExactly("first", "second", "third", "first", "third");
    }

    @Test
    void onMessage_listenerThrows_isReportedAndTheRestGoesOn() {
        IllegalStateException thrown = new IllegalStateException("mine");
        port2.onMessage(event -> {
            throw thrown;
        });
        Received at2 = Received.from(port2);

        port1.postMessage("a");
        port1.postMessage("b");
        loop.runAll();

        assertThat(at2.messages()).containsExactly("a", "b");
        assertThat(uncaught).containsExactly(thrown, thrown);
    }

    @Test
    void listeners_always_runInTheTurnAndWithoutTheLock() {
        List<Boolean> inTurn = new ArrayList<>();
        List<Boolean> locked = new ArrayList<>();
        Runnable note = () -> {
            inTurn.add(loop.inTurn());
            locked.add(Thread.holdsLock(space.lock()));
        };
        port2.onMessage(event -> note.run());
        port2.onClose(note);

        port1.postMessage("x");
        port1.close();
        loop.runAll();

        assertThat(inTurn).containsExactly(true, true);
        assertThat(locked).containsExactly(false, false);
    }

    /** PRT-18, MC-12. */
    @Test
    void postMessage_uncloneable_throwsAndTransfersNothing() {
        Received at2 = Received.from(port2);
        MessageChannel other = space.newChannel();

        assertThatThrownBy(() -> port1.postMessage(new Thread(), other.port1()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned");
        loop.runAll();

        assertThat(at2.messages()).isEmpty();
        assertThat(port1.postMessage("with", other.port1())).isTrue();
    }

    /** MC-13. */
    @Test
    void postMessage_portInTheMessageItself_cannotBeCloned() {
        assertThatThrownBy(() -> port1.postMessage(List.of(port2))).isInstanceOf(UncloneableValueException.class);
    }

    /** PRT-21, MC-14. */
    @Test
    void postMessage_eitherEndClosed_returnsFalse() {
        Received at1 = Received.from(port1);
        port1.close();
        loop.runAll();

        assertThat(port1.postMessage("from the closed end")).isFalse();
        assertThat(port2.postMessage("to the closed end")).isFalse();
        loop.runAll();
        assertThat(at1.messages()).isEmpty();
    }

    /** PRT-22, PRT-27, and MC-17 as Electron's main process has it: the closing end gets the event too. */
    @Test
    void close_twice_givesEachEndOneCloseEvent() {
        Received at1 = Received.closesOf(port1);
        Received at2 = Received.from(port2);

        port1.close();
        port1.close();
        port2.close();
        loop.runAll();
        port2.close();
        loop.runAll();

        assertThat(at1.closes()).isEqualTo(1);
        assertThat(at2.closes()).isEqualTo(1);
    }

    /** MC-15. */
    @Test
    void close_afterPosting_whatWasPostedArrivesBeforeTheCloseEvent() {
        List<Object> events = new ArrayList<>();
        port2.onClose(() -> events.add("closed"));
        port2.onMessage(event -> events.add(event.data().get()));

        port1.postMessage("a");
        port1.postMessage("b");
        port1.close();
        loop.runAll();

        assertThat(events).containsExactly("a", "b", "closed");
    }

    /** MC-15, on a port that is started later. */
    @Test
    void close_otherEndNotStarted_messagesAndEventWaitForTheStart() {
        List<Object> events = new ArrayList<>();
        port2.onClose(() -> events.add("closed"));
        port1.postMessage("a");
        port1.close();
        loop.runAll();
        assertThat(events).isEmpty();

        port2.onMessage(event -> events.add(event.data().get()));
        loop.runAll();

        assertThat(events).containsExactly("a", "closed");
    }

    /** MC-16. */
    @Test
    void close_insideAListener_doesNotTakeBackWhatIsQueued() {
        List<Object> events = new ArrayList<>();
        port2.onMessage(event -> {
            events.add(event.data().get());
            port2.close();
        });
        port2.onClose(() -> events.add("closed"));

        port1.postMessage("a");
        port1.postMessage("b");
        loop.runAll();

        assertThat(events).containsExactly("a", "b", "closed");
    }

    @Test
    void onClose_addedAfterTheEvent_isStillCalledOnce() {
        port1.close();
        loop.runAll();

        Received late = Received.closesOf(port2);
        loop.runAll();
        loop.runAll();

        assertThat(late.closes()).isEqualTo(1);
    }

    @Test
    void onClose_subscriptionClosed_isNotCalled() {
        List<String> calls = new ArrayList<>();
        Subscription removed = port2.onClose(() -> calls.add("removed"));
        port2.onClose(() -> calls.add("kept"));

        removed.close();
        port1.close();
        loop.runAll();

        assertThat(calls).containsExactly("kept");
    }

    @Test
    void onClose_listenerThrows_isReportedAndTheRestGoesOn() {
        IllegalStateException thrown = new IllegalStateException("mine");
        port2.onClose(() -> {
            throw thrown;
        });
        Received at2 = Received.closesOf(port2);

        port1.close();
        loop.runAll();

        assertThat(at2.closes()).isEqualTo(1);
        assertThat(uncaught).containsExactly(thrown);
    }

    @Test
    void postMessage_queueOfTheOtherPortFull_throwsAndTransfersNothing() {
        MessageChannel other = space.newChannel();
        port1.postMessage(new byte[700]);

        assertThatThrownBy(() -> port1.postMessage(new byte[700], other.port1()))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("the most is 1000")
                .hasMessageContaining("Start the other port");

        Received at2 = Received.from(port2);
        loop.runAll();
        assertThat(at2.messages()).hasSize(1);
        assertThat(port1.postMessage("there is room again", other.port1())).isTrue();
    }

    @Test
    void postMessage_endlesslyManyEmptyMessages_areBoundedToo() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        port1.postMessage(null);
                    }
                })
                .isInstanceOf(QueueFullException.class);
    }

    /** ASK-03. */
    @Test
    void bufferedAmount_risesWithPosts_andDrainIsToldAtHalfOfTheMark() {
        List<String> drains = new ArrayList<>();
        port1.onDrain(() -> drains.add("drain"));
        port1.postMessage(new byte[300]);
        assertThat(port1.isWritable()).isTrue();
        port1.postMessage(new byte[300]);
        assertThat(port1.isWritable()).isFalse();
        assertThat(port1.bufferedAmount()).isBetween(600L, 1_000L);
        assertThat(port2.bufferedAmount()).isZero();

        port2.start();
        loop.runOne();
        assertThat(drains).isEmpty();
        loop.runAll();

        assertThat(drains).hasSize(1);
        assertThat(port1.bufferedAmount()).isZero();
        assertThat(port1.isWritable()).isTrue();
    }

    /** ASK-03: the small ones of a burst are bounded by what they take, which is mostly their keeping. */
    @Test
    void bufferedAmount_emptyMessagesAndPorts_countForTheirKeeping() {
        long empty = StructuredClone.encode(null, "message").length();

        port1.postMessage(null);
        assertThat(port1.bufferedAmount()).isEqualTo(128 + empty);
        port1.postMessage(null, space.newChannel().port1());

        assertThat(port1.bufferedAmount()).isEqualTo(3 * 128 + 2 * empty);
    }

    /** ASK-03: the credit is the channel's, whichever port of this process posts. */
    @Test
    void transfer_withinTheProcess_creditGoesWithThePort() {
        MessageChannel carrier = space.newChannel();
        List<MessagePort> arrived = new ArrayList<>();
        carrier.port2().onMessage(event -> arrived.addAll(event.ports()));
        port1.postMessage(new byte[700]);

        carrier.port1().postMessage("take it", port1);
        loop.runAll();

        assertThat(port1.bufferedAmount()).isZero();
        assertThat(port1.isWritable()).isFalse();
        assertThat(arrived.get(0).bufferedAmount()).isGreaterThan(700);
        assertThatThrownBy(() -> arrived.get(0).postMessage(new byte[700])).isInstanceOf(QueueFullException.class);
        port2.start();
        loop.runAll();
        assertThat(arrived.get(0).bufferedAmount()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse is the test
    void onDrain_null_isRefused_andOfATransferredPortIsNothing() {
        assertThatThrownBy(() -> port1.onDrain(null)).isInstanceOf(NullPointerException.class);
        space.newChannel().port1().postMessage("take it", port1);

        port1.onDrain(() -> {}).close();
    }

    /** PRT-26. */
    @Test
    void started_referenceDropped_stillReceives() {
        List<Object> heard = new ArrayList<>();
        MessagePort kept = listeningElsewhere(heard);
        System.gc();

        kept.postMessage("still there");
        loop.runAll();

        assertThat(heard).containsExactly("still there");
    }

    private MessagePort listeningElsewhere(List<Object> heard) {
        MessageChannel made = space.newChannel();
        made.port1().onMessage(event -> heard.add(event.data().get()));
        return made.port2();
    }
}
