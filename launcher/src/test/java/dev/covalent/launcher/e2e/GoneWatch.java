package dev.covalent.launcher.e2e;

import dev.covalent.common.Subscription;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is told about the end of one window's renderer, and the window, until it is closed. Thread-safe. */
final class GoneWatch implements AutoCloseable {
    final BrowserWindow window;
    final List<RenderProcessGone> ofContents = new CopyOnWriteArrayList<>();
    final List<RenderProcessGone> ofApp = new CopyOnWriteArrayList<>();
    private final CompletableFuture<RenderProcessGone> first = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Subscription telling;

    GoneWatch(MainProcess main, BrowserWindow window) {
        this.window = window;
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, ofContents::add);
        telling = main.app().on(App.RENDER_PROCESS_GONE, details -> {
            if (details.webContents() == window.webContents()) {
                ofApp.add(details);
                first.complete(details);
            }
        });
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
    }

    /** Opens a window and watches it from before its renderer can end, however soon that is. */
    static GoneWatch opening(MainProcess main, BrowserWindowOptions options) {
        CompletableFuture<GoneWatch> made = new CompletableFuture<>();
        main.app().once(App.BROWSER_WINDOW_CREATED, window -> made.complete(new GoneWatch(main, window)));
        main.browserWindows().open(options);
        return Peer.settled(made);
    }

    RenderProcessGone await() {
        return Peer.settled(first);
    }

    void awaitClosed() {
        Peer.settled(closed);
    }

    /** Hears no more, and lets the window go. */
    @Override
    public void close() {
        telling.close();
    }
}
