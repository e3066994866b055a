package dev.covalent.common.port;

import dev.covalent.common.EventListener;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.payload.Payload;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A port that the application of this process holds.
 *
 * <p>It is only a handle: the inbox keeps the messages, and the end tells where the other port is. A port that was
 * transferred stays a handle of an inbox without an end; the receiver gets a new one. It is what {@link DroppedPorts}
 * watches, and may be collected while the last call on it runs unless that says otherwise.
 *
 * <p>Thread-safe.
 */
public final class LocalPort implements MessagePort {
    private final PortSpace space;
    private final PortInbox inbox;

    LocalPort(PortSpace space, PortInbox inbox) {
        this.space = space;
        this.inbox = inbox;
    }

    /**
     * {@inheritDoc}
     *
     * <p>If it returns false, the ports of {@code transfer} were not transferred either; a message that carries this
     * port's own other end is dropped too, and both ends are closed, since nobody could receive it.
     */
    @Override
    public boolean postMessage(@Nullable Object message, MessagePort... transfer) {
        Objects.requireNonNull(transfer, "transfer");
        try {
            return canPost() && post(message, TransferList.of(space, this, Arrays.asList(transfer)));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private boolean post(@Nullable Object message, TransferList ports) {
        Payload payload = StructuredClone.encode(message, "message"); // unlocked: may run user code
        synchronized (space.lock()) {
            List<PortEnd> ends = ports.ends();
            boolean posted = !inbox.isNeutered() && post(new Mail(payload, ends));
            if (posted) {
                ports.neuter();
            }
            return posted;
        }
    }

    private boolean post(Mail mail) {
        PortEnd end = inbox.end();
        String refusal = end.refusalOf(mail);
        if (refusal != null && !end.other().isClosed()) {
            if (!end.isBeyondWindow(mail)) {
                inbox.heldBack();
            }
            throw new QueueFullException("A message of " + mail.cost() + " bytes was not posted: " + refusal
                    + ". Start the other port, wait for onDrain, close ports that nobody reads, or raise"
                    + " MainProcess.builder().queueBound.");
        }
        boolean posted = end.post(mail);
        inbox.posted();
        return posted;
    }

    @Override
    public long bufferedAmount() {
        synchronized (space.lock()) {
            return inbox.isNeutered() ? 0 : inbox.end().outstanding();
        }
    }

    @Override
    public boolean isWritable() {
        synchronized (space.lock()) {
            return canPost() && inbox.isWritable();
        }
    }

    @Override
    public Subscription onDrain(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        synchronized (space.lock()) {
            return inbox.wasTransferred() ? () -> {} : inbox.onDrain(listener);
        }
    }

    @Override
    public Flow.Publisher<MessageEvent> messages() {
        return subscriber -> {
            FlowDelivery delivery = new FlowDelivery(space, inbox, subscriber);
            try {
                subscribe(delivery);
            } finally {
                Reference.reachabilityFence(this);
            }
        };
    }

    private void subscribe(FlowDelivery delivery) {
        synchronized (space.lock()) {
            inbox.subscribe(delivery);
        }
    }

    @Override
    public Subscription onMessage(EventListener<MessageEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        try {
            return listen(listener);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private Subscription listen(EventListener<MessageEvent> listener) {
        synchronized (space.lock()) {
            if (inbox.wasTransferred()) {
                throw new IllegalStateException("This port was transferred, so nothing arrives here any more. "
                        + "Add the listener to the port that the receiver of the message got.");
            }
            Subscription subscription = inbox.onMessage(listener);
            inbox.start();
            return subscription;
        }
    }

    @Override
    public Subscription onClose(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        try {
            synchronized (space.lock()) {
                return inbox.wasTransferred() ? () -> {} : inbox.onClose(listener);
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void start() {
        synchronized (space.lock()) {
            if (!inbox.wasTransferred()) {
                inbox.start();
            }
        }
    }

    /** Keeps what is queued, and what comes, until the port is started again. Without effect on one that has a subscriber. */
    public void pause() {
        synchronized (space.lock()) {
            if (!inbox.wasTransferred()) {
                inbox.pause();
            }
        }
    }

    @Override
    public void close() {
        synchronized (space.lock()) {
            if (!inbox.wasTransferred()) {
                inbox.end().close();
            }
        }
    }

    /** Closes the channel, whoever has the other end by now. What has come is delivered still, and the close told after it. */
    public void cut() {
        synchronized (space.lock()) {
            if (!inbox.wasTransferred()) {
                inbox.end().cut();
            }
        }
    }

    PortInbox inbox() {
        return inbox;
    }

    boolean isOf(PortSpace candidate) {
        return space == candidate;
    }

    private boolean canPost() {
        synchronized (space.lock()) {
            return !space.loop().isClosed()
                    && !inbox.isNeutered()
                    && !inbox.end().other().isClosed();
        }
    }
}
