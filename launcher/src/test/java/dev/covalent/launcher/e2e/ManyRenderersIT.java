package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many renderers at once: two hundred of one process in each build, and some processes, a hundred in the profile
 * {@code many}: F12, F13.
 */
@Timeout(600)
@ExtendWith(LeakCheck.class)
final class ManyRenderersIT {
    private static final int COUNT = Integer.getInteger("covalent.test.renderers", 6);
    private static final int ATTACHED = 200;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long MOST_BYTES_EACH = 200L << 20;

    @Test
    void many_openedAtOnce_eachAnswers_andNothingIsLeftWhenTheyAreClosed(@TempDir Path userData) // F12
            throws Exception {
        try (MainProcess main = start(userData)) {
            closeAll(openAll(main, 1)); // what is made once for all
            MainSnapshot before = MainSnapshot.take();

            openAskAndClose(main);

            before.assertBack();
        }
    }

    private static void openAskAndClose(MainProcess main) throws Exception {
        List<BrowserWindow> windows = openAll(main, COUNT);
        CountDownLatch closed = new CountDownLatch(COUNT);
        windows.forEach(window -> window.on(BrowserWindow.CLOSED, gone -> closed.countDown()));

        Set<Long> answered = new HashSet<>();
        for (BrowserWindow window : windows) {
            Value pid = window.webContents().invoke("pid", LIMIT).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(pid.get(long.class)).isEqualTo(window.webContents().getOSProcessId());
            answered.add(pid.get(long.class));
        }
        assertThat(answered).hasSize(COUNT);
        assertThat(main.app().getAppMetrics())
                .filteredOn(metric -> metric.type() == ProcessMetric.Type.RENDERER)
                .hasSize(COUNT)
                .allSatisfy(
                        metric -> assertThat(metric.residentBytes().orElse(1)).isBetween(1L, MOST_BYTES_EACH));

        windows.forEach(BrowserWindow::close);
        assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(main.browserWindows().getAllWindows()).isEmpty();
        assertThat(answered)
                .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void many_killedAtOnce_areEachToldOnce_andComeBack(@TempDir Path userData) throws Exception { // F13, WIN-29
        try (MainProcess main = start(userData)) {
            closeAll(openAll(main, 1)); // what is made once for all
            MainSnapshot before = MainSnapshot.take();

            killAllAndLoadAgain(main);

            before.assertBack();
        }
    }

    private static void killAllAndLoadAgain(MainProcess main) throws Exception {
        List<BrowserWindow> windows = openAll(main, COUNT);
        List<RenderProcessGone> gone = new CopyOnWriteArrayList<>();
        CountDownLatch back = new CountDownLatch(COUNT);
        Subscription telling = main.app().on(App.RENDER_PROCESS_GONE, details -> {
            gone.add(details);
            details.webContents().reload();
        });
        windows.forEach(window -> window.webContents().once(WebContents.DID_FINISH_LOAD, contents -> back.countDown()));

        for (BrowserWindow window : windows) {
            ProcessHandle.of(window.webContents().getOSProcessId())
                    .orElseThrow()
                    .destroyForcibly();
        }

        assertThat(back.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(gone).hasSize(COUNT).allMatch(details -> details.reason() == GoneReason.KILLED);
        assertThat(gone.stream().map(RenderProcessGone::webContents).distinct()).hasSize(COUNT);
        assertThat(windows).noneMatch(window -> window.webContents().isCrashed());
        telling.close();
        closeAll(windows);
    }

    @Test
    void attached_twoHundredAtOnce_noneFails_andKilledAtOnce_eachIsToldOnce(@TempDir Path userData) // F12, F13
            throws Exception {
        try (MainProcess main = start(userData)) {
            attachAndKill(main, ATTACHED); // what is made once for all, and as large as it was ever needed
            MainSnapshot before = MainSnapshot.take();

            attachAndKill(main, ATTACHED);

            before.assertBack();
        }
    }

    /** Their process is one, so that there can be so many in each build; each is a renderer to main all the same. */
    private static void attachAndKill(MainProcess main, int count) throws Exception {
        List<RenderProcessGone> gone = new CopyOnWriteArrayList<>();
        CountDownLatch closed = new CountDownLatch(count);
        try (Subscription telling = main.app().on(App.RENDER_PROCESS_GONE, gone::add);
                Fork process = Fork.of("attach-many", main.name(), Integer.toString(count))) {
            assertThat(telling).isNotNull();
            assertThat(process.take("attached ")).isEqualTo(Integer.toString(count));
            assertThat(main.browserWindows().getAllWindows()).hasSize(count);
            main.browserWindows()
                    .getAllWindows()
                    .forEach(window -> window.on(BrowserWindow.CLOSED, end -> closed.countDown()));

            process.child().kill();

            assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(gone).hasSize(count).allMatch(details -> details.reason() == GoneReason.ABNORMAL_EXIT);
        assertThat(gone.stream().map(RenderProcessGone::webContents).distinct()).hasSize(count);
        assertThat(main.browserWindows().getAllWindows()).isEmpty();
    }

    private static MainProcess start(Path userData) {
        MainProcess main = MainProcess.builder()
                .name("many")
                .headless(true)
                .userData(userData)
                .spareRenderer(false) // which would be there in one of two snapshots
                .unresponsiveAfter(LIMIT) // a hundred that start at once on two processors take their time
                .start();
        main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        return main;
    }

    private static void closeAll(List<BrowserWindow> windows) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(windows.size());
        windows.forEach(window -> window.on(BrowserWindow.CLOSED, gone -> closed.countDown()));
        windows.forEach(BrowserWindow::close);
        assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Opens all, and waits until the last has loaded its page. */
    private static List<BrowserWindow> openAll(MainProcess main, int count) throws Exception {
        List<BrowserWindow> windows = new ArrayList<>();
        List<CompletableFuture<Boolean>> loaded = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BrowserWindow window = main.browserWindows().open(BrowserWindowOptions.page(PidPage.class));
            CompletableFuture<Boolean> load = new CompletableFuture<>();
            window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> load.complete(true));
            window.webContents()
                    .on(
                            WebContents.RENDER_PROCESS_GONE,
                            details -> load.completeExceptionally(new AssertionError(details.toString())));
            windows.add(window);
            loaded.add(load);
        }
        CompletableFuture.allOf(loaded.toArray(CompletableFuture[]::new)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return windows;
    }

    /** Tells its process id. */
    public static final class PidPage implements Page {
        private final IpcRenderer ipcRenderer;

        @Inject
        PidPage(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {
            ipcRenderer.handle(
                    "pid", (event, message) -> ProcessHandle.current().pid());
        }
    }
}
