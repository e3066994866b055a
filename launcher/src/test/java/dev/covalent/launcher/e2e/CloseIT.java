package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are to close, and applications that are to quit, with pages in JVMs of their own that may object. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class CloseIT {
    private static final long LIMIT_SECONDS = 20;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("closing")
                .headless(true)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.BEFORE_QUIT, event -> told.add("before-quit"));
        started.app().on(App.WILL_QUIT, event -> told.add("will-quit"));
        started.app().on(App.QUIT, code -> told.add("quit " + code));
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {
            assertThat(started.browserWindows().getAllWindows()).isEmpty();
            told.add("window-all-closed");
        });
        started.ipcMain().on("unloading", (event, message) -> event.returnValue(true));
        started.ipcMain().on("page", (event, message) -> told.add("page " + message.get(0)));
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void close_goesThroughItsStepsInOrder() throws Exception { // WIN-19, APP-05
        BrowserWindow window = open("agrees");

        window.close();

        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "page unload", "destroyed", "closed", "window-all-closed");
        assertThat(window.isDestroyed()).isTrue();
    }

    @Test
    void close_pageObjects_staysAndLives_andIsAskedAgain() throws Exception { // WIN-22, WIN-23
        BrowserWindow window = open("objects");

        window.close();
        assertThat(take(3)).containsExactly("close", "page beforeunload", "will-prevent-unload");
        window.webContents().send("be", "agrees");
        window.webContents().send("close-yourself"); // as its user would

        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "page unload", "destroyed", "closed", "window-all-closed");
    }

    @Test
    void close_listenerLeavesTheLoopInterrupted_pageThatObjectsStays() throws Exception { // WIN-19, WIN-22
        BrowserWindow window = open("objects");
        window.on(BrowserWindow.CLOSE, close -> Thread.currentThread().interrupt());

        window.close();

        assertThat(take(3)).containsExactly("close", "page beforeunload", "will-prevent-unload");
        window.webContents().send("be", "agrees");
        window.close();
        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "page unload", "destroyed", "closed", "window-all-closed");
    }

    @Test
    void destroy_asksNobody() throws Exception { // WIN-20
        BrowserWindow window = open("objects");

        window.destroy();

        assertThat(take(3)).containsExactly("destroyed", "closed", "window-all-closed");
    }

    @Test
    void close_pageHangs_isKilledAfterItsGrace() throws Exception { // WIN-27
        BrowserWindow window = open("hangs");
        window.on(BrowserWindow.UNRESPONSIVE, hung -> told.add("unresponsive"));

        window.close();

        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "unresponsive", "destroyed", "closed", "window-all-closed");
    }

    @Test
    void close_pageSendsUntilItsQueueIsFull_andThenAgrees_closes(@TempDir Path directory) throws Exception { // WIN-19
        Path full = directory.resolve("full");
        BrowserWindow window = open("floods", "-Dfull=" + full);
        main().ipcMain().on("flood", (event, message) -> { // else it might take them as fast as they are sent
            assertThat(Eventually.becomes(true, () -> Files.exists(full))).isTrue();
        });

        window.close();

        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "page unload", "destroyed", "closed", "window-all-closed");
    }

    @Test
    void close_mainsLoopIsHeld_asThePageUnloads_itsLastWordsAreHeardAllTheSame() throws Exception { // WIN-19
        BrowserWindow window = open("agrees");
        main().ipcMain()
                .on("unloading", (event, message) -> hold()); // the page has its answer, from the other listener

        window.close();

        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "page unload", "destroyed", "closed", "window-all-closed");
    }

    /** Holds main's loop for longer than a process that main has not forked would wait for it. */
    private static void hold() {
        try {
            assertThat(new CountDownLatch(1).await(3, TimeUnit.SECONDS)).isFalse();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_pageThrows_closes() throws Exception {
        BrowserWindow window = open("throws");

        window.close();

        assertThat(take(6))
                .containsExactly(
                        "close", "page beforeunload", "page unload", "destroyed", "closed", "window-all-closed");
    }

    @Test
    void quit_aPageObjects_keepsTheApplication_andALaterQuitEndsIt() throws Exception { // APP-06, APP-07
        BrowserWindow window = open("objects");

        main().app().once(App.BEFORE_QUIT, quitting -> main().app().quit());
        main().app().quit();
        assertThat(take(4)).containsExactly("before-quit", "close", "page beforeunload", "will-prevent-unload");
        BrowserWindow another = openAgain();
        another.destroy();
        assertThat(take(2)).containsExactly("destroyed", "closed");
        window.webContents().send("be", "agrees");

        main().app().quit();

        assertThat(main().awaitQuit()).isZero();
        assertThat(take(8))
                .containsExactly(
                        "before-quit",
                        "close",
                        "page beforeunload",
                        "page unload",
                        "destroyed",
                        "closed",
                        "will-quit",
                        "quit 0");
    }

    @Test
    void quit_aPageHangs_isKilledAfterItsGrace_andTheApplicationEnds() throws Exception { // WIN-27, APP-06
        BrowserWindow window = open("hangs");
        window.on(BrowserWindow.UNRESPONSIVE, hung -> told.add("unresponsive"));

        main().app().quit();

        assertThat(main().awaitQuit()).isZero();
        assertThat(take(8))
                .containsExactly(
                        "before-quit",
                        "close",
                        "page beforeunload",
                        "unresponsive",
                        "destroyed",
                        "closed",
                        "will-quit",
                        "quit 0");
    }

    @Test
    void exit_asksNobody() throws Exception { // APP-09
        open("objects");

        main().app().exit(7);

        assertThat(main().awaitQuit()).isEqualTo(7);
        assertThat(take(3)).containsExactly("destroyed", "closed", "quit 7");
        assertThat(told).isEmpty();
    }

    /** The application may still be about to notice that it goes on. */
    private BrowserWindow openAgain() throws InterruptedException {
        BlockingQueue<BrowserWindow> opened = new LinkedBlockingQueue<>();
        assertThat(Eventually.becomes(true, () -> {
                    try {
                        return opened.add(open("objects"));
                    } catch (IllegalStateException stillQuitting) {
                        return false;
                    }
                }))
                .isTrue();
        return opened.remove();
    }

    private BrowserWindow open(String kind, String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-Dkind=" + kind);
        BrowserWindow window = ForkedIpcIT.loaded(
                main(), BrowserWindowOptions.page(AskedPage.class).jvmFlags(all.toArray(String[]::new)));
        window.on(BrowserWindow.CLOSE, event -> told.add("close"));
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed"));
        window.webContents().on(WebContents.DESTROYED, contents -> told.add("destroyed"));
        window.webContents().on(WebContents.WILL_PREVENT_UNLOAD, event -> told.add("will-prevent-unload"));
        return window;
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (String next = ""; next != null && taken.size() < count; ) {
            next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            taken.add(String.valueOf(next));
        }
        return taken;
    }

    private MainProcess main() {
        MainProcess current = main;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }

    /** Says what it is asked, and answers as it is told. */
    public static final class AskedPage implements Page {
        private final IpcRenderer ipcRenderer;
        private final PageWindow window;
        private String kind = System.getProperty("kind", "");

        @Inject
        AskedPage(IpcRenderer ipcRenderer, PageWindow window) {
            this.ipcRenderer = ipcRenderer;
            this.window = window;
        }

        @Override
        public void load() {
            ipcRenderer.on("be", (event, message) -> kind = message.get(0, String.class));
            ipcRenderer.on("close-yourself", (event, message) -> window.close());
        }

        @Override
        public boolean beforeUnload() {
            ipcRenderer.send("page", "beforeunload");
            return switch (kind) {
                case "objects" -> false;
                case "hangs" -> new CompletableFuture<Boolean>().join();
                case "floods" -> flood();
                case "throws" -> throw new IllegalStateException("as the test wants");
                default -> true;
            };
        }

        private boolean flood() {
            try {
                while (true) {
                    ipcRenderer.send("flood", new byte[1 << 20]);
                }
            } catch (QueueFullException full) {
                tell(Path.of(System.getProperty("full")));
                return true;
            }
        }

        private static void tell(Path file) {
            try {
                Files.createFile(file);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void unload() {
            ipcRenderer.sendSync("unloading"); // when there is room again
            ipcRenderer.send("page", "unload");
        }
    }
}
