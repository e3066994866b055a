package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of main when a renderer ends, in whatever way: WIN-11 to WIN-38, PRT-25, REM-52, APP-04. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class ProcessHygieneIT {
    private @Nullable MainProcess main;
    private @Nullable Scripts scripts;
    private @Nullable Peer bystander;
    private final AtomicInteger allClosed = new AtomicInteger();

    @BeforeAll
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("hygiene")
                .headless(true)
                .spareRenderer(false) // which would be there in one of two snapshots
                .userData(userData)
                .start();
        main = started;
        scripts = new Scripts(started.ipcMain());
        started.app().on(App.WINDOW_ALL_CLOSED, app -> allClosed.incrementAndGet());
        BrowserWindow window = InJvmIpcTest.attach(started, "bystander");
        bystander = new Peer(scripts(), window.webContents(), window.id());
    }

    @AfterAll
    void stop() {
        main().close();
    }

    @Test
    @Timeout(MainSnapshot.TEST_SECONDS)
    void kill_isToldOnceAndEverythingOfTheRendererIsReleased()
            throws Exception { // WIN-04, 28, 29, PRT-25, REM-52, IPC-19, F2, F3
        killHolding(); // what is made once for all
        MainSnapshot before = MainSnapshot.take();

        killHolding();

        before.assertBack();
    }

    private void killHolding() throws Exception {
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        GoneWatch watch = new GoneWatch(main(), window);
        Peer victim = peer(window);
        WebContents contents = window.webContents();
        Held held = new Held(victim);

        assertThat(ProcessHandle.of(contents.getOSProcessId()).orElseThrow().destroyForcibly())
                .isTrue();

        RenderProcessGone gone = watch.await();
        assertThat(gone.reason()).isEqualTo(GoneReason.KILLED);
        assertThat(gone.exitCode()).isEqualTo(137);
        assertThat(contents.isCrashed()).isTrue();
        assertThat(contents.isDestroyed()).isFalse();
        assertThat(main().browserWindows().fromId(window.id())).containsSame(window);
        assertThat(contents.send("dropped", "nobody is there")).isFalse();
        assertThat(contents.trySend("dropped", "nobody is there")).isFalse();
        held.assertReleased();
        assertThat(bystander().run(Script.IDENTITY).isNull()).isFalse();

        window.close();
        watch.awaitClosed();
        assertThat(watch.ofContents).containsExactly(gone);
        assertThat(watch.ofApp).containsExactly(gone);
        assertThat(contents.isDestroyed()).isTrue();
        assertThat(main().browserWindows().fromId(window.id())).isEmpty();
        assertThatThrownBy(() -> contents.send("x")).hasMessage("Object has been destroyed");
        watch.close();
        held.close();
    }

    @Test
    void exit_byThePage_isAbnormalWithItsCode_andTheListenerMayCloseTheWindow() { // WIN-28, WIN-30
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        GoneWatch watch = new GoneWatch(main(), window);
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> window.close());

        CompletableFuture<Value> unanswered = peer(window).start(Script.EXIT, 7);

        assertThat(watch.await().reason()).isEqualTo(GoneReason.ABNORMAL_EXIT);
        assertThat(watch.await().exitCode()).isEqualTo(7);
        watch.awaitClosed();
        assertThat(unanswered).isNotDone();
        assertThat(main().browserWindows().fromId(window.id())).isEmpty();
    }

    @Test
    void forcefullyCrashed_isKilled_andTheListenerMayDestroyTheWindow() { // WIN-20, WIN-31
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        GoneWatch watch = new GoneWatch(main(), window);
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> window.destroy());

        window.webContents().forcefullyCrashRenderer();

        assertThat(watch.await().reason()).isEqualTo(GoneReason.KILLED);
        watch.awaitClosed();
        assertThat(main().browserWindows().fromId(window.id())).isEmpty();
    }

    @Test
    void attachedProcess_killed_isToldOnceAndItsWindowCloses() throws Exception { // WIN-28, REM-51
        try (Fork attached = Fork.of("attach", "hygiene")) {
            int contentsId = Integer.parseInt(attached.take("attached "));
            BrowserWindow window = main().browserWindows()
                    .fromWebContents(main().browserWindows()
                            .webContentsFromId(contentsId)
                            .orElseThrow())
                    .orElseThrow();
            GoneWatch watch = new GoneWatch(main(), window);
            assertThat(window.webContents().getOSProcessId())
                    .isEqualTo(attached.process().pid());

            attached.child().kill();

            watch.awaitClosed();
            assertThat(watch.ofContents).hasSize(1).isEqualTo(watch.ofApp);
            assertThat(watch.await().reason()).isEqualTo(GoneReason.ABNORMAL_EXIT);
            assertThat(watch.await().exitCode()).isEqualTo(-1); // nobody may ask for the exit value of another's child
            assertThat(main().browserWindows().fromId(window.id())).isEmpty();
        }
    }

    @Test
    void load_throws_isToldWithItsText() { // WIN-38
        RemoteError error = failedLoad(TestPages.Throwing.class.getName());

        assertThat(error.toString()).isEqualTo("java.lang.IllegalStateException: no database, as the test wants");
        assertThat(error.stack()).contains("TestPages$Throwing.load");
    }

    @Test
    void page_missing_isToldWithItsNameAndTheFix() { // WIN-38
        assertThat(failedLoad("com.example.Missing"))
                .hasToString("java.lang.ClassNotFoundException: The page com.example.Missing is not on this renderer's"
                        + " class path: add it with BrowserWindowOptions.classPath or --class-path");
    }

    @Test
    void jvmFlag_wrong_failsTheLaunchAndLogsWhatTheJvmSaid() { // WIN-28
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            GoneWatch watch = GoneWatch.opening(
                    main(), BrowserWindowOptions.page(ScriptPage.class).jvmFlags("-XX:+NoSuchFlag"));

            assertThat(watch.await().reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
            assertThat(watch.await().exitCode()).isEqualTo(1);
            watch.window.close();
            watch.awaitClosed();
        } finally {
            System.setErr(before);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("exited with 1 before it had connected. It printed last:")
                .contains("Unrecognized VM option 'NoSuchFlag'");
    }

    @Test
    void close_pageIgnoresIt_isKilledAfterItsGrace() throws InterruptedException { // WIN-27
        int before = allClosed.get();
        BrowserWindow window = open(BrowserWindowOptions.page(TestPages.Stubborn.class));
        GoneWatch watch = new GoneWatch(main(), window);
        ProcessHandle process =
                ProcessHandle.of(window.webContents().getOSProcessId()).orElseThrow();

        window.close();
        window.close();
        watch.awaitClosed();

        assertThat(process.isAlive()).isFalse();
        assertThat(watch.ofApp).isEmpty();
        assertThat(Eventually.becomes(true, () -> allClosed.get() > before)).isTrue();
    }

    private RemoteError failedLoad(String page) {
        CompletableFuture<RemoteError> failed = new CompletableFuture<>();
        CompletableFuture<Boolean> loaded = new CompletableFuture<>();
        BrowserWindow window = main().browserWindows().open(BrowserWindowOptions.page(page));
        GoneWatch watch = new GoneWatch(main(), window);
        window.webContents().on(WebContents.DID_FAIL_LOAD, failed::complete);
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> loaded.complete(true));

        RemoteError error = Peer.settled(failed);

        window.destroy();
        watch.awaitClosed();
        assertThat(loaded).isNotDone();
        return error;
    }

    private BrowserWindow open(BrowserWindowOptions options) {
        return ForkedIpcIT.loaded(main(), options);
    }

    private Peer peer(BrowserWindow window) {
        return new Peer(scripts(), window.webContents(), window.id());
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }

    private Scripts scripts() {
        return Objects.requireNonNull(scripts, "scripts");
    }

    private Peer bystander() {
        return Objects.requireNonNull(bystander, "bystander");
    }

    /** What main holds for a renderer: a request that waits, a callback, a port. */
    private final class Held implements AutoCloseable {
        private final SharedCounter counter = new SharedCounter();
        private final CompletableFuture<IpcMainEvent> waiting = new CompletableFuture<>();
        private final List<String> closedPorts = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Object> slow = new CompletableFuture<>();
        private final MessageChannel port = main().ipcMain().newMessageChannel();
        private final Subscription listening;
        private final Subscription handling;

        @SuppressWarnings("FutureReturnValueIgnored") // the handler's future goes to the framework
        Held(Peer victim) {
            main().globals().share("held", Counter.class, counter);
            listening = main().ipcMain().on("held", (event, message) -> {
                event.defer();
                waiting.complete(event);
            });
            handling = main().ipcMain().handle("held", (event, message) -> slow);
            victim.run(Script.TYPED, "held", "onChange", null);
            victim.listen("held");
            port.port1().onClose(() -> closedPorts.add("closed"));
            victim.contents().postMessage("held", null, List.of(port.port2()));
            victim.heard("held", 1);
            for (Script request : List.of(Script.SEND_SYNC, Script.INVOKE)) {
                assertThat(victim.start(request, "held")).isNotDone();
            }
            Peer.settled(waiting);
        }

        void assertReleased() throws InterruptedException {
            Peer.settled(waiting).returnValue("too late");
            Peer.settled(waiting).reply("held", "too late");
            slow.complete("too late");
            assertThat(counter.watchers.isEmpty()).isTrue();
            assertThat(counter.add(1)).isEqualTo(1);
            assertThat(Eventually.becomes(1, closedPorts::size)).isEqualTo(1);
            assertThat(port.port1().postMessage("too late")).isFalse();
            assertThat(Eventually.becomes(0L, Held::waitingThreads)).isZero();
        }

        @Override
        public void close() {
            listening.close();
            handling.close();
            main().globals().unshare("held");
        }

        private static long waitingThreads() {
            return Thread.getAllStackTraces().values().stream()
                    .flatMap(Stream::of)
                    .filter(frame -> frame.getClassName().endsWith("RendererSession")
                            && frame.getMethodName().equals("await"))
                    .count();
        }
    }
}
