package dev.covalent.common.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Threads;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a process that rings the {@linkplain Alarm alarms} of its connections.
 *
 * <p>A call sets an alarm before each read and clears it afterwards, many thousand times a second, and hardly ever is
 * one due; a scheduled task for each would cost more than the read. So setting an alarm is a write to a variable, and
 * this thread sleeps until the earliest deadline that was set when it last looked. Deadlines move forward with time:
 * almost always a new one is later than the thread's next look and nobody needs to be woken.
 *
 * <p>The thread runs from the first alarm until no connection has one.
 *
 * <p>Thread-safe.
 */
final class AlarmClock {
    static final AlarmClock SHARED = new AlarmClock();

    private static final long ORIGIN = System.nanoTime();

    private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();

    /** When the thread will look next. Whoever sets an earlier alarm lowers it and wakes the thread. */
    private final AtomicLong nextLook = new AtomicLong(CallDeadline.NONE);

    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable Thread thread;

    private AlarmClock() {}

    /** Returns monotonic nanoseconds that start near 0, so that they can be compared and added without overflow. */
    static long now() {
        return System.nanoTime() - ORIGIN;
    }

    /** Returns the time {@code limit} from now; a limit of centuries is as good as none. */
    static long in(Duration limit) {
        long nanos = limit.compareTo(Duration.ofDays(36_500)) >= 0 ? CallDeadline.NONE / 2 : limit.toNanos();
        return now() + nanos;
    }

    void add(Alarm alarm) {
        alarms.add(alarm);
    }

    void remove(Alarm alarm) {
        if (alarms.remove(alarm) && alarms.isEmpty()) {
            wake(false);
        }
    }

    /** Makes sure that the thread looks not later than {@code deadline}. */
    void lookBy(long deadline) {
        if (deadline < nextLook.get() && deadline < nextLook.getAndAccumulate(deadline, Math::min)) {
            wake(true);
        }
    }

    private void wake(boolean start) {
        synchronized (lock) {
            if (thread != null) {
                LockSupport.unpark(thread);
            } else if (start) {
                thread = Threads.daemon("deadlines", this::run);
                thread.start();
            }
        }
    }

    private void run() {
        while (!ended()) {
            long earliest = ringDue();
            long next = Math.min(earliest, nextLook.getAndAccumulate(earliest, Math::min));
            if (!alarms.isEmpty()) {
                LockSupport.parkNanos(this, Math.max(1, Math.min(next - now(), TimeUnit.HOURS.toNanos(1))));
            }
        }
    }

    private boolean ended() {
        synchronized (lock) {
            // First the promise to look again, then the look: an alarm added or set in between lowers the promise.
            nextLook.set(CallDeadline.NONE);
            if (!alarms.isEmpty()) {
                return false;
            }
            thread = null;
            return true;
        }
    }

    private long ringDue() {
        long earliest = CallDeadline.NONE;
        long now = now();
        for (Alarm alarm : alarms) {
            long deadline = alarm.deadline();
            if (deadline <= now) {
                alarm.ring(deadline);
            } else {
                earliest = Math.min(earliest, deadline);
            }
        }
        return earliest;
    }
}
