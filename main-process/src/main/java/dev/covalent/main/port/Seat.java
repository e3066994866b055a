package dev.covalent.main.port;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortEnd;
import dev.covalent.common.port.PortHolder;
import dev.covalent.common.port.ReturnLine;
import dev.covalent.common.port.TakenReport;
import org.jspecify.annotations.Nullable;

/**
 * Holds an end that a renderer owns: what is posted to it goes to that renderer, under the renderer's number for it.
 *
 * <p>Not thread-safe: used under the lock of the port space.
 */
final class Seat implements PortHolder {
    private final PeerPorts peer;
    private final long number;
    private final PortEnd end;
    private final TakenReport report;
    private long sent;
    private long taken;
    private long owed;
    private @Nullable ReturnLine line;
    private boolean otherClosed;

    Seat(PeerPorts peer, long number, PortEnd end) {
        this.peer = peer;
        this.number = number;
        this.end = end;
        this.report = peer.newReport(this);
    }

    long number() {
        return number;
    }

    /** Learns that the renderer has consumed messages that were sent to it. */
    void consumed(long count) {
        if (count > sent - taken) {
            throw new MalformedFrameException(peer + " consumed " + count + " messages of port " + number
                    + ", but only " + (sent - taken) + " were open");
        }
        taken += count;
        end.other().consumed(count);
    }

    PortEnd end() {
        return end;
    }

    /**
     * Lets the renderer give up the end to an inbox of main's.
     *
     * @param consumed how many of the messages sent were delivered there
     * @return what waits for the others to come back; null if there are none
     */
    @Nullable ReturnLine leave(long consumed) {
        if (consumed > sent) {
            throw new MalformedFrameException(peer + " transferred port " + number + ": " + consumed
                    + " messages consumed of " + sent + " that were sent to it");
        }
        try {
            owed = Math.subtractExact(sent, consumed);
        } catch (ArithmeticException overflow) {
            throw new MalformedFrameException(
                    peer + " transferred port " + number + ": consumed " + consumed, overflow);
        }
        if (consumed < taken && taken > 0) {
            throw new MalformedFrameException(peer + " transferred port " + number + ": " + consumed
                    + " messages consumed, but said before that it were " + taken);
        }
        if (consumed > taken) {
            end.other().consumed(consumed - taken);
        } else if (consumed < 0) {
            end.other().precededBySilent(-consumed); // posted there before the other end had left
        }
        end.disown();
        end.moveTo(peer.space().newInbox(end));
        if (!otherClosed) {
            peer.oweClosed(number); // the renderer may forget the number
        }
        return line;
    }

    @Override
    public boolean accept(Mail mail) {
        boolean accepted = peer.send(number, mail);
        if (accepted) {
            sent++;
        }
        return accepted;
    }

    @Override
    public void carry(Mail mail) {
        sent++;
        peer.space().inSequence(() -> peer.bring(number, mail));
    }

    @Override
    public void taken(long count, long cost) {
        report.add(count, cost);
    }

    @Override
    public void otherClosed() {
        if (otherClosed) {
            return;
        }
        otherClosed = true;
        peer.space().inSequence(() -> peer.oweClosed(number));
    }

    @Override
    public void endClosed() {
        // The renderer closed it, or is gone.
    }

    @Override
    public PortHolder moveTo(PortHolder next) {
        PortHolder way = next;
        if (owed > 0) {
            line = new ReturnLine(peer.space(), end, owed, next);
            way = line;
        }
        if (otherClosed) {
            way.otherClosed();
        }
        return way;
    }
}
