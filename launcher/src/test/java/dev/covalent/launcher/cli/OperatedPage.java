package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What operators look at. */
final class OperatedPage implements Page {
    private final IpcRenderer ipcRenderer;

    @Inject
    OperatedPage(IpcRenderer ipcRenderer) {
        this.ipcRenderer = ipcRenderer;
    }

    /** Opens a window with that page, and waits until it has loaded. */
    static BrowserWindow open(MainProcess main, BrowserWindowOptions options) throws InterruptedException {
        CountDownLatch loaded = new CountDownLatch(1);
        BrowserWindow window = main.browserWindows().open(options);
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> loaded.countDown());
        assertThat(loaded.await(30, TimeUnit.SECONDS)).isTrue();
        return window;
    }

    @Override
    public void load() {
        ipcRenderer.handle("selection", (event, message) -> List.of("selected", message.toList()));
        ipcRenderer.handle("failing", (event, message) -> {
            throw new IllegalStateException("no selection");
        });
        ipcRenderer.handle("never", (event, message) -> new CompletableFuture<>());
        ipcRenderer.on("news", (event, message) -> ipcRenderer.send("heard", message.toList()));
        ipcRenderer.on("order", (event, message) -> ipcRenderer.sendSync("order-sync", message.toList()));
    }
}
