package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.link.QueueLimits;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DroppedPortsTest {
    private static final int ROUNDS = 200;
    private static final int ROUND_MILLIS = 100;

    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("dropped-test", uncaught::add);
    private final PortSpace space = new PortSpace(loop, uncaught::add, QueueLimits.DEFAULT);
    private PortSpace watched = space;
    private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        loop.close();
        assertThat(uncaught).isEmpty();
    }

    /** PRT-23: what was posted before still arrives. */
    @Test
    void dropped_neverUsed_closesTheOtherEndAfterWhatWasPosted() throws InterruptedException {
        MessagePort kept = newChannelOfWhichOneIsDropped();
        kept.onMessage(event -> heard.add(event.data().get()));

        awaitClosed(kept);

        assertThat(heard).containsExactly("last words");
        assertThat(kept.postMessage("to nobody")).isFalse();
    }

    /** PRT-26. */
    @Test
    void dropped_withListeners_staysAlive() throws InterruptedException {
        CountDownLatch received = new CountDownLatch(1);
        ReferenceQueue<MessagePort> collected = new ReferenceQueue<>();
        Listening listening = newChannelOfWhichOneListens(received, collected);
        awaitCollected(collected);
        awaitClosed(newChannelOfWhichOneIsDropped()); // dropped later, so that one was looked at before

        assertThat(listening.kept().postMessage("still there")).isTrue();

        assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Two ends that only know each other are no reason to stay, even with listeners that refer to their ports. */
    @Test
    void dropped_bothEnds_areCollected() throws InterruptedException {
        ReferenceQueue<MessagePort> collected = new ReferenceQueue<>();
        List<WeakReference<MessagePort>> references = newChannelOfWhichBothAreDropped(collected);

        awaitCollected(collected);
        awaitCollected(collected);

        assertThat(references).allMatch(reference -> reference.refersTo(null));
    }

    /** ASK-03: what nobody can read any more takes no room. */
    @Test
    void dropped_bothEnds_whatWaitedThereCountsNoMore() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            newChannelOfWhichOneIsDropped();
        }

        awaitNothingOutstanding();
    }

    /** ASK-03: nor does it where a post was refused, and somebody would want to know when there is room. */
    @Test
    void dropped_bothEndsAfterARefusal_whatWaitedThereCountsNoMore() throws InterruptedException {
        fillAndBeRefused();

        awaitNothingOutstanding();
    }

    /** ASK-03: nor what was posted to a port that waits in a message which nobody can read any more. */
    @Test
    void dropped_bothEndsOfACarrier_whatWaitedAtItsPassengerCountsNoMore() throws InterruptedException {
        carryAPortWithMessages();

        awaitNothingOutstanding();
    }

    private void fillAndBeRefused() {
        PortSpace tight = new PortSpace(loop, uncaught::add, QueueLimits.ofBound(4_000));
        List<MessageChannel> channels = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            MessageChannel channel = tight.newChannel();
            channel.port2().onClose(() -> heard.add("closed"));
            channel.port1().postMessage(new byte[360]);
            channels.add(channel);
        }
        for (MessageChannel channel : channels) {
            assertThatThrownBy(() -> channel.port1().postMessage(new byte[250])).isInstanceOf(QueueFullException.class);
        }
        watched = tight;
    }

    private void carryAPortWithMessages() {
        MessageChannel carrier = space.newChannel();
        MessageChannel carried = space.newChannel();
        carried.port2().onMessage(event -> heard.add("answer"));
        carried.port2().postMessage("for the passenger");
        carrier.port1().postMessage("passenger", carried.port1());
    }

    private void awaitNothingOutstanding() throws InterruptedException {
        assertThat(outstanding()).isPositive();
        for (int round = 0; round < ROUNDS && outstanding() > 0; round++) {
            awaitClosed(newChannelOfWhichOneIsDropped());
        }
        assertThat(outstanding()).isZero();
    }

    private long outstanding() {
        synchronized (watched.lock()) {
            return watched.postingTotal().bytes();
        }
    }

    private MessagePort newChannelOfWhichOneIsDropped() {
        MessageChannel channel = space.newChannel();
        channel.port1().postMessage("last words");
        return channel.port2();
    }

    private record Listening(MessagePort kept, Reference<MessagePort> dropped) {}

    private Listening newChannelOfWhichOneListens(CountDownLatch received, ReferenceQueue<MessagePort> collected) {
        MessageChannel channel = space.newChannel();
        channel.port1().onMessage(event -> received.countDown());
        return new Listening(channel.port2(), new WeakReference<>(channel.port1(), collected));
    }

    private List<WeakReference<MessagePort>> newChannelOfWhichBothAreDropped(ReferenceQueue<MessagePort> collected) {
        MessageChannel channel = space.newChannel();
        channel.port1().onMessage(event -> channel.port1().postMessage(event.data()));
        channel.port2().onClose(channel.port1()::close);
        return List.of(
                new WeakReference<>(channel.port1(), collected), new WeakReference<>(channel.port2(), collected));
    }

    private static void awaitClosed(MessagePort port) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        port.onClose(closed::countDown);
        port.start();
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            if (closed.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new AssertionError("Not closed although the other port was dropped");
    }

    private static void awaitCollected(ReferenceQueue<MessagePort> collected) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            if (collected.remove(ROUND_MILLIS) != null) {
                return;
            }
        }
        throw new AssertionError("Not collected although nobody refers to it");
    }
}
