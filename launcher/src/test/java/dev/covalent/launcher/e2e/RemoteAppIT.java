package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteRenderProcessGone;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The application in the hands of a page in a JVM of its own. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class RemoteAppIT {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @TempDir
    private Path userData;

    @Test
    void page_opensAWindow_hearsOfIt_seesIt_andQuitsTheApplication() throws Exception { // REM-37, WIN-35
        try (MainProcess main = start("opener")) {
            BrowserWindow first = ForkedIpcIT.loaded(
                    main, BrowserWindowOptions.page(OpenerPage.class).title("First"));

            first.webContents().send("open", "Second");

            assertThat(take(5))
                    .containsExactlyInAnyOrder(
                            "opened Second 2",
                            "listed First 1",
                            "listed Second 2",
                            "created Second 2",
                            "loaded Second 2");
            BrowserWindow second = main.browserWindows().fromId(2).orElseThrow();
            assertThat(second.title()).isEqualTo("Second");
            assertThat(second.webContents().getOSProcessId())
                    .isNotEqualTo(first.webContents().getOSProcessId());

            first.webContents().send("quit");

            assertThat(main.awaitQuit()).isZero();
            assertThat(told).containsExactly("before-quit opener 0");
        }
    }

    @Test
    void page_withOtherWindowsInPlaceOfMains_opensOne_andSeesThoseAlone() throws Exception { // REM-56
        try (MainProcess main = start("substituted")) {
            BrowserWindows view =
                    main.browserWindows().only(window -> !window.title().equals("First"));
            main.app().on(App.REMOTE_GET_BUILTIN, event -> {
                if (event.name().equals("BrowserWindow")) {
                    event.returnValue(view);
                }
            });
            BrowserWindow first = ForkedIpcIT.loaded(
                    main, BrowserWindowOptions.page(OpenerPage.class).title("First"));

            first.webContents().send("open", "Second");
            assertThat(take(4))
                    .containsExactlyInAnyOrder(
                            "opened Second 2", "listed Second 2", "created Second 2", "loaded Second 2");
            first.webContents().send("open", "Third");

            assertThat(take(5)) // and nothing of the first
                    .containsExactlyInAnyOrder(
                            "opened Third 3", "listed Second 2", "listed Third 3", "created Third 3", "loaded Third 3");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void window_thatAPageOpened_outlivesThePage() throws Exception {
        try (MainProcess main = start("outlives")) {
            BrowserWindow first = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(OpenerPage.class));
            first.webContents().send("open", "Second");
            assertThat(take(5)).contains("loaded Second 2");
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            first.on(BrowserWindow.CLOSED, event -> closed.complete(true));

            first.close();

            assertThat(Peer.settled(closed)).isTrue();
            assertThat(main.browserWindows().getAllWindows())
                    .extracting(BrowserWindow::id)
                    .containsExactly(2);
        }
    }

    @Test
    void open_whileTheApplicationQuits_throwsInThePageAsInMain() throws Exception {
        try (MainProcess main = start("quitting")) {
            BrowserWindow first = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(OpenerPage.class));
            main.app().on(App.BEFORE_QUIT, app -> first.webContents().send("open-late"));

            first.webContents().send("quit");

            assertThat(main.awaitQuit()).isZero();
            assertThat(told).contains("refused The application is quitting: no window can be opened any more 0");
        }
    }

    @Test
    void exit_ofAPage_endsTheApplicationAtOnce_andThePageWithIt() throws Exception {
        try (MainProcess main = start("exiting");
                Renderer visitor = Renderer.attach("exiting")) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            visitor.remote().app().on(RemoteApp.BEFORE_QUIT, app -> heard.add("before quit"));
            main.app().on(App.QUIT, code -> heard.add("quit " + code));
            BrowserWindow first = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(OpenerPage.class));
            ProcessHandle page =
                    ProcessHandle.of(first.webContents().getOSProcessId()).orElseThrow();

            first.webContents().send("exit", 7);

            assertThat(main.awaitQuit()).isEqualTo(7);
            assertThat(page.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(visitor.awaitClose(Duration.ofSeconds(10))).isTrue();
            assertThat(heard).containsExactly("quit 7");
        }
    }

    @Test // APP-04: whoever listens in main decides that the application does not quit; a page decides nothing
    void windowAllClosed_heardByAPageOnly_quitsAllTheSame() throws Exception { // REM-37, WIN-28
        try (MainProcess main = start("visited");
                Renderer visitor = Renderer.attach("visited")) {
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(OpenerPage.class));
            List<String> heard = new CopyOnWriteArrayList<>();
            CompletableFuture<RemoteRenderProcessGone> gone = new CompletableFuture<>();
            RemoteApp app = visitor.remote().app();
            app.on(RemoteApp.WINDOW_ALL_CLOSED, same -> heard.add("all closed " + (same == app)));
            app.on(RemoteApp.BEFORE_QUIT, same -> heard.add("before quit " + (same == app)));
            app.on(RemoteApp.RENDER_PROCESS_GONE, gone::complete);

            window.webContents().forcefullyCrashRenderer();
            RemoteRenderProcessGone end = Peer.settled(gone);
            window.close();

            assertThat(main.awaitQuit()).isZero();
            assertThat(heard).containsExactly("all closed true", "before quit true");
            assertThat(end.webContentsId()).isEqualTo(window.webContents().id());
            assertThat(end.reason()).isEqualTo(GoneReason.KILLED);
            assertThat(end.exitCode()).isEqualTo(137);
        }
    }

    private MainProcess start(String name) {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start();
        main.ipcMain()
                .on(
                        "told",
                        (event, message) -> told.add(message.get(0, String.class) + " " + message.get(1, String.class)
                                + " " + message.get(2, int.class)));
        return main;
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new CopyOnWriteArrayList<>();
        for (int i = 0; i < count; i++) {
            @Nullable String next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("after %s", taken).isNotNull();
            taken.add(String.valueOf(next));
        }
        return taken;
    }
}
