package dev.covalent.launcher.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.launcher.demo.flow.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What the processes report to have received, by the nonce of the run.
 *
 * <p>Thread-safe.
 */
final class Observations {
    private static final String UNKNOWN = "?";

    private final Transcript transcript;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<String, Run> runs = new HashMap<>();

    @GuardedBy("lock") private boolean closed;

    Observations(Transcript transcript) {
        this.transcript = transcript;
    }

    /** Starts to collect the reports of a run. */
    void open(String nonce, String label) {
        synchronized (lock) {
            runs.put(nonce, new Run(label, new HashMap<>()));
        }
    }

    /** Takes a report and prints it. */
    void report(String nonce, String role, long processId, String what) {
        Run run;
        synchronized (lock) {
            run = runs.get(nonce);
        }
        transcript.saw(role, processId, run == null ? UNKNOWN : run.label(), what);
        synchronized (lock) { // only now, so that the verdict is printed after what it rests on
            if (run != null) {
                run.reports().computeIfAbsent(role, key -> new ArrayList<>()).add(what);
                lock.notifyAll();
            }
        }
    }

    /** Waits until the expectation is met, cannot be met any more, or the limit is over; then forgets the run. */
    Map<String, List<String>> await(String nonce, Expectation expected, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            Map<String, List<String>> seen =
                    runs.getOrDefault(nonce, new Run(UNKNOWN, Map.of())).reports();
            long left = limit.toNanos();
            while (!closed && !expected.isMetBy(seen) && !expected.isBeyondHope(seen) && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
                left = deadline - System.nanoTime();
            }
            runs.remove(nonce);
            Map<String, List<String>> copy = new TreeMap<>();
            seen.forEach((role, reports) -> copy.put(role, List.copyOf(reports)));
            return copy;
        }
    }

    /** Lets nobody wait any longer: the application ends. */
    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    private record Run(String label, Map<String, List<String>> reports) {}
}
