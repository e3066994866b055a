package dev.covalent.main.port;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.port.FrameOutlet;
import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortEnd;
import dev.covalent.common.port.PortSpace;
import dev.covalent.common.port.PostingTotal;
import dev.covalent.common.port.ReturnBudget;
import dev.covalent.common.port.ReturnLine;
import dev.covalent.common.port.TakenReport;
import dev.covalent.main.session.RendererPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The numbers of one renderer: the ends it holds, and those it gave away whose messages have not all come back.
 *
 * <p>Nothing that the renderer says is trusted. A number is its own until it says {@code PortClose} or transfers the port
 * away, and not afterwards, whatever main sent meanwhile; so there is no race that could excuse an unknown number, and
 * each is a {@link MalformedFrameException}.
 *
 * <p>Not thread-safe: used under the lock of the port space.
 */
final class PeerPorts {
    /** More than a renderer's own table allows, as numbers that it gave up may still await what comes back. */
    private static final int MAX_NUMBERS = 2 * PortTransfer.MAX_PORTS;

    private final PortSpace space;
    private final RendererPeer peer;
    private final FrameOutlet<Downstream> outlet;
    private final PostingTotal postingTotal;
    private final Map<Long, Seat> seats = new HashMap<>();
    private final Map<Long, ReturnLine> lines = new HashMap<>();
    private long nextGrant = 2;
    private long lastIntroduced = -1;

    /** How many numbers the renderer has yet to be told of that nothing more comes for them; those it gave up among them. */
    private int closesOwed;

    private boolean gone;

    PeerPorts(PortSpace space, RendererPeer peer) {
        this.space = space;
        this.peer = peer;
        this.outlet = new FrameOutlet<>(peer::post);
        TakenReport settled =
                new TakenReport(space, peer::whenLeaving, bytes -> outlet.tell(new Downstream.PostingSettled(bytes)));
        this.postingTotal = new PostingTotal(space.limits().bound(), cost -> settled.add(cost, cost));
    }

    /** Makes the table of a renderer that is gone: it holds nothing, and what it transfers has a closed other end. */
    static PeerPorts ofGone(PortSpace space, RendererPeer peer) {
        PeerPorts ports = new PeerPorts(space, peer);
        ports.gone = true;
        return ports;
    }

    /** Tells whether the renderer is gone, and so its numbers too, whichever of its frames are still to be taken. */
    boolean isGone() {
        return gone;
    }

    PortSpace space() {
        return space;
    }

    /** Returns what the renderer has posted and others have not consumed. */
    PostingTotal postingTotal() {
        return postingTotal;
    }

    /** Returns the end that the renderer holds by a number. */
    PortEnd held(long number) {
        return seat(number).end();
    }

    /** Returns the line of a port that the renderer gave away, to which a message of that cost may come back. */
    ReturnLine line(long number, long cost) {
        ReturnLine line = lines.get(number);
        if (line == null) {
            throw new MalformedFrameException(this + " returned a message of port " + number
                    + ", which it has not transferred or of which everything has come back");
        }
        if (!line.expects(cost)) {
            throw new MalformedFrameException(
                    this + " returned " + cost + " bytes of port " + number + ", more than can have waited there");
        }
        return line;
    }

    /** Forgets a line when everything has come back. */
    void settle(long number, ReturnLine line) {
        if (line.isDone()) {
            lines.remove(number, line);
        }
    }

    /** Takes the ends that the renderer gives up, all or, if one is malformed, none. */
    List<PortEnd> receive(List<PortTransfer> transfers) {
        if (transfers.isEmpty()) {
            return List.of();
        }
        List<PortEnd> ends = new ArrayList<>(transfers.size());
        try {
            for (PortTransfer transfer : transfers) {
                ends.add(receive(transfer));
            }
        } catch (MalformedFrameException malformed) {
            space.discard(ends); // nobody else would close them
            throw malformed;
        }
        return ends;
    }

    /** Closes the end that the renderer holds by a number. */
    void close(long number) {
        PortEnd end = held(number);
        seats.remove(number);
        end.close();
    }

    /**
     * Posts a frame that takes ends with it; if it is refused, nothing has changed.
     *
     * @return false if the renderer is gone
     */
    boolean send(List<PortEnd> ends, Function<List<Long>, Downstream> frame) {
        List<Long> grants = plan(ends);
        if (!outlet.post(frame.apply(grants))) {
            return false;
        }
        seat(ends, grants);
        return true;
    }

    /** Posts a frame that takes an end with it which the renderer may not give away; else as {@link #send(List, Function)}. */
    boolean sendForGood(PortEnd end, LongFunction<Downstream> frame) {
        long number = nextGrant;
        boolean sent = send(List.of(end), grants -> frame.apply(number));
        if (sent) {
            seat(number).keepForGood();
        }
        return sent;
    }

    /** Posts a message for a number. */
    boolean send(long number, Mail mail) {
        return send(mail.ports(), grants -> new Downstream.PortMessage(number, mail.message(), grants));
    }

    /**
     * Posts, now or when there is room, a message that waited at an end which is the renderer's now.
     *
     * @param done runs when it is posted or, if the renderer is gone before, dropped
     */
    void bring(long number, Mail mail, Runnable done) {
        if (gone) {
            space.discard(mail.ports());
            done.run();
            return;
        }
        List<Long> grants = plan(mail.ports());
        outlet.owe(new Downstream.PortMessage(number, mail.message(), grants), done);
        seat(mail.ports(), grants);
    }

    /** Tells the renderer that nothing more comes for a number. */
    void oweClosed(long number) {
        closesOwed++;
        outlet.owe(new Downstream.PortClosed(number), () -> closesOwed--);
    }

    /** Makes what tells the renderer how much of what it posted to a port was consumed, as long as it holds that. */
    TakenReport newReport(Seat seat) {
        return new TakenReport(space, peer::whenLeaving, count -> {
            if (seats.get(seat.number()) == seat) {
                outlet.tell(new Downstream.PortTaken(seat.number(), count));
            }
        });
    }

    /** Learns that the renderer has consumed messages that were sent to a number. */
    void consumed(long number, long count) {
        seat(number).consumed(count);
    }

    int size() {
        return seats.size() + lines.size();
    }

    void resume() {
        outlet.resume();
    }

    /** Closes everything the renderer held, as it is gone. */
    void gone() {
        List<Seat> heldSeats = new ArrayList<>(seats.values());
        List<ReturnLine> openLines = new ArrayList<>(lines.values());
        gone = true;
        outlet.drop(); // what it posted may keep this for as long as it waits elsewhere
        seats.clear();
        lines.clear();
        heldSeats.forEach(seat -> seat.end().close());
        openLines.forEach(ReturnLine::giveUp);
    }

    @Override
    public String toString() {
        return peer.webContentsId() == 0
                ? peer.toString()
                : "Renderer " + peer.webContentsId() + " (pid " + peer.processId() + ")";
    }

    private Seat seat(long number) {
        Seat seat = seats.get(number);
        if (seat == null) {
            throw new MalformedFrameException(this + " named port " + number + ", which it does not hold");
        }
        return seat;
    }

    private PortEnd receive(PortTransfer transfer) {
        if (gone) {
            PortEnd end = space.newPair();
            end.other().close();
            return end;
        }
        return transfer.peer() == 0 ? giveUp(transfer) : introduce(transfer);
    }

    private PortEnd giveUp(PortTransfer transfer) {
        Seat seat = seat(transfer.port());
        ReturnLine line = seat.leave(transfer.consumed());
        seats.remove(transfer.port());
        if (line != null) {
            lines.put(transfer.port(), line);
        }
        return seat.end();
    }

    private PortEnd introduce(PortTransfer transfer) {
        long leaving = transfer.port();
        long staying = transfer.peer();
        if (leaving % 2 == 0 || staying % 2 == 0 || leaving <= lastIntroduced || staying <= leaving) {
            throw new MalformedFrameException(this + " introduced ports " + leaving + " and " + staying
                    + ", which must be odd, greater than " + lastIntroduced + " and in order");
        }
        if (size() + closesOwed >= MAX_NUMBERS) {
            throw new MalformedFrameException(this + " introduced a channel although it holds " + seats.size()
                    + " ports and has " + (lines.size() + closesOwed) + " to give up, the limit");
        }
        long most = Mail.mostIn(space.limits().window());
        if (transfer.consumed() < -most) {
            throw new MalformedFrameException(this + " introduced port " + leaving + " with " + transfer.consumed()
                    + " messages consumed, but at most " + most + " can wait there");
        }
        lastIntroduced = staying;
        PortEnd end = space.newPair();
        seat(end.other(), staying, most);
        if (transfer.consumed() < 0) {
            await(leaving, end, -transfer.consumed());
        }
        return end;
    }

    /** Lets the messages that wait at an introduced end in the renderer come back to it. */
    private void await(long number, PortEnd end, long waiting) {
        end.other().preceded(waiting, true, postingTotal);
        ReturnBudget owed = new ReturnBudget(space.limits(), waiting, 0, 0);
        ReturnLine line = new ReturnLine(space, end, owed, postingTotal, space.newInbox(end));
        end.moveTo(line);
        lines.put(number, line);
    }

    private List<Long> plan(List<PortEnd> ends) {
        List<Long> grants = new ArrayList<>(ends.size());
        for (int i = 0; i < ends.size(); i++) {
            grants.add(nextGrant);
            nextGrant += 2;
        }
        return grants;
    }

    private void seat(List<PortEnd> ends, List<Long> numbers) {
        for (int i = 0; i < ends.size(); i++) {
            seat(ends.get(i), numbers.get(i), 0);
        }
    }

    private void seat(PortEnd end, long number, long local) {
        Seat seat = new Seat(this, number, end, local);
        seats.put(number, seat);
        end.disown();
        end.moveTo(seat);
    }
}
