package dev.covalent.common.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes a connection when one operation on it outlasts its deadline. One for each direction of a connection.
 *
 * <p>Thread-safe; one thread at a time sets and clears it.
 */
final class Alarm {
    private static final long RUNG = CallDeadline.NONE - 1;

    private final Runnable action;
    private final AtomicLong deadline = new AtomicLong(CallDeadline.NONE);
    private volatile boolean known;
    private volatile boolean discarded;

    Alarm(Runnable action) {
        this.action = action;
    }

    /** Sets the alarm, unless there is no deadline. */
    void set(long newDeadline) {
        if (newDeadline == CallDeadline.NONE) {
            return;
        }
        if (!known) {
            known = true;
            AlarmClock.SHARED.add(this);
            if (discarded) { // meanwhile: the clock must not keep the alarm of a closed connection
                AlarmClock.SHARED.remove(this);
            }
        }
        deadline.compareAndSet(CallDeadline.NONE, newDeadline);
        AlarmClock.SHARED.lookBy(newDeadline);
    }

    /** Takes the alarm back. It stays rung once it has rung. */
    void clear() {
        long current = deadline.get();
        if (current < RUNG) {
            deadline.compareAndSet(current, CallDeadline.NONE);
        }
    }

    boolean hasRung() {
        return deadline.get() == RUNG;
    }

    /** Forgets the alarm when its connection is closed. */
    void discard() {
        discarded = true;
        AlarmClock.SHARED.remove(this);
    }

    long deadline() {
        return deadline.get();
    }

    /** Rings, if the operation that set {@code due} has not ended meanwhile. */
    void ring(long due) {
        if (deadline.compareAndSet(due, RUNG)) {
            action.run();
        }
    }
}
