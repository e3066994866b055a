package dev.covalent.launcher.e2e;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps what came, by channel, for whoever waits for it.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of what comes
 */
final class Inbox<T> {
    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    @GuardedBy("this") private final Map<String, List<T>> kept = new HashMap<>();

    synchronized void add(String channel, T item) {
        kept.computeIfAbsent(channel, missing -> new ArrayList<>()).add(item);
        notifyAll();
    }

    synchronized int size(String channel) {
        return kept.getOrDefault(channel, List.of()).size();
    }

    /** Waits until at least {@code count} have come and takes all that have. */
    synchronized List<T> take(String channel, int count) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (kept.getOrDefault(channel, List.of()).size() < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException(
                        "Of " + count + " on '" + channel + "' there came " + kept.getOrDefault(channel, List.of()));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        List<T> taken = kept.remove(channel);
        return taken == null ? List.of() : taken;
    }
}
