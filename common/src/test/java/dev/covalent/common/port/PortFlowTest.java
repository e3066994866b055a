package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** PRT-28: messages of a port as a publisher. */
final class PortFlowTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final PortSpace space = new PortSpace(loop, uncaught::add, QueueLimits.ofBound(4_000));
    private final MessageChannel channel = space.newChannel();
    private final MessagePort port1 = channel.port1();
    private final MessagePort port2 = channel.port2();

    @Test
    void messages_areDeliveredAsFarAsThereIsDemand() {
        Asking subscriber = subscribe(port2);
        port1.postMessage("a");
        port1.postMessage("b");
        port1.postMessage("c");
        loop.runAll();
        assertThat(subscriber.signals).containsExactly("subscribed");

        subscriber.request(2);
        loop.runAll();
        assertThat(subscriber.signals).containsExactly("subscribed", "a", "b");
        subscriber.request(Long.MAX_VALUE);
        subscriber.request(Long.MAX_VALUE);
        loop.runAll();
        port1.postMessage("d");
        loop.runAll();

        assertThat(subscriber.signals).containsExactly("subscribed", "a", "b", "c", "d");
    }

    @Test
    void messages_noDemand_holdsBackThePoster() {
        Asking subscriber = subscribe(port2);
        port1.postMessage(new byte[900]);
        loop.runAll();

        assertThatThrownBy(() -> port1.postMessage(new byte[900])).isInstanceOf(QueueFullException.class);
        subscriber.request(1);
        loop.runAll();

        assertThat(port1.postMessage(new byte[900])).isTrue();
        assertThat(subscriber.signals).hasSize(2);
    }

    @Test
    void close_completesAfterWhatWasPostedBefore() {
        Asking subscriber = subscribe(port2);
        port1.postMessage("a");
        port1.close();
        loop.runAll();
        assertThat(subscriber.signals).containsExactly("subscribed");

        subscriber.request(5);
        loop.runAll();

        assertThat(subscriber.signals).containsExactly("subscribed", "a", "complete");
    }

    @Test
    void subscribe_closedPort_completesAtOnce() {
        port1.close();
        loop.runAll();

        Asking subscriber = subscribe(port2);

        assertThat(subscriber.signals).containsExactly("subscribed", "complete");
    }

    @Test
    void subscribe_second_isRefused_andTheFirstGoesOn() {
        Asking first = subscribe(port2);
        Asking second = subscribe(port2);
        first.request(1);
        port1.postMessage("a");
        loop.runAll();

        assertThat(second.signals).containsExactly("subscribed", "IllegalStateException");
        assertThat(first.signals).containsExactly("subscribed", "a");
    }

    /** ASK-03: nobody can hear what waits there, so it takes no room, and the close is told. */
    @Test
    void cancel_afterTheOwnersClose_dropsWhatIsQueued() {
        Asking subscriber = subscribe(port2);
        MessageChannel carried = space.newChannel();
        List<String> closed = new ArrayList<>();
        carried.port2().onClose(() -> closed.add("passenger"));
        port2.onClose(() -> closed.add("port"));
        port1.postMessage("a");
        port1.postMessage("with a port", carried.port1());

        port2.close();
        subscriber.cancel();
        loop.runAll();

        assertThat(closed).containsExactlyInAnyOrder("passenger", "port");
        assertThat(space.postingTotal().bytes()).isZero();
    }

    @Test
    void cancel_keepsWhatIsQueued_forTheNextSubscriber() {
        Asking first = subscribe(port2);
        first.request(1);
        port1.postMessage("a");
        port1.postMessage("b");
        loop.runAll();
        first.cancel();
        first.cancel();
        first.request(5);
        loop.runAll();
        assertThat(first.signals).containsExactly("subscribed", "a");

        Asking next = subscribe(port2);
        next.request(5);
        loop.runAll();

        assertThat(next.signals).containsExactly("subscribed", "b");
    }

    @Test
    void request_nothingOrLess_isAnError() {
        Asking subscriber = subscribe(port2);
        port1.postMessage("a");

        subscriber.request(0);
        subscriber.request(1);
        loop.runAll();

        assertThat(subscriber.signals).containsExactly("subscribed", "IllegalArgumentException");
    }

    @Test
    void transfer_ofThePort_isAnError_andASubscriberComesTooLate() {
        Asking subscriber = subscribe(port2);
        MessageChannel other = space.newChannel();
        other.port1().postMessage("take it", port2);
        loop.runAll();

        assertThat(subscriber.signals).containsExactly("subscribed", "IllegalStateException");
        assertThat(subscribe(port2).signals).containsExactly("subscribed", "IllegalStateException");
    }

    @Test
    void onNext_throws_isReportedAndCancels() {
        Asking subscriber = new Asking() {
            @Override
            public void onNext(MessageEvent event) {
                throw new IllegalStateException("mine");
            }
        };
        port2.messages().subscribe(subscriber);
        loop.runAll();
        subscriber.request(9);
        port1.postMessage("a");
        port1.postMessage("b");
        loop.runAll();

        assertThat(uncaught).hasSize(1);
        assertThat(subscribe(port2).signals).containsExactly("subscribed");
    }

    @Test
    void subscriber_isCalledInTheTurnAndWithoutTheLock() {
        List<Boolean> right = new ArrayList<>();
        Asking subscriber = new Asking() {
            @Override
            void note(@Nullable Object signal) {
                right.add(loop.inTurn() && !Thread.holdsLock(space.lock()));
            }
        };
        port2.messages().subscribe(subscriber);
        loop.runAll();
        subscriber.request(1);
        port1.postMessage("a");
        port1.close();
        loop.runAll();

        assertThat(right).containsExactly(true, true, true);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse is the test
    void subscribe_null_isRefused() {
        assertThatThrownBy(() -> port2.messages().subscribe(null)).isInstanceOf(NullPointerException.class);
    }

    private Asking subscribe(MessagePort port) {
        Asking subscriber = new Asking();
        port.messages().subscribe(subscriber);
        loop.runAll();
        return subscriber;
    }

    /** A subscriber that keeps what it is told. Confined to one thread. */
    private static class Asking implements Flow.Subscriber<MessageEvent> {
        final List<@Nullable Object> signals = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;

        void request(long n) {
            Objects.requireNonNull(subscription).request(n);
        }

        void cancel() {
            Objects.requireNonNull(subscription).cancel();
        }

        void note(@Nullable Object signal) {
            signals.add(signal);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            note("subscribed");
        }

        @Override
        public void onNext(MessageEvent event) {
            note(event.data().get());
        }

        @Override
        public void onError(Throwable thrown) {
            note(thrown.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            note("complete");
        }
    }
}
