package dev.covalent.common.port;

import dev.covalent.common.EventListener;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The listeners of one port. What one of them throws is reported, and the others still have their turn.
 *
 * <p>Thread-safe.
 */
final class PortListeners {
    private final PortSpace space;
    private final List<Registration<EventListener<MessageEvent>>> messages = new CopyOnWriteArrayList<>();
    private final List<Registration<Runnable>> closes = new CopyOnWriteArrayList<>();
    private final List<Registration<Runnable>> drains = new CopyOnWriteArrayList<>();

    PortListeners(PortSpace space) {
        this.space = space;
    }

    Subscription onMessage(EventListener<MessageEvent> listener) {
        return add(messages, listener);
    }

    Subscription onClose(Runnable listener) {
        return add(closes, listener);
    }

    Subscription onDrain(Runnable listener) {
        return add(drains, listener);
    }

    boolean hearMessages() {
        return !messages.isEmpty();
    }

    boolean isEmpty() {
        return messages.isEmpty() && closes.isEmpty() && drains.isEmpty();
    }

    void clear() {
        messages.clear();
        closes.clear();
        drains.clear();
    }

    void message(MessageEvent event) {
        for (Registration<EventListener<MessageEvent>> registration : messages) {
            guarded(() -> registration.listener.on(event));
        }
    }

    /** Tells each listener once, whoever else tells them. */
    void closed() {
        for (Registration<Runnable> registration : List.copyOf(closes)) {
            if (closes.remove(registration)) {
                guarded(registration.listener::run);
            }
        }
    }

    void drained() {
        for (Registration<Runnable> registration : drains) {
            guarded(registration.listener::run);
        }
    }

    private static <L> Subscription add(List<Registration<L>> all, L listener) {
        Registration<L> added = new Registration<>(listener);
        all.add(added);
        return () -> all.remove(added);
    }

    private void guarded(Call call) {
        try {
            call.run();
        } catch (Throwable thrown) { // whatever it is, the others still have their turn
            space.report(thrown);
        }
    }

    /** A registration; each has its own identity, whatever its listener's. */
    private static final class Registration<L> {
        private final L listener;

        Registration(L listener) {
            this.listener = listener;
        }
    }

    /** A call of a listener. */
    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }
}
