package dev.covalent.main.ipc;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds, in bytes, what waits for executors. Thread-safe.
 */
final class WaitingRoom {
    private static final Logger log = LoggerFactory.getLogger(WaitingRoom.class);

    /** What a request takes beside its bytes, so that many empty ones are bounded too. */
    private static final int OVERHEAD = 256;

    private final long bound;
    private final AtomicLong waiting = new AtomicLong();

    /** How a task fared. */
    enum Entry {
        /** It runs, or will. */
        ACCEPTED,
        /** Too much waits. */
        FULL,
        /** The executor does not take it. */
        REJECTED
    }

    WaitingRoom(long bound) {
        this.bound = bound;
    }

    long bound() {
        return bound;
    }

    /**
     * Gives a task to an executor.
     *
     * @param bytes what it keeps in memory until it begins; the first one in may take more than the bound
     */
    Entry enter(int bytes, Executor executor, Runnable task) {
        long weight = (long) bytes + OVERHEAD;
        long before = waiting.getAndAdd(weight);
        if (before > 0 && before + weight > bound) {
            waiting.addAndGet(-weight);
            return Entry.FULL;
        }
        AtomicBoolean left = new AtomicBoolean();
        try {
            executor.execute(() -> {
                if (left.compareAndSet(false, true)) { // an executor that both rejects and runs it
                    waiting.addAndGet(-weight);
                    task.run();
                }
            });
            return Entry.ACCEPTED;
        } catch (Throwable rejected) { // the user's executor, which may throw anything
            log.warn("{} rejected a request", executor.getClass().getName(), rejected);
            if (left.compareAndSet(false, true)) {
                waiting.addAndGet(-weight);
                return Entry.REJECTED;
            }
            return Entry.ACCEPTED; // it has begun
        }
    }
}
