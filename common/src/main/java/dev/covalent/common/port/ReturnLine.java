package dev.covalent.common.port;

import dev.covalent.common.link.BurstQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stage on the way to an end that was transferred while messages were under way to its old owner, in another process.
 * Those come back; until they have, what is posted to the end waits here, so that the new owner gets everything in order.
 *
 * <p>Lines can stand behind one another, if the end moves on before the first line has done its work: what comes back
 * from an earlier owner then waits for what comes back from a later one, which is older.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class ReturnLine implements PortHolder {
    private final PortSpace space;
    private final PortEnd end;
    private final BurstQueue<Mail> later = new BurstQueue<>();
    private final ReturnBudget owed;
    private final PostingTotal payer;
    private PortHolder next;
    private boolean otherClosed;
    private boolean dead;

    /**
     * Makes a line.
     *
     * @param end the end that was transferred
     * @param owed what is to come back
     * @param payer where those count that were posted in the process they come back from
     * @param next gets them
     */
    public ReturnLine(PortSpace space, PortEnd end, ReturnBudget owed, PostingTotal payer, PortHolder next) {
        this.space = space;
        this.end = end;
        this.owed = owed;
        this.payer = payer;
        this.next = next;
    }

    /** Tells whether everything has come back. */
    public boolean isDone() {
        return owed.isEmpty();
    }

    /** Tells whether a message of that cost may come back now. */
    public boolean expects(long cost) {
        return owed.covers(cost) && (!owed.isLocalNext() || payer.mayHaveHadRoom());
    }

    /** Takes a message that came back, which must be {@linkplain #expects expected}. */
    public void returned(Mail mail) {
        boolean local = owed.isLocalNext();
        owed.spend(mail.cost());
        if (local && (dead || !end.other().price(mail.cost()))) {
            payer.dropped(mail.cost());
        }
        if (dead) {
            space.discard(mail.ports());
        } else {
            next.carry(mail);
        }
        if (isDone()) {
            release();
        }
    }

    /** Ends the wait for an owner that is gone; what it had not returned is lost, so the channel is closed. */
    public void giveUp() {
        owed.clear();
        breakOff();
        end.cut();
        end.settleIfEmpty();
    }

    @Override
    public boolean accept(Mail mail) {
        if (dead) {
            space.discard(mail.ports());
            return true;
        }
        if (isDone()) {
            return next.accept(mail);
        }
        later.add(mail);
        return true;
    }

    @Override
    public void carry(Mail mail) {
        if (dead) {
            space.discard(mail.ports());
        } else if (isDone()) {
            next.carry(mail);
        } else {
            later.add(mail);
        }
    }

    @Override
    public void taken(long count, long cost) {
        next.taken(count, cost);
    }

    @Override
    public void drained() {
        next.drained();
    }

    @Override
    public void otherClosed() {
        if (isDone()) {
            next.otherClosed();
        } else {
            otherClosed = true;
        }
    }

    @Override
    public void endClosed() {
        breakOff();
        next.endClosed();
    }

    @Override
    public boolean isEmpty() {
        return isDone() && next.isEmpty();
    }

    @Override
    public PortHolder moveTo(PortHolder target) {
        next = next.moveTo(target);
        return this;
    }

    @Override
    public PortHolder settled() {
        next = next.settled();
        return isDone() && !dead ? next : this;
    }

    @Override
    public @Nullable PostingTotal postingTotal() {
        return next.postingTotal();
    }

    @Override
    public int waiting() {
        return later.size() + next.waiting();
    }

    private void release() {
        later.drain().forEach(next::carry);
        if (otherClosed) {
            next.otherClosed();
        }
        end.settle();
        end.settleIfEmpty();
    }

    /**
     * Lets nothing through any more: it would come after a hole, or to an end that is closed. What is dropped here counts
     * until everything has come back, as it was posted after that.
     */
    private void breakOff() {
        dead = true;
        later.drain().forEach(mail -> space.discard(mail.ports()));
    }
}
