package dev.covalent.launcher.bench.fault;

import dev.covalent.main.BrowserWindow;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The windows of renderers that attach at once, and are killed at once. Thread-safe. */
final class Rush {
    private final int expected;

    /** Each, with how often it was told that it is closed. */
    private final Map<BrowserWindow, AtomicInteger> windows = new ConcurrentHashMap<>();

    private final AtomicInteger left;
    private final CompletableFuture<Long> all = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

    Rush(int expected) {
        this.expected = expected;
        left = new AtomicInteger(expected);
    }

    void arrived(BrowserWindow window) {
        AtomicInteger closings = new AtomicInteger();
        windows.put(window, closings);
        window.on(BrowserWindow.CLOSED, event -> {
            if (closings.incrementAndGet() == 1 && left.decrementAndGet() == 0) {
                gone.complete(true);
            }
        });
        if (windows.size() == expected) {
            all.complete(System.nanoTime());
        }
    }

    /** Waits until all are there, and returns when the last came, by {@link System#nanoTime}. */
    long awaitAll(Victim process) throws Exception {
        try {
            return Within.limit(all);
        } catch (TimeoutException missing) {
            throw new IllegalStateException(
                    windows.size() + " of " + expected + " have attached: " + process.lastLines(), missing);
        }
    }

    /** Waits until all are closed, and fails unless they are as many as expected, and each was told once. */
    void awaitGone() throws Exception {
        Within.limit(gone);
        if (windows.size() != expected || windows.values().stream().anyMatch(closings -> closings.get() != 1)) {
            throw new IllegalStateException(windows.size() + " windows, closed as often as " + windows.values());
        }
    }
}
