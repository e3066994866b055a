package dev.covalent.main.child;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The forks of all child processes, a few at a time. A JVM that starts needs a processor for some tenths of a second; a
 * hundred that start at once on a few processors all take so long that they miss the deadlines of their connections.
 *
 * <p>Thread-safe.
 */
public final class Launches {
    /** How many may be between their fork and their first call, at the same time. */
    public static final int AT_ONCE = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());

    /** How long one of them counts at most: one that hangs does not keep others from starting for longer. */
    public static final Duration HELD_FOR = Duration.ofSeconds(5);

    private final ExecutorService threads;

    /** How many wait for a thread. */
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Makes one where nothing waits.
     *
     * @param threads {@link #AT_ONCE} of them, each of which an unkind file system may hold
     */
    public Launches(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Returns how long a process that is launched now may take until it is forked.
     *
     * @param each how long one alone may take
     */
    public Duration limit(Duration each) {
        return each.multipliedBy(1 + waiting.get() / AT_ONCE);
    }

    /**
     * Runs a fork when it is its turn, on a thread that it holds for as long as its process starts.
     *
     * @throws RejectedExecutionException if the application is closing
     */
    public void execute(Runnable fork) {
        waiting.incrementAndGet();
        try {
            threads.execute(() -> {
                waiting.decrementAndGet();
                fork.run();
            });
        } catch (RejectedExecutionException closing) {
            waiting.decrementAndGet();
            throw closing;
        }
    }
}
