package dev.covalent.renderer.port;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.port.FrameOutlet;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortEnd;
import dev.covalent.common.port.PortSpace;
import dev.covalent.common.port.TakenReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers by which main knows those ports of a renderer whose other end is elsewhere.
 *
 * <p>A number is open from the frame that gives it (a grant of main's, even; or this renderer's introduction of a
 * channel, odd) until this renderer says that it is done with it: {@link Upstream.PortClose}, once, or the {@link
 * PortTransfer} that takes the port away. Main says {@link Downstream.PortClosed} when it will send nothing more to a
 * number. Those two statements may cross, so each side ignores the news of a number it has given up itself:
 *
 * <ul>
 *   <li>open here: main's messages go to the port; PortClosed closes it, and is answered with PortClose when nothing waits
 *       there any more, since main takes back by its number only what it had sent;
 *   <li>transferred: main's messages that were under way come back as {@link Upstream.PortReturned}; PortClosed ends that;
 *   <li>closed here: main's messages are dropped, and the ports in them closed; PortClosed is ignored.
 * </ul>
 *
 * <p>Not thread-safe: used under the lock of the port space.
 */
final class PortNumbers {
    private static final Logger log = LoggerFactory.getLogger(PortNumbers.class);

    private final PortSpace space;
    private final FrameOutlet<Upstream> outlet;
    private final Consumer<Runnable> whenLeaving;
    private final Map<Long, MainSide> open = new HashMap<>();
    private final Set<Long> transferred = new HashSet<>();
    private long nextNumber = 1;
    private boolean ended;

    /**
     * Makes a table without numbers.
     *
     * @param whenLeaving runs an action together with the next frames that leave, or after a short delay
     */
    PortNumbers(PortSpace space, FrameOutlet<Upstream> outlet, Consumer<Runnable> whenLeaving) {
        this.space = space;
        this.outlet = outlet;
        this.whenLeaving = whenLeaving;
    }

    PortSpace space() {
        return space;
    }

    /** Returns what an open number leads to; null if the number is not open. */
    @Nullable MainSide open(long number) {
        return open.get(number);
    }

    /**
     * Posts a frame that takes ports with it; if this throws, nothing has changed.
     *
     * @throws QueueFullException if there is no room in the queue of the link
     * @throws IpcClosedException if the link has ended
     * @throws IllegalStateException if this renderer holds as many numbers as it may
     */
    void send(List<PortEnd> ends, Function<List<PortTransfer>, Upstream> frame) {
        if (!ends.isEmpty() && open.size() + ends.size() > PortTransfer.MAX_PORTS) {
            throw new IllegalStateException(
                    "This renderer holds " + open.size() + " ports whose other end is elsewhere, of at most "
                            + PortTransfer.MAX_PORTS + ", so no more can be transferred. Close some.");
        }
        List<PortTransfer> transfers = plan(ends);
        outlet.post(frame.apply(transfers)); // throws if it is refused
        space.inSequence(() -> leave(ends, transfers)); // all of them, before what waits at one of them follows
    }

    /** Posts a message of the port that stays here as {@code number}; returns false, changing nothing, if the link has ended. */
    boolean send(long number, Mail mail) {
        try {
            send(mail.ports(), transfers -> new Upstream.PortMessage(number, mail.message(), transfers));
            return true;
        } catch (IpcClosedException | PeerGoneException ended) {
            log.debug("Message to port {} dropped: {}", number, ended.getMessage());
            return false;
        }
    }

    /** Sends back, in sequence, a message that waited at a port which left as {@code number}. */
    void giveBack(long number, Mail mail) {
        List<PortTransfer> transfers = plan(mail.ports());
        outlet.owe(new Upstream.PortReturned(number, mail.message(), transfers));
        leave(mail.ports(), transfers);
    }

    /** Takes a message for a number that is not open any more. */
    void lateFor(long number, Mail mail) {
        if (transferred.contains(number)) {
            space.inSequence(() -> giveBack(number, mail));
        } else {
            space.discard(mail.ports()); // closed here while the message was under way
        }
    }

    /** Tells main, unless it was told, that this renderer is done with a number. */
    void done(long number) {
        if (open.remove(number) != null) {
            outlet.owe(new Upstream.PortClose(number));
        }
    }

    /** Makes what tells main how much of what it sent to a number was consumed, as long as the number is open. */
    TakenReport newReport(MainSide side) {
        return new TakenReport(space, whenLeaving, count -> {
            if (open.get(side.number()) == side) {
                outlet.tell(new Upstream.PortTaken(side.number(), count));
            }
        });
    }

    /** Makes the channels whose far ends main has granted, and returns the ends that are here. */
    List<PortEnd> enter(List<Long> grants) {
        if (grants.isEmpty()) {
            return List.of();
        }
        List<PortEnd> ends = new ArrayList<>(grants.size());
        for (long number : grants) {
            if (number <= 0 || number % 2 != 0 || open.containsKey(number) || transferred.contains(number)) {
                throw new MalformedFrameException("Main granted port " + number + ", which is odd or in use");
            }
            PortEnd far = space.newPair();
            MainSide side = new MainSide(this, far, number, 0);
            far.moveTo(side);
            ends.add(far.other());
            if (ended) {
                far.close();
            } else {
                open.put(number, side);
            }
        }
        return ends;
    }

    /** Learns that nothing comes any more for a number that was transferred or closed here. */
    void forget(long number) {
        transferred.remove(number);
    }

    /** Forgets everything, as the link has ended; returns what the open numbers led to. */
    List<MainSide> end() {
        List<MainSide> sides = new ArrayList<>(open.values());
        ended = true;
        open.clear();
        transferred.clear();
        return sides;
    }

    boolean isEnded() {
        return ended;
    }

    void resume() {
        outlet.resume();
    }

    int size() {
        return open.size() + transferred.size();
    }

    /** Numbers the ends without changing anything else, as the frame may still be refused. */
    private List<PortTransfer> plan(List<PortEnd> ends) {
        if (ends.isEmpty()) {
            return List.of();
        }
        Map<PortEnd, Long> introduced = new HashMap<>();
        List<PortTransfer> transfers = new ArrayList<>(ends.size());
        for (PortEnd end : ends) {
            int waiting = end.holder().waiting();
            Long number = introduced.get(end);
            if (number != null) {
                transfers.add(new PortTransfer(number, 0, -waiting));
            } else if (end.other().holder() instanceof MainSide side && open.get(side.number()) == side) {
                transfers.add(new PortTransfer(side.number(), 0, side.received() - waiting));
            } else {
                PortTransfer transfer = new PortTransfer(nextNumber, nextNumber + 2, -waiting);
                nextNumber += 4;
                introduced.put(end.other(), transfer.peer());
                transfers.add(transfer);
            }
        }
        return transfers;
    }

    /** Moves the ends to main, once the frame with their transfers is in the link's queue. */
    private void leave(List<PortEnd> ends, List<PortTransfer> transfers) {
        for (int i = 0; i < ends.size(); i++) {
            PortEnd end = ends.get(i);
            PortTransfer transfer = transfers.get(i);
            MainSide side = new MainSide(this, end, transfer.peer(), transfer.port());
            if (transfer.peer() == 0) {
                leaveAs(transfer.port());
            } else {
                open.put(transfer.peer(), side);
            }
            end.disown();
            end.other().handOver();
            end.moveTo(side);
        }
    }

    private void leaveAs(long number) {
        MainSide side = open.remove(number);
        if (side != null && !side.isMainDone()) { // else no PortClosed would ever end that
            transferred.add(number);
        }
    }
}
