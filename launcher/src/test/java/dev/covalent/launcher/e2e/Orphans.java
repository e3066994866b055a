package dev.covalent.launcher.e2e;

import dev.covalent.common.process.ProcessEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What becomes of the processes of a main process that was killed. */
final class Orphans {
    /** How long they may live on (F7). They are gone after some 40 ms on two idle cores. */
    private static final long LIMIT_MILLIS = 2000;

    private Orphans() {}

    /**
     * Waits until some processes are gone that are about to end, or one has outlived its time. Who looks may be held up: late
     * is one that is seen alive after its time, not one that is seen late to be gone.
     *
     * @return the late ones, with the milliseconds after which they were alive
     */
    static Map<String, Long> late(Map<String, ProcessHandle> processes) throws InterruptedException {
        long since = System.nanoTime();
        Map<String, ProcessHandle> left = new LinkedHashMap<>(processes);
        Map<String, Long> late = new TreeMap<>();
        boolean decided = Eventually.becomes(true, () -> {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
            left.values().removeIf(ProcessEnd::hasCome);
            if (millis >= LIMIT_MILLIS) {
                left.keySet().forEach(name -> late.put(name, millis));
            }
            return left.isEmpty() || !late.isEmpty();
        });
        if (!decided) {
            throw new AssertionError("not looked for long enough whether they end: " + left.keySet());
        }
        return late;
    }
}
