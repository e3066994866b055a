package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What main had sent a page is handled before that unloads, whatever its loop was busy with. */
@Timeout(20)
final class PageUnloadTest {
    private static final List<String> DONE = new CopyOnWriteArrayList<>();
    private static volatile CountDownLatch busy = new CountDownLatch(1);
    private static volatile CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void begin() {
        DONE.clear();
        busy = new CountDownLatch(1);
        release = new CountDownLatch(1);
    }

    /** Notes what it does. */
    public static final class Noting implements Page {
        private final IpcRenderer ipcRenderer;

        @Inject
        Noting(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {
            ipcRenderer.on("busy", (event, message) -> {
                busy.countDown();
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            });
            ipcRenderer.on("last", (event, message) -> DONE.add("last"));
        }

        @Override
        public void unload() {
            DONE.add("unload");
        }
    }

    @Test
    void close_whileMessagesAreQueued_unloadsAfterThem() throws InterruptedException {
        try (MainProcess main = MainProcess.builder()
                .name("unload-" + ProcessHandle.current().pid())
                .headless(true)
                .start()) {
            Renderer renderer = Renderer.attachment(main.name())
                    .page(Noting.class.getName())
                    .headless(true)
                    .attach();
            BrowserWindow window =
                    main.browserWindows().fromId(renderer.windowId()).orElseThrow();
            window.webContents().send("busy");
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            window.webContents().send("last");
            Eventually.becomes(0L, window.webContents()::bufferedAmount); // it has arrived
            CompletableFuture<Void> closed = new CompletableFuture<>();
            Thread closing = new Thread(() -> {
                renderer.close();
                closed.complete(null);
            });
            closing.start();
            Eventually.becomes(true, () -> closing.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            Peer.settled(closed);
        }

        assertThat(DONE).containsExactly("last", "unload");
    }
}
