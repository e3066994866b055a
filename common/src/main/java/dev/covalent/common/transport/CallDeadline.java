package dev.covalent.common.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds everything that the current thread does on connections until it is closed: dialling, writing, reading.
 *
 * <p>RMI's own timeouts bound neither a call nor a write; since all that a call does on the wire it does on the caller's
 * thread, one deadline kept by the thread bounds the whole of it. A connection whose deadline passes is closed, because
 * what it would carry next belongs to the abandoned call; the operation fails with {@link
 * java.net.SocketTimeoutException}. Of nested deadlines the earlier one holds.
 *
 * <pre>{@code
 * CallDeadline deadline = CallDeadline.start(Duration.ofSeconds(5));
 * try (deadline) {
 *     stub.call();
 * }
 * }</pre>
 *
 * <p>Confined to the thread that started it, except for {@link #cut}.
 */
public final class CallDeadline implements AutoCloseable {
    /** Stands for no deadline, and is later than every other. */
    static final long NONE = Long.MAX_VALUE;

    private static final ThreadLocal<@Nullable CallDeadline> CURRENT = new ThreadLocal<>();

    private final @Nullable CallDeadline outer;
    private final long deadline;
    private volatile @Nullable Alarm alarm;
    private volatile boolean cut;

    private CallDeadline(@Nullable CallDeadline outer, long deadline) {
        this.outer = outer;
        this.deadline = deadline;
    }

    /** Starts a deadline for the current thread. */
    public static CallDeadline start(Duration limit) {
        CallDeadline outer = CURRENT.get();
        long own = AlarmClock.in(limit);
        CallDeadline started = new CallDeadline(outer, outer == null ? own : Math.min(own, outer.deadline));
        CURRENT.set(started);
        return started;
    }

    /** Returns the current thread's deadline in the time of {@link AlarmClock#now()}, or {@link #NONE}. */
    static long current() {
        CallDeadline current = CURRENT.get();
        return current == null ? NONE : current.deadline;
    }

    /** Sets an alarm for what the current thread is about to do on a connection. */
    static void arm(Alarm alarm, long deadline) {
        alarm.set(deadline);
        CallDeadline current = CURRENT.get();
        if (current != null) {
            current.alarm = alarm;
            if (current.cut) {
                alarm.ring(current.deadline);
            }
        }
    }

    /**
     * Makes the deadline pass now: what its thread does on a connection fails, and that connection is closed. Without
     * effect once this is closed. May be called by any thread, also twice.
     */
    public void cut() {
        cut = true;
        Alarm current = alarm;
        if (current != null) {
            current.ring(deadline); // rings only if it is still set for this deadline
        }
    }

    /** Ends this deadline and brings back the one it was nested in. */
    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
