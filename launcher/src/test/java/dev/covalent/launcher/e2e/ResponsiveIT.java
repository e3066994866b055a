package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Renderers that do not answer, and who is not to be blamed for that: F8, F10. */
@Timeout(300)
@ExtendWith(LeakCheck.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
final class ResponsiveIT {
    private static final long LIMIT_SECONDS = 20;
    private static final int MAIN_STOPS = Integer.getInteger("covalent.test.main.stops", 6);
    private static final int QUEUE_BOUND = 1 << 20;
    private static final int MESSAGES = 500;
    private static final int BALLAST = 1000;
    private static final Duration UNRESPONSIVE_AFTER = Duration.ofSeconds(2);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("responsive")
                .headless(true)
                .userData(userData)
                .unresponsiveAfter(UNRESPONSIVE_AFTER)
                .spareRenderer(false) // which would be there in one of two snapshots
                .queueBound(QUEUE_BOUND)
                .start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        started.ipcMain().on("number", (event, message) -> told.add("number " + message.get(0)));
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void stopped_forTenSeconds_isUnresponsive_thenResponsive_andNothingIsLost() throws Exception { // WIN-32, F8
        BrowserWindow window = open();
        BrowserWindow beside = open();
        listen(beside, "beside ");
        MainSnapshot before = MainSnapshot.take();
        long stopped = System.nanoTime();
        Signals.send("STOP", window);
        try {
            assertThat(take()).isEqualTo("unresponsive");
            assertThat(take()).isEqualTo("contents unresponsive");
            for (int number = 1; number <= MESSAGES; number++) {
                window.webContents().send("number", number, new byte[BALLAST]);
                beside.webContents().send("number", -number);
                assertThat(take()).isEqualTo("number " + -number);
            }
            assertThat(MainSnapshot.take().heapBytes())
                    .as("main's heap, with what waits")
                    .isLessThan(before.heapBytes() * 21 / 20 + QUEUE_BOUND);
            passTime(TimeUnit.SECONDS.toMillis(10) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopped));
        } finally {
            Signals.send("CONT", window);
        }

        List<String> since = new ArrayList<>();
        window.webContents().send("number", MESSAGES + 1); // whatever is told twice is told before
        while (!since.contains("number " + (MESSAGES + 1)) || !since.contains("contents responsive")) {
            since.add(take());
        }
        since.addAll(told);
        assertThat(since.stream().filter(line -> !line.startsWith("number ")))
                .containsExactly("responsive", "contents responsive");
        assertThat(since.stream().filter(line -> line.startsWith("number ")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MESSAGES + 1)
                        .mapToObj(number -> "number " + number)
                        .toList());
        assertThat(window.webContents().isCrashed()).isFalse();
    }

    @Test
    void spinning_isUnresponsive_untilItIsCrashedAndLoadedAgain() throws Exception { // WIN-31, WIN-32
        BrowserWindow window = open();
        window.webContents().send("spin");
        assertThat(take()).isEqualTo("unresponsive");
        assertThat(take()).isEqualTo("contents unresponsive");
        CompletableFuture<WebContents> finished = new CompletableFuture<>();
        window.webContents().once(WebContents.DID_FINISH_LOAD, finished::complete);
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> {
            told.add("gone " + gone.reason());
            window.reload();
        });

        window.webContents().forcefullyCrashRenderer();

        assertThat(take()).isEqualTo("gone killed");
        Peer.settled(finished);
        window.webContents().send("number", 3);
        assertThat(Stream.generate(this::next).anyMatch("number 3"::equals)).isTrue();
    }

    @Test
    void page_thatDoesNotUnload_isUnresponsive_andThenKilled() throws Exception { // WIN-27
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(TestPages.Stubborn.class));
        listen(window, "");
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed"));

        window.close();

        assertThat(take()).isEqualTo("unresponsive");
        assertThat(take()).isEqualTo("contents unresponsive");
        assertThat(take()).isEqualTo("closed");
    }

    @Test
    void mainsLoopBlocked_accusesNobody() throws Exception { // WIN-32, F10
        BrowserWindow window = open();
        CompletableFuture<Boolean> blocked = new CompletableFuture<>();
        main().ipcMain().on("block", (event, message) -> {
            passTime(2 * UNRESPONSIVE_AFTER.toMillis());
            blocked.complete(true);
        });

        window.webContents().send("have-it-blocked");
        window.webContents().send("have-it-blocked");
        window.webContents().send("number", 4);

        assertThat(Peer.settled(blocked)).isTrue();
        assertThat(take()).isEqualTo("number 4");
        assertThat(told).isEmpty();
    }

    @Test
    void mainStopped_againAndAgain_accusesNoneOfItsWindows(@TempDir Path data) throws Exception { // F10
        String millis = Long.toString(UNRESPONSIVE_AFTER.toMillis());
        try (Fork program = Fork.of("alarms", "alarms", data.toString(), millis)) {
            program.take("ready");
            try (Renderer asking = Renderer.attach("alarms")) {
                for (int round = 0; round < MAIN_STOPS; round++) {
                    Signals.send("STOP", program.process().pid());
                    passTime(2 * UNRESPONSIVE_AFTER.toMillis());
                    Signals.send("CONT", program.process().pid());

                    assertThat(asking.ipcRenderer().sendSync("alarms").get(int.class))
                            .isZero();
                }
                asking.ipcRenderer().send("quit");
            }
            assertThat(program.awaitExit().exitCode()).isZero();
        }
    }

    @Test
    void mainStopped_whileChildrenStart_theyStartWhenItGoesOn(@TempDir Path data) throws Exception { // F10
        try (Fork program = Fork.of("starting", "starting", data.toString())) {
            assertThat(program.take("forked ")).isEqualTo("true");
            Signals.send("STOP", program.process().pid());
            passTime(3 * UNRESPONSIVE_AFTER.toMillis()); // longer than a handshake may take
            Signals.send("CONT", program.process().pid());

            assertThat(program.take("page ")).isEqualTo("loaded");
            assertThat(program.take("utility ")).isEqualTo("here");
            assertThat(program.awaitExit().exitCode()).isZero();
        }
    }

    /** A process that is stopped can only be left so for a while. */
    private static void passTime(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private BrowserWindow open() {
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(SpinningPage.class));
        listen(window, "");
        return window;
    }

    private void listen(BrowserWindow window, String prefix) {
        window.on(BrowserWindow.UNRESPONSIVE, hung -> told.add(prefix + "unresponsive"));
        window.on(BrowserWindow.RESPONSIVE, hung -> told.add(prefix + "responsive"));
        window.webContents().on(WebContents.UNRESPONSIVE, hung -> told.add(prefix + "contents unresponsive"));
        window.webContents().on(WebContents.RESPONSIVE, hung -> told.add(prefix + "contents responsive"));
    }

    private String next() {
        try {
            return take();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private String take() throws InterruptedException {
        String next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next == null ? "" : next;
    }

    private MainProcess main() {
        MainProcess current = main;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }

    /** Holds its loop for ever when it is told to, and sends back numbers. */
    public static final class SpinningPage implements Page {
        private final IpcRenderer ipcRenderer;

        @Inject
        SpinningPage(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {
            ipcRenderer.on("number", (event, message) -> ipcRenderer.send("number", message.get(0)));
            ipcRenderer.on("have-it-blocked", (event, message) -> ipcRenderer.send("block"));
            ipcRenderer.on("spin", (event, message) -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
