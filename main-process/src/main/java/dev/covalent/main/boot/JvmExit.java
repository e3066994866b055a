package dev.covalent.main.boot;

import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.Threads;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the JVM after its application, with the exit code of that, if it is to.
 *
 * <p>The thread that does so is no daemon: else the JVM could end before it, with status 0, because the last thread that
 * waited for the application has returned.
 *
 * <p>Thread-safe.
 */
final class JvmExit {
    private static final Logger log = LoggerFactory.getLogger(JvmExit.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean wanted;

    JvmExit(boolean wanted) {
        this.wanted = wanted;
    }

    /** Leaves the JVM alone: it ends already, or whoever ends the application goes on. */
    void leave() {
        wanted = false;
    }

    /** Is told of a thread that waits for the end, and may have something to do then. */
    void waitFor(Thread thread) {
        if (wanted && !thread.isDaemon()) { // those of pools never end
            waiting.add(thread);
        }
    }

    /** Is told that a thread has given up to wait. */
    void forget(Thread thread) {
        waiting.remove(thread);
    }

    /** Ends the JVM after {@code ended}, unless it is left alone; to be called before that completes. */
    void follow(CompletableFuture<Integer> ended) {
        if (wanted) {
            Threads.keeping("exit", () -> exit(ended.join())).start();
        }
    }

    private void exit(int code) {
        Countdown grace = new Countdown(GRACE);
        try {
            for (Thread thread : waiting) {
                if (!grace.await(nanos -> hasEndedWithin(nanos, thread))) {
                    log.warn(
                            "The JVM ends {} s after its application, although {} goes on: exitsJvm(true) says so",
                            GRACE.toSeconds(),
                            thread);
                }
            }
        } catch (InterruptedException hurried) {
            log.debug("The JVM ends without waiting for its threads", hurried);
        }
        System.exit(code);
    }

    private static boolean hasEndedWithin(long nanos, Thread thread) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
        return !thread.isAlive();
    }
}
