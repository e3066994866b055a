package dev.covalent.renderer.port;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.port.FrameOutlet;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortSpace;
import dev.covalent.common.port.TransferList;
import dev.covalent.renderer.link.MainLink;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The ports of one renderer: what its API makes and transfers, and what main sends to them.
 *
 * <p>Frames are posted under the lock of the port space (lock order: port space, then the link's queue), because a frame
 * that introduces a number must precede every other frame about it.
 *
 * <p>Thread-safe. What comes from main is to be given to it in the order it came, each frame before the next.
 */
public final class PortTable {
    private final MainLink link;
    private final PortSpace space;
    private final Object lock;

    /** Whether the frame that was queued last left less than the high-water mark. */
    @GuardedBy("lock") private boolean below;

    @GuardedBy("lock") private final PortNumbers numbers;

    /**
     * Makes a table without ports.
     *
     * @param link leads to main; its loop runs the listeners
     * @param uncaught is told, on the loop, what a listener threw and which message could not be read
     * @param limits how much may be on its way from one end of a channel to the other, and from all ports of a process
     */
    public PortTable(MainLink link, Consumer<Throwable> uncaught, QueueLimits limits) {
        this.link = link;
        this.space = new PortSpace(link.loop(), uncaught, limits);
        this.lock = space.lock();
        this.numbers = new PortNumbers(space, new FrameOutlet<>(this::queue), link::whenLeaving);
    }

    /** Makes two entangled ports, both of which are here. */
    public MessageChannel newChannel() {
        return space.newChannel();
    }

    /**
     * Posts a frame that takes ports with it. All or nothing: if this throws, no port was transferred.
     *
     * @param ports what the application wants to transfer
     * @param frame makes the frame around the ports in their encoded form; its payload is best encoded before
     * @return false if more than the high-water mark waits for main now
     * @throws IllegalArgumentException if a port is null, already neutered, closed, or a duplicate
     * @throws QueueFullException if there is no room in the queue of the link
     * @throws IpcClosedException if the link has ended
     * @throws IllegalStateException if too many ports of this renderer have their other end elsewhere
     */
    public boolean post(List<MessagePort> ports, Function<List<PortTransfer>, Upstream> frame) {
        TransferList transfer = TransferList.of(space, null, ports);
        synchronized (lock) {
            numbers.send(transfer.ends(), frame);
            return below;
        }
    }

    /**
     * Makes ports of the numbers that came with a message of main's.
     *
     * @throws MalformedFrameException if a number is not one that main may give
     */
    public List<MessagePort> adopt(List<Long> grants) {
        if (grants.isEmpty()) {
            return List.of();
        }
        synchronized (lock) {
            return numbers.enter(grants).stream().map(space::place).toList();
        }
    }

    /** Closes ports that came with a message which nobody received. */
    public void abandon(List<MessagePort> ports) {
        ports.forEach(MessagePort::close);
    }

    /** Takes a message for a port. */
    public void received(Downstream.PortMessage frame) {
        synchronized (lock) {
            numbers.resume();
            Mail mail = new Mail(frame.message(), numbers.enter(frame.ports()));
            MainSide side = numbers.open(frame.port());
            if (side != null) {
                deliver(side, mail);
            } else {
                numbers.lateFor(frame.port(), mail);
            }
        }
    }

    /** Takes the news that the other end has consumed what was posted to a port here. */
    public void taken(Downstream.PortTaken frame) {
        synchronized (lock) {
            MainSide side = numbers.open(frame.port());
            if (side != null) {
                side.end().other().consumed(frame.count());
            }
        }
    }

    /**
     * Takes the news that what was posted through main counts no more.
     *
     * @throws MalformedFrameException if not so much was posted
     */
    public void settled(Downstream.PostingSettled frame) {
        synchronized (lock) {
            if (!numbers.isEnded() && !space.postingTotal().settledBeyond(frame.bytes())) {
                throw new MalformedFrameException("Main settled " + frame.bytes()
                        + " bytes of port messages, more than this renderer has posted");
            }
        }
    }

    /** Takes the news that nothing more comes for a port. */
    public void closed(Downstream.PortClosed frame) {
        synchronized (lock) {
            numbers.resume();
            MainSide side = numbers.open(frame.port());
            if (side != null) {
                side.mainIsDone();
                side.end().close();
            } else {
                numbers.forget(frame.port());
            }
        }
    }

    /** Sends what had to wait because the queue of the link was full; to be called when it has room again. */
    public void resume() {
        synchronized (lock) {
            numbers.resume();
        }
    }

    /** Closes every port whose other end is beyond main, because the link has ended. */
    public void close() {
        synchronized (lock) {
            numbers.end().forEach(side -> side.end().close());
            space.postingTotal().lostBeyond();
        }
    }

    /** Returns how many ports here have their other end elsewhere, or were transferred and main has not yet said so. */
    public int size() {
        synchronized (lock) {
            return numbers.size();
        }
    }

    /** Returns the cost of what all ports here have posted and, as far as is known here, nobody has consumed. */
    public long outstanding() {
        synchronized (lock) {
            return space.postingTotal().bytes();
        }
    }

    private void deliver(MainSide side, Mail mail) {
        side.countReceived();
        if (!side.end().post(mail)) {
            space.discard(mail.ports());
        }
    }

    /** Called under the lock already; again so that it is seen to be. */
    private boolean queue(Upstream frame) {
        synchronized (lock) {
            below = link.post(frame);
            return true;
        }
    }
}
