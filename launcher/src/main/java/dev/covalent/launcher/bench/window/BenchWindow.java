package dev.covalent.launcher.bench.window;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A window of a page in a process of its own, without a screen. Used by one thread at a time. */
public final class BenchWindow implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MainProcess main;
    private final BrowserWindow window;
    private final CompletableFuture<Long> loaded = new CompletableFuture<>();

    private BenchWindow(MainProcess main, BrowserWindow window) {
        this.main = main;
        this.window = window;
        contents().on(WebContents.DID_FINISH_LOAD, event -> loaded.complete(System.nanoTime()));
        contents()
                .on(
                        WebContents.RENDER_PROCESS_GONE,
                        gone -> loaded.completeExceptionally(new IOException("The window's process is gone: " + gone)));
    }

    /** Opens one, and does not wait for it. */
    public static BenchWindow open(MainProcess main, Class<? extends Page> page) {
        return new BenchWindow(
                main, main.browserWindows().open(BrowserWindowOptions.page(page).show(false)));
    }

    /** Waits until its page has loaded, and returns when that was, by {@link System#nanoTime}. */
    public long awaitLoaded() throws IOException, InterruptedException, TimeoutException {
        return within(LIMIT, loaded);
    }

    /** Returns what is in it. */
    public WebContents contents() {
        return window.webContents();
    }

    /** Returns its process. */
    public ProcessHandle process() throws IOException {
        return main.app().getAppMetrics().stream()
                .filter(metric -> metric.webContentsId() == contents().id())
                .map(ProcessMetric::pid)
                .findFirst()
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new IOException("The window's process is gone"));
    }

    /** Closes it, and waits for the end of its process, so that this is in nobody's way. */
    public void closeAndAwaitEnd() throws IOException, InterruptedException, TimeoutException {
        ProcessHandle process = process();
        window.close();
        ProcessHandle unused = within(GRACE, process.onExit());
    }

    @Override
    public void close() {
        window.close();
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
