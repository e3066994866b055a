package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.OptionalLong;

/**
 * Whether a renderer's loop turns. It is asked over the lifeline, one question at a time, and answers in a turn of its loop.
 *
 * <p>Thread-safe.
 */
final class Pulse {
    private final long limit;
    private final Object lock = new Object();

    @GuardedBy("lock") private boolean asked;

    /** When; later by what main has missed since. */
    @GuardedBy("lock") private long askedAt;

    @GuardedBy("lock") private boolean unresponsive;

    @GuardedBy("lock") private boolean answered;

    @GuardedBy("lock") private long answeredAt;

    /**
     * Makes the pulse of a renderer that was not asked yet.
     *
     * @param limitNanos how long an answer may take
     */
    Pulse(long limitNanos) {
        this.limit = limitNanos;
    }

    /** Takes note of a question, unless one is open; returns whether it may be asked. */
    boolean ask(long now) {
        synchronized (lock) {
            if (asked) {
                return false;
            }
            asked = true;
            askedAt = now;
            return true;
        }
    }

    /** Takes note of an answer; false if nothing was asked. */
    boolean answer(long now) {
        synchronized (lock) {
            if (!asked) {
                return false;
            }
            asked = false;
            answered = true;
            answeredAt = now;
            return true;
        }
    }

    /** Returns when it has answered last; empty if it never has. */
    OptionalLong answeredAt() {
        synchronized (lock) {
            return answered ? OptionalLong.of(answeredAt) : OptionalLong.empty();
        }
    }

    /**
     * Tells whether the answer has become too late; true once.
     *
     * @param missed for how much of the time since it was last looked for main could not see an answer
     */
    boolean becameLate(long now, long missed) {
        synchronized (lock) {
            askedAt += missed;
            if (!asked || unresponsive || now - askedAt < limit) {
                return false;
            }
            unresponsive = true;
            return true;
        }
    }

    /** Gives it up, whatever was asked; true if it was not late before. */
    boolean giveUp() {
        synchronized (lock) {
            boolean news = !unresponsive;
            unresponsive = true;
            return news;
        }
    }

    /** Tells whether it has become late, and has not recovered. */
    boolean isLate() {
        synchronized (lock) {
            return unresponsive;
        }
    }

    /** Tells whether it has answered after it was late; true once. */
    boolean recovered() {
        synchronized (lock) {
            if (asked || !unresponsive) {
                return false;
            }
            unresponsive = false;
            return true;
        }
    }
}
