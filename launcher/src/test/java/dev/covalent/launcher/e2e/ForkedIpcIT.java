package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The contract with each renderer in a JVM of its own, forked by main. */
final class ForkedIpcIT extends IpcContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return loaded(main, BrowserWindowOptions.page(ScriptPage.class).title(title));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sockets_ofAllProcesses_oneListens() throws IOException {
        assertThat(Sockets.listening(ProcessHandle.current().pid())).hasSize(1);
        for (Peer renderer : List.of(fixture().first, fixture().second)) {
            assertThat(Sockets.listening(renderer.contents().getOSProcessId())).isEmpty();
        }
    }

    /** Opens a window and waits until its page has loaded. */
    static BrowserWindow loaded(MainProcess main, BrowserWindowOptions options) {
        CompletableFuture<BrowserWindow> loaded = new CompletableFuture<>();
        BrowserWindow window = main.browserWindows().open(options);
        window.webContents().on(WebContents.DID_FINISH_LOAD, event -> loaded.complete(window));
        window.webContents()
                .on(
                        WebContents.DID_FAIL_LOAD,
                        error -> loaded.completeExceptionally(new IllegalStateException(error.toString())));
        window.webContents()
                .on(
                        WebContents.RENDER_PROCESS_GONE,
                        gone -> loaded.completeExceptionally(new IllegalStateException(gone.toString())));
        return Peer.settled(loaded);
    }
}
