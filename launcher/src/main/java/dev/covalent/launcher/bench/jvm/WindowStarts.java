package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.WebContents;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens windows of a page that does nothing, each in a process of its own. Used by one thread at a time. */
final class WindowStarts {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MainProcess main;

    WindowStarts(MainProcess main) {
        this.main = main;
    }

    Measurement take(Mode mode) throws IOException, InterruptedException, TimeoutException {
        return take(mode, process -> {});
    }

    /**
     * Takes a figure.
     *
     * @param check is shown the window's process, and throws if it is not the one that is meant
     */
    Measurement take(Mode mode, Check check) throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<Long> loaded = new CompletableFuture<>();
        long start = System.nanoTime();
        BrowserWindow window = main.browserWindows()
                .open(BrowserWindowOptions.page(IdlePage.class).show(false));
        WebContents contents = window.webContents();
        contents.on(WebContents.DID_FINISH_LOAD, event -> loaded.complete(System.nanoTime()));
        contents.on(
                WebContents.RENDER_PROCESS_GONE,
                gone -> loaded.completeExceptionally(new IOException("The window's process is gone: " + gone)));
        try {
            long nanos = within(LIMIT, loaded) - start;
            ProcessHandle process = process(contents);
            check.of(process);
            Measurement figure = mode == Mode.START ? Measurement.start(nanos) : Footprint.ofSettled(process.pid());
            window.close();
            within(GRACE, process.onExit()); // so that it is in nobody's way
            return figure;
        } finally {
            window.close();
        }
    }

    /** Looks at the process of a window. */
    @FunctionalInterface
    interface Check {
        void of(ProcessHandle process) throws IOException;
    }

    private ProcessHandle process(WebContents contents) throws IOException {
        return main.app().getAppMetrics().stream()
                .filter(metric -> metric.webContentsId() == contents.id())
                .map(ProcessMetric::pid)
                .findFirst()
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new IOException("The window's process is gone"));
    }

    private static <T> T within(Duration limit, CompletableFuture<T> future)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }
}
