package dev.covalent.common.port;

import dev.covalent.common.MessageEvent;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * The delivery of one port's messages to a subscriber, as many as it asks for. Ends with the first of cancellation, an
 * error and completion; every call of the subscriber is made in a turn of the loop.
 *
 * <p>Thread-safe: what is mutable is guarded by the lock of the {@link PortSpace}.
 */
final class FlowDelivery implements Flow.Subscription {
    private final PortSpace space;
    private final PortInbox inbox;
    private final Flow.Subscriber<? super MessageEvent> subscriber;
    private long demand;
    private boolean over;

    FlowDelivery(PortSpace space, PortInbox inbox, Flow.Subscriber<? super MessageEvent> subscriber) {
        this.space = space;
        this.inbox = inbox;
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
    }

    @Override
    public void request(long n) {
        synchronized (space.lock()) {
            if (over) {
                return;
            }
            if (n <= 0) {
                fail(new IllegalArgumentException("A demand must be positive, not " + n));
                return;
            }
            demand = demand > Long.MAX_VALUE - n ? Long.MAX_VALUE : demand + n;
            inbox.start();
        }
    }

    @Override
    public void cancel() {
        synchronized (space.lock()) {
            if (!over) {
                end();
            }
        }
    }

    /** Hands itself to the subscriber, then says why it gets nothing. */
    void refuse(String why) {
        over = true;
        space.loop().execute(() -> {
            guarded(() -> subscriber.onSubscribe(this));
            guarded(() -> subscriber.onError(new IllegalStateException(why)));
        });
    }

    /** Hands itself to the subscriber; under the lock. */
    void begin() {
        space.loop().execute(() -> {
            if (!guarded(() -> subscriber.onSubscribe(this))) {
                cancel();
            }
        });
    }

    /** Tells whether a message may be delivered; under the lock. */
    boolean hasDemand() {
        return demand > 0;
    }

    /** Uses up demand for one message; under the lock. */
    void deliverOne() {
        if (demand != Long.MAX_VALUE) { // as much as that is without end
            demand--;
        }
    }

    /** Delivers a message, for which demand was used up; in the turn. */
    void next(MessageEvent event) {
        if (!guarded(() -> subscriber.onNext(event))) {
            cancel();
        }
    }

    /** Says in a later turn that nothing more comes because of an error; under the lock. */
    void fail(RuntimeException error) {
        if (!over) {
            end();
            space.loop().execute(() -> guarded(() -> subscriber.onError(error)));
        }
    }

    /** Says that the port is closed and everything was delivered; in the turn. */
    void complete() {
        synchronized (space.lock()) {
            if (over) {
                return;
            }
            end();
        }
        guarded(subscriber::onComplete);
    }

    private void end() {
        over = true;
        demand = 0;
        inbox.leave(this);
    }

    private boolean guarded(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Throwable thrown) { // against the rules of Flow; the loop goes on
            space.report(thrown);
            return false;
        }
    }
}
