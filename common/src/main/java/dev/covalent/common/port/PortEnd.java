package dev.covalent.common.port;

import dev.covalent.common.QueueFullException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a channel as this process knows it. The end stays the same object while ports are transferred: what changes
 * is its holder.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class PortEnd {
    private final PortSpace space;
    private final PortEnd other;
    private final Tally posted = new Tally();
    private PortHolder holder;
    private boolean closed;

    /** Makes both ends of a new channel, each held by an inbox that nobody has been given yet. */
    PortEnd(PortSpace space) {
        this.space = space;
        this.holder = space.newInbox(this);
        this.other = new PortEnd(space, this);
        DroppedPorts.watch(space, this, List.of(posted, other.posted));
    }

    private PortEnd(PortSpace space, PortEnd other) {
        this.space = space;
        this.holder = space.newInbox(this);
        this.other = other;
    }

    /** Returns the other end of the channel. */
    public PortEnd other() {
        return other;
    }

    /** Returns what holds this end. */
    public PortHolder holder() {
        return holder;
    }

    /** Tells whether this end was closed, by its owner or with the channel. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Posts a message from this end to the other, and with it the ends that travel in it.
     *
     * @return false if the message was dropped because an end is closed, or because it carried the other end, which
     *     nobody could then receive it from; the ends in such a message are closed
     * @throws QueueFullException if the message does not fit into the queue of a link; nothing was posted
     */
    public boolean post(Mail mail) {
        if (!canTake(mail) || !other.holder.accept(mail)) {
            return false;
        }
        count(mail);
        return true;
    }

    /** Posts a message as {@link #post} does that was accepted already where it comes from, and so is never refused. */
    public boolean relay(Mail mail) {
        if (!canTake(mail)) {
            return false;
        }
        count(mail);
        other.holder.carry(mail);
        return true;
    }

    private void count(Mail mail) {
        PostingTotal payer = holder.postingTotal();
        boolean settledElsewhere = other.holder.isElsewhere();
        if (payer != null) {
            payer.add(mail.cost());
            if (settledElsewhere) {
                payer.handOver(mail.cost());
            }
        }
        posted.add(mail.cost(), settledElsewhere ? null : payer);
    }

    /**
     * Returns why there is no credit for a message, null if there is: room in the window, or nothing in it; and room in
     * what all the ports of its holder may have out.
     */
    public @Nullable String refusalOf(Mail mail) {
        long out = posted.bytes();
        if (isBeyondWindow(mail)) {
            return "the other port has not consumed " + out + " bytes yet, the most is "
                    + space.limits().window();
        }
        PostingTotal total = holder.postingTotal();
        if (total != null && !total.hasRoomFor(mail.cost(), out)) {
            return "of what all the ports of this process posted, " + total.bytes()
                    + " bytes were not consumed yet, the most is " + total.bound();
        }
        return null;
    }

    /** Tells whether there is no room for a message in the window. */
    boolean isBeyondWindow(Mail mail) {
        long out = posted.bytes();
        return out > 0 && out + mail.cost() > space.limits().window();
    }

    /**
     * Returns the cost of what was posted from this end by its present holder and not consumed at the other; 0 when the
     * channel is closed, as nobody waits for room in it any more.
     */
    public long outstanding() {
        return closed || other.closed ? 0 : posted.bytes();
    }

    /** Learns that messages posted from this end, the first of those that are out, were consumed at the other. */
    public void consumed(long count) {
        long before = posted.bytes();
        long told = posted.remove(count);
        if (told > 0) {
            holder.taken(told, before - posted.bytes());
        }
    }

    /**
     * Learns of messages that were posted from this end, elsewhere, before all others that this process knows of.
     *
     * @param own whether its present holder has posted them, and not an earlier one
     * @param payer where they count, as soon as each has a {@linkplain #price price}
     */
    public void preceded(long count, boolean own, PostingTotal payer) {
        posted.precede(count, own, payer);
    }

    /**
     * Learns the cost of the first of the messages that {@linkplain #preceded preceded} the others and have none yet.
     *
     * @return false if there is none
     */
    boolean price(long cost) {
        return posted.price(cost);
    }

    private boolean canTake(Mail mail) {
        if (closed || other.closed) {
            return false;
        }
        if (mail.ports().contains(other)) {
            space.discard(mail.ports());
            return false;
        }
        return true;
    }

    /** Closes this end; what was posted from it still arrives. Closing twice is a no-op. */
    public void close() {
        boolean first = !closed;
        closed = true;
        holder.endClosed();
        if (first && !other.closed) {
            other.holder.otherClosed();
        }
        holder.drained();
        other.holder.drained();
    }

    /** Closes the channel from outside: both holders learn that the other end was closed. */
    public void cut() {
        PortEnd[] ends = {this, other};
        for (PortEnd end : ends) {
            if (!end.closed) {
                end.closed = true;
                end.holder.otherClosed();
            }
            end.holder.drained();
        }
    }

    /**
     * Looks whether the channel is closed and nothing that was posted to this end waits any more or is still to come; if
     * so, that counts for nobody any more, and the holder of the other end learns it. Called whenever it may be so.
     */
    public void settleIfEmpty() {
        if ((closed || other.closed) && holder.isEmpty()) {
            other.posted.clear();
            other.holder.emptied();
        }
    }

    /** Leaves what was posted from this end to whoever did that, as another has the end from now on. */
    public void disown() {
        posted.disown();
    }

    /** Leaves it to another process, to which what was posted from this end goes, to say when that counts no more. */
    public void handOver() {
        posted.handOver();
    }

    /** Gives this end to another holder, with everything that waits at the present one. */
    public void moveTo(PortHolder next) {
        holder = holder.moveTo(next).settled();
        settleIfEmpty(); // what the next learned meanwhile, it learned before it was the holder
    }

    /** Removes the stages on the way to the holder that have done their work. */
    public void settle() {
        holder = holder.settled();
    }
}
