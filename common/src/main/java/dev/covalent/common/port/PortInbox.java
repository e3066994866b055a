package dev.covalent.common.port;

import dev.covalent.common.EventListener;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.link.BurstQueue;
import dev.covalent.common.link.HighWater;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an end for the application of this process: keeps what arrives until the port is started, then gives it to the
 * listeners, one message a turn of the loop.
 *
 * <p>The close event comes after the messages that were posted before, once. A port that was never started and has
 * messages gets it when they have been delivered; one that its own owner closes before starting it drops them.
 *
 * <p>Guarded by the lock of the {@link PortSpace}, except the listeners, which are thread-safe.
 */
final class PortInbox implements PortHolder {
    private final PortSpace space;
    private final PortEnd end;
    private final BurstQueue<Mail> queue = new BurstQueue<>();
    private final PortListeners listeners;
    private final HighWater highWater;
    private @Nullable FlowDelivery flow;

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
    /** A post was refused because of what all the ports have out, and they still have too much. */
    private boolean waitsForOthers;

    PortInbox(PortSpace space, PortEnd end) {
        this.space = space;
        this.end = end;
        this.listeners = new PortListeners(space);
        this.highWater = new HighWater(space.limits().windowMark());
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

    void pause() {
        if (flow == null) {
            started = false;
            dropUnheard();
        }
    }

    Subscription onMessage(EventListener<MessageEvent> listener) {
        return listeners.onMessage(listener);
    }

    Subscription onClose(Runnable listener) {
        Subscription subscription = listeners.onClose(listener);
        if (finished) {
            space.loop().execute(this::fireClose);
        }
        return subscription;
    }

    Subscription onDrain(Runnable listener) {
        return listeners.onDrain(listener);
    }

    /** Notes that a message was posted from this port. */
    void posted() {
        highWater.rose(end.outstanding());
    }

    /** Notes that a message was not posted from this port because of what all have out. */
    void heldBack() {
        if (!waitsForOthers) {
            waitsForOthers = true;
            WeakReference<PortInbox> waiting = new WeakReference<>(this); // what waits here may be what is out
            space.postingTotal().whenDrained(() -> {
                PortInbox inbox = waiting.get();
                if (inbox != null) {
                    inbox.othersDrained();
                }
            });
        }
    }

    private void othersDrained() {
        waitsForOthers = false;
        space.loop().execute(listeners::drained);
    }

    boolean isWritable() {
        return !waitsForOthers && highWater.allows(end.outstanding());
    }

    /** Gives the messages to a subscriber from now on, unless there is one. */
    void subscribe(FlowDelivery delivery) {
        if (left) {
            delivery.refuse(
                    "This port was transferred, so nothing arrives here any more. Subscribe to the port that the"
                            + " receiver of the message got.");
        } else if (flow != null) {
            delivery.refuse("This port has a subscriber already, and its messages can go to one at a time");
        } else {
            flow = delivery;
            delivery.begin();
            if (finished) {
                space.loop().execute(this::fireClose);
            }
        }
    }

    /** Ends the delivery to a subscriber; what is queued stays. */
    void leave(FlowDelivery delivery) {
        if (flow == delivery) {
            flow = null;
            started = listeners.hearMessages();
            dropUnheard();
            schedule();
        }
    }

    /** Learns, on whatever thread, that the owner has dropped the port; if it was never used, nobody can receive here. */
    void dropped() {
        space.inSequence(() -> {
            if (!left && !closedHere && !started && flow == null && listeners.isEmpty()) {
                end.close();
            }
        });
    }

    @Override
    public boolean accept(Mail mail) {
        queue.add(mail);
        schedule();
        return true;
    }

    @Override
    public void carry(Mail mail) {
        queue.add(mail);
        schedule();
    }

    @Override
    public void taken(long count, long cost) {
        drained();
    }

    @Override
    public void drained() {
        if (highWater.fell(end.outstanding())) {
            space.loop().execute(listeners::drained);
        }
    }

    @Override
    public void otherClosed() {
        ended = true;
        end.settleIfEmpty();
        schedule();
    }

    @Override
    public void endClosed() {
        if (left) {
            return;
        }
        closedHere = true;
        dropUnheard();
        ended = true;
        end.settleIfEmpty();
        schedule();
    }

    @Override
    public PortHolder moveTo(PortHolder next) {
        left = true;
        listeners.clear();
        FlowDelivery receiving = flow;
        if (receiving != null) {
            receiving.fail(new IllegalStateException("This port was transferred"));
        }
        queue.drain().forEach(next::carry);
        if (ended) {
            next.otherClosed();
        }
        return next;
    }

    @Override
    public PostingTotal postingTotal() {
        return space.postingTotal();
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    /** Drops what nobody will hear: the port's owner has closed it, and nobody listens. */
    private void dropUnheard() {
        if (closedHere && !started) {
            queue.drain().forEach(mail -> space.discard(mail.ports()));
            end.settleIfEmpty();
        }
    }

    private void schedule() {
        boolean due = mayDeliver() || (ended && !finished && queue.isEmpty());
        if (due && !scheduled && !left) {
            scheduled = true;
            space.loop().execute(this::turn);
        }
    }

    @Override
    public boolean isEmpty() {
        return !left && ended && queue.isEmpty();
    }

    private boolean mayDeliver() {
        return started && !queue.isEmpty() && (flow == null || flow.hasDemand());
    }

    private void turn() {
        Mail mail;
        FlowDelivery receiving;
        synchronized (space.lock()) {
            scheduled = false;
            if (left) {
                return;
            }
            receiving = flow;
            mail = mayDeliver() ? queue.poll() : null;
            if (mail == null) {
                finished = ended && queue.isEmpty();
            } else {
                if (receiving != null) {
                    receiving.deliverOne();
                }
                end.other().consumed(1);
                end.settleIfEmpty();
            }
            schedule(); // before the listeners run: if one throws an error, the next message still has its turn
        }
        if (mail == null) {
            fireClose();
        } else {
            deliver(mail, receiving);
        }
    }

    private void deliver(Mail mail, @Nullable FlowDelivery receiving) {
        if (!listeners.hearMessages() && receiving == null) {
            space.discard(mail.ports());
            return;
        }
        Value data = StructuredClone.value(mail.message().giveAway()); // decoded by the listener that looks at it
        List<MessagePort> ports = mail.ports().isEmpty()
                ? List.of()
                : mail.ports().stream().map(space::place).toList();
        MessageEvent event = new MessageEvent(data, ports);
        listeners.message(event);
        if (receiving != null) {
            receiving.next(event);
        }
    }

    private void fireClose() {
        FlowDelivery receiving;
        synchronized (space.lock()) {
            if (!finished || left) {
                return;
            }
            receiving = flow;
        }
        if (receiving != null) {
            receiving.complete();
        }
        listeners.closed();
    }
}
