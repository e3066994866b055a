package dev.covalent.common.port;

import dev.covalent.common.EventListener;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Holds an end for the application of this process: keeps what arrives until the port is started, then gives it to the
 * listeners, one message a turn of the loop.
 *
 * <p>The close event comes after the messages that were posted before, once. A port that was never started and has
 * messages gets it when they have been delivered; one that its own owner closes before starting it drops them.
 *
 * <p>Guarded by the lock of the {@link PortSpace}, except the lists of listeners, which are thread-safe.
 */
final class PortInbox implements PortHolder {
    private final PortSpace space;
    private final PortEnd end;
    private final MailQueue queue;
    private final List<Listener> messageListeners = new CopyOnWriteArrayList<>();
    private final List<CloseListener> closeListeners = new CopyOnWriteArrayList<>();

    private boolean started;
    /** Nothing more will arrive. */
    private boolean ended;
    /** The owner closed the port. */
    private boolean closedHere;
    /** The close event was given to the listeners. */
    private boolean finished;
    /** The end has another holder now. */
    private boolean left;
    /** A turn of the loop is on its way here. */
    private boolean scheduled;

    PortInbox(PortSpace space, PortEnd end) {
        this.space = space;
        this.end = end;
        this.queue = new MailQueue(space.queueBound());
    }

    PortEnd end() {
        return end;
    }

    /** Tells whether the owner can no longer use the port, having transferred or closed it. */
    boolean isNeutered() {
        return left || closedHere;
    }

    boolean wasTransferred() {
        return left;
    }

    void start() {
        started = true;
        schedule();
    }

    Subscription onMessage(EventListener<MessageEvent> listener) {
        Listener added = new Listener(listener);
        messageListeners.add(added);
        return () -> messageListeners.remove(added);
    }

    Subscription onClose(Runnable listener) {
        CloseListener added = new CloseListener(listener);
        closeListeners.add(added);
        if (finished) {
            space.loop().execute(this::fireClose);
        }
        return () -> closeListeners.remove(added);
    }

    @Override
    public boolean accept(Mail mail) {
        queue.offer(mail);
        schedule();
        return true;
    }

    @Override
    public void carry(Mail mail) {
        queue.force(mail);
        schedule();
    }

    @Override
    public void otherClosed() {
        ended = true;
        schedule();
    }

    @Override
    public void endClosed() {
        if (left) {
            return;
        }
        closedHere = true;
        if (!started) {
            queue.drain().forEach(mail -> space.discard(mail.ports()));
        }
        ended = true;
        schedule();
    }

    @Override
    public PortHolder moveTo(PortHolder next) {
        left = true;
        messageListeners.clear();
        closeListeners.clear();
        queue.drain().forEach(next::carry);
        if (ended) {
            next.otherClosed();
        }
        return next;
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    private void schedule() {
        boolean due = (started && !queue.isEmpty()) || (ended && !finished && queue.isEmpty());
        if (due && !scheduled && !left) {
            scheduled = true;
            space.loop().execute(this::turn);
        }
    }

    private void turn() {
        Mail mail;
        synchronized (space.lock()) {
            scheduled = false;
            if (left) {
                return;
            }
            mail = started ? queue.poll() : null;
            if (mail == null) {
                finished = ended && queue.isEmpty();
            }
            schedule(); // before the listeners run: if one throws an error, the next message still has its turn
        }
        if (mail == null) {
            fireClose();
        } else {
            deliver(mail);
        }
    }

    private void deliver(Mail mail) {
        if (messageListeners.isEmpty()) {
            space.discard(mail.ports());
            return;
        }
        Value data = StructuredClone.value(mail.message().bytes()); // decoded by the listener that looks at it
        List<MessagePort> ports = mail.ports().stream().map(space::place).toList();
        MessageEvent event = new MessageEvent(data, ports);
        for (Listener listener : messageListeners) {
            listener.call(event);
        }
    }

    private void fireClose() {
        synchronized (space.lock()) {
            if (!finished || left) {
                return;
            }
        }
        for (CloseListener listener : List.copyOf(closeListeners)) {
            if (closeListeners.remove(listener)) { // so that nobody is called twice
                listener.call();
            }
        }
    }

    /** A registration; each has its own identity, whatever its listener's. */
    private final class Listener {
        private final EventListener<MessageEvent> listener;

        Listener(EventListener<MessageEvent> listener) {
            this.listener = listener;
        }

        void call(MessageEvent event) {
            try {
                listener.on(event);
            } catch (Throwable thrown) { // the other listeners and the later messages still have their turn
                space.report(thrown);
            }
        }
    }

    /** A registration for the close event. */
    private final class CloseListener {
        private final Runnable listener;

        CloseListener(Runnable listener) {
            this.listener = listener;
        }

        void call() {
            try {
                listener.run();
            } catch (Throwable thrown) { // the other listeners still have their turn
                space.report(thrown);
            }
        }
    }
}
