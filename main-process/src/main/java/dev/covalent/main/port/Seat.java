package dev.covalent.main.port;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.port.Costs;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortEnd;
import dev.covalent.common.port.PortHolder;
import dev.covalent.common.port.PostingTotal;
import dev.covalent.common.port.ReturnBudget;
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

    /** How many messages can have been posted to the end in the renderer, before main knew the channel. */
    private final long local;

    /** What was sent and, as far as the renderer has said, not consumed. */
    private final Costs open = new Costs();

    private long sent;

    /** How many of those that were sent last wait for room in the queue towards the renderer. */
    private long waiting;

    private ReturnBudget owed;
    private @Nullable ReturnLine line;
    private boolean forGood;
    private boolean otherClosed;
    private boolean endClosed;

    Seat(PeerPorts peer, long number, PortEnd end, long local) {
        this.peer = peer;
        this.number = number;
        this.end = end;
        this.local = local;
        this.report = peer.newReport(this);
        this.owed = owed(0);
    }

    long number() {
        return number;
    }

    PortEnd end() {
        return end;
    }

    /** Keeps the renderer from giving the end away. */
    void keepForGood() {
        forGood = true;
    }

    /** Learns that the renderer has consumed messages that were sent to it. */
    void consumed(long count) {
        long reachable = open.size() - waiting;
        if (count > reachable) {
            throw new MalformedFrameException(peer + " consumed " + count + " messages of port " + number
                    + ", but only " + reachable + " were open");
        }
        open.remove(count);
        end.other().consumed(count);
    }

    /**
     * Lets the renderer give up the end to an inbox of main's.
     *
     * @param consumed how many of the messages sent were delivered there, less those that wait there and were not sent
     * @return what waits for the others to come back; null if there are none
     */
    @Nullable ReturnLine leave(long consumed) {
        check(consumed);
        if (consumed >= 0) {
            consumed(consumed - taken());
            owed = owed(0);
        } else {
            end.other().preceded(-consumed, false, postingTotal()); // posted there before the other end had left
            owed = owed(-consumed);
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
            count(mail);
        }
        return accepted;
    }

    @Override
    public void carry(Mail mail) {
        count(mail);
        waiting++;
        peer.space().inSequence(() -> peer.bring(number, mail, this::arrived));
    }

    private void arrived() {
        waiting--;
        end.settleIfEmpty();
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
        endClosed = true;
        end.settleIfEmpty();
    }

    /** A renderer that closes the end before it has fetched what was sent there gives no room for more by that. */
    @Override
    public boolean isEmpty() {
        return endClosed && (waiting == 0 || peer.isGone());
    }

    @Override
    public PortHolder moveTo(PortHolder next) {
        PortHolder way = next;
        if (!owed.isEmpty()) {
            line = new ReturnLine(peer.space(), end, owed, postingTotal(), next);
            way = line;
        }
        if (otherClosed) {
            way.otherClosed();
        }
        return way;
    }

    @Override
    public PostingTotal postingTotal() {
        return peer.postingTotal();
    }

    private void count(Mail mail) {
        sent++;
        open.add(mail.cost());
    }

    private long taken() {
        return sent - open.size();
    }

    private ReturnBudget owed(long posted) {
        return new ReturnBudget(peer.space().limits(), posted, open.size(), open.sum());
    }

    private void check(long consumed) {
        if (forGood) {
            throw new MalformedFrameException(peer + " transferred port " + number + ", which it has for good");
        }
        String what = peer + " transferred port " + number + ": " + consumed + " messages consumed";
        if (consumed > sent - waiting) {
            throw new MalformedFrameException(what + " of " + (sent - waiting) + " that were sent to it");
        }
        if (consumed < taken() && taken() > 0) {
            throw new MalformedFrameException(what + ", but said before that it were " + taken());
        }
        if (consumed < -local) {
            throw new MalformedFrameException(what + ", but at most " + local + " can wait that were not sent to it");
        }
    }
}
