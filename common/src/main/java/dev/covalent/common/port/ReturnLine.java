package dev.covalent.common.port;

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
    private final MailQueue later = new MailQueue();
    private PortHolder next;
    private long owed;
    private boolean otherClosed;
    private boolean dead;

    /**
     * Makes a line.
     *
     * @param end the end that was transferred
     * @param owed how many messages are to come back
     * @param next gets them
     */
    public ReturnLine(PortSpace space, PortEnd end, long owed, PortHolder next) {
        this.space = space;
        this.end = end;
        this.owed = owed;
        this.next = next;
    }

    /** Tells whether everything has come back. */
    public boolean isDone() {
        return owed == 0;
    }

    /** Takes a message that came back. */
    public void returned(Mail mail) {
        owed--;
        if (dead) {
            space.discard(mail.ports());
        } else {
            next.carry(mail);
        }
        if (owed == 0) {
            release();
        }
    }

    /** Ends the wait for an owner that is gone; what it had not returned is lost, so the channel is closed. */
    public void giveUp() {
        owed = 0;
        breakOff();
        end.cut();
    }

    @Override
    public boolean accept(Mail mail) {
        if (dead) {
            space.discard(mail.ports());
            return true;
        }
        if (owed == 0) {
            return next.accept(mail);
        }
        later.add(mail);
        return true;
    }

    @Override
    public void carry(Mail mail) {
        if (dead) {
            space.discard(mail.ports());
        } else if (owed == 0) {
            next.carry(mail);
        } else {
            later.add(mail);
        }
    }

    @Override
    public void otherClosed() {
        if (owed == 0) {
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
    public PortHolder moveTo(PortHolder target) {
        next = next.moveTo(target);
        return this;
    }

    @Override
    public PortHolder settled() {
        next = next.settled();
        return owed == 0 && !dead ? next : this;
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
    }

    /** Lets nothing through any more: it would come after a hole, or to an end that is closed. */
    private void breakOff() {
        dead = true;
        later.drain().forEach(mail -> space.discard(mail.ports()));
    }
}
