package dev.covalent.launcher.bench.fault;

import dev.covalent.common.GoneReason;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A window whose renderer is going to be killed. Used by one thread at a time. */
final class VictimWindow implements AutoCloseable {
    private final BrowserWindow window;
    private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final List<RenderProcessGone> all = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> gone = new CompletableFuture<>();

    private VictimWindow(BrowserWindow window) {
        this.window = window;
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> loaded.complete(true));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, details -> {
            long now = System.nanoTime();
            all.add(details);
            gone.complete(now);
            loaded.completeExceptionally(new IllegalStateException("The window's process is gone: " + details));
        });
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
    }

    /** Opens one, and does not wait for it. */
    static VictimWindow open(MainProcess main, String... jvmFlags) {
        return new VictimWindow(main.browserWindows()
                .open(BrowserWindowOptions.page(VictimPage.class).show(false).jvmFlags(jvmFlags)));
    }

    VictimWindow awaitLoaded() throws Exception {
        Within.limit(loaded);
        return this;
    }

    /** Waits until there is a process. */
    VictimWindow awaitProcess() throws Exception {
        Within.limit("the window has a process", () -> contents().getOSProcessId() > 0);
        return this;
    }

    WebContents contents() {
        return window.webContents();
    }

    ProcessHandle process() {
        return ProcessHandle.of(contents().getOSProcessId()).orElseThrow();
    }

    /** Kills its process with {@code kill -9}, and returns when that was, by {@link System#nanoTime}. */
    long kill() {
        ProcessHandle process = process();
        long start = System.nanoTime();
        if (!process.destroyForcibly()) {
            throw new IllegalStateException("Process " + process.pid() + " cannot be killed");
        }
        return start;
    }

    /** Waits until it is told that the process is gone, and returns when that was, by {@link System#nanoTime}. */
    long awaitGone() throws Exception {
        return Within.limit(gone);
    }

    /** Closes it, and fails unless it was told once, for that reason, that the process was gone. */
    void closeAfter(GoneReason reason) throws Exception {
        long unused = awaitGone(); // what is closed before is not told
        close();
        Within.limit(closed);
        if (all.size() != 1 || all.get(0).reason() != reason) {
            throw new IllegalStateException("Told was " + all + ", and not " + reason + " once");
        }
    }

    /** Returns how its process ended, as it was told. */
    int exitCode() {
        return all.get(0).exitCode();
    }

    @Override
    public void close() {
        window.destroy();
    }
}
