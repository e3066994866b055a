package dev.covalent.common.port;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All the ports of one process: the lock that guards them, and the loop their listeners run on.
 *
 * <p>Thread-safe.
 */
public final class PortSpace {
    private static final Logger log = LoggerFactory.getLogger(PortSpace.class);

    private final Object lock = new Object();
    private final EventLoop loop;
    private final Consumer<Throwable> uncaught;
    private final QueueLimits limits;
    private final PostingTotal postingTotal;

    @GuardedBy("lock") private final Deque<Runnable> steps = new ArrayDeque<>();

    @GuardedBy("lock") private boolean stepping;

    /**
     * Makes a space without ports.
     *
     * @param loop runs the listeners
     * @param uncaught is told, in the loop's turn, what a listener threw and which message could not be read
     * @param limits how much may be on its way from one end of a channel to the other, and from all ports of a process
     */
    public PortSpace(EventLoop loop, Consumer<Throwable> uncaught, QueueLimits limits) {
        this.loop = loop;
        this.uncaught = uncaught;
        this.limits = limits;
        this.postingTotal = new PostingTotal(limits.bound());
    }

    /** Returns the monitor that guards every end and every holder of this space. */
    public Object lock() {
        return lock;
    }

    /** Makes a channel, both of whose ports are here. */
    public MessageChannel newChannel() {
        synchronized (lock) {
            PortEnd end = newPair();
            return new MessageChannel(place(end), place(end.other()));
        }
    }

    /** Makes a channel, both of whose ends are held by inboxes that nobody has been given yet; returns one end. */
    public PortEnd newPair() {
        return new PortEnd(this);
    }

    /** Makes an inbox in which an end can wait until somebody is given a port for it. */
    public PortHolder newInbox(PortEnd end) {
        return new PortInbox(this, end);
    }

    /** Makes the port by which the application of this process holds an end from now on. */
    public MessagePort place(PortEnd end) {
        synchronized (lock) {
            PortInbox inbox = new PortInbox(this, end);
            end.moveTo(inbox);
            inbox.posted(); // by whoever held the end in this process before
            LocalPort port = new LocalPort(this, inbox);
            DroppedPorts.watch(port, inbox);
            return port;
        }
    }

    /** Closes ends that nobody will receive. */
    public void discard(Collection<PortEnd> ends) {
        for (PortEnd end : ends) {
            inSequence(end::close);
        }
    }

    /**
     * Runs a step now or, if called from another step, after those that were asked for before. So the order of what is
     * sent is the order of the calls, and ports within the queues of ports within queues do not deepen the stack. A step
     * that throws is logged: the others, and whoever asked for one of them, have no part in it.
     */
    public void inSequence(Runnable step) {
        synchronized (lock) {
            steps.add(step);
            if (stepping) {
                return;
            }
            stepping = true;
            try {
                for (Runnable next = steps.poll(); next != null; next = steps.poll()) {
                    guarded(next);
                }
            } finally {
                stepping = false;
            }
        }
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable thrown) { // whatever it is, see above
            log.error("What was to be done about a message port failed", thrown);
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** Returns how much may be on its way from one end of a channel to the other. */
    public QueueLimits limits() {
        return limits;
    }

    /** Returns what the ports of this process's own have out. */
    public PostingTotal postingTotal() {
        return postingTotal;
    }

    void report(Throwable thrown) {
        uncaught.accept(thrown);
    }
}
