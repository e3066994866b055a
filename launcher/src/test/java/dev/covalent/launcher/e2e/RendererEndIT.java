package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Why a renderer is gone, from real ends of real processes. Each time main serves the next one as
 * before, and after all of them it holds no more than before.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class RendererEndIT {
    private static final String SMALL = "-XX:TieredStopAtLevel=1";

    /** Its own main class is not found there. */
    private static final Path NOTHING_THERE = Path.of("nothing-there.jar");

    private @Nullable MainProcess main;
    private @Nullable Peer bystander;
    private @Nullable MainSnapshot before;

    @BeforeAll
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("ends")
                .headless(true)
                .spareRenderer(false) // which would be there in one of two snapshots
                .userData(userData)
                .launchTimeout(Duration.ofSeconds(20))
                .start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        BrowserWindow window = InJvmIpcTest.attach(started, "bystander");
        bystander = new Peer(new Scripts(started.ipcMain()), window.webContents(), window.id());
        doomed(DoomedPage.Doom.EXIT_CLEAN, "loop"); // what is made once for all
        launchFailed(options().classPath(List.of(NOTHING_THERE)));
        before = MainSnapshot.take();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        Objects.requireNonNull(before, "before").assertBack();
        Path directory = Path.of(System.getProperty("covalent.runtimeDir"));
        main().close();
        try (Stream<Path> reports = Files.list(directory)) { // they stay for whoever looks into a crash
            for (Path report :
                    reports.filter(file -> file.toString().contains("hs_err_")).toList()) {
                Files.delete(report);
            }
        }
    }

    @Test
    void exit_withoutAGoodbye_isCleanAndToldAllTheSame() { // WIN-28
        RenderProcessGone gone = doomed(DoomedPage.Doom.EXIT_CLEAN, "loop");

        assertGone(gone, GoneReason.CLEAN_EXIT, 0);
        assertThat(gone.lastOutput()).contains("doomed to [EXIT_CLEAN, loop]");
    }

    @ParameterizedTest
    @CsvSource({
        "HEAP, loop, -Xmx32m",
        "HEAP, thread, -Xmx32m",
        "METASPACE, loop, -XX:MaxMetaspaceSize=32m",
        "DIRECT_MEMORY, loop, -XX:MaxDirectMemorySize=16m",
        "DIRECT_MEMORY, thread, -XX:MaxDirectMemorySize=16m",
        "DIRECT_MEMORY, handler, -XX:MaxDirectMemorySize=16m",
        "DIRECT_MEMORY, future, -XX:MaxDirectMemorySize=16m"
    })
    void memory_ofAKind_runsOut_isOom(DoomedPage.Doom doom, String where, String limit) { // WIN-28, F15
        RenderProcessGone gone = doomed(doom, where, limit);

        assertGone(gone, GoneReason.OOM, 3);
        assertThat(gone.lastOutput()) // or where, when that is too long for it
                .anyMatch(line -> line.contains("OutOfMemoryError") || line.contains("Doom.meet("));
    }

    @ParameterizedTest
    @CsvSource({
        "EXIT_3, loop, 3",
        "EXIT_134, loop, 134",
        "EXIT_137, loop, 137",
        "EXIT_137, thread, 137",
        "EXIT_139, thread, 139",
        "EXIT_143, loop, 143"
    })
    void exit_byThePage_isAbnormal_whateverItsCodeLooksLike(DoomedPage.Doom doom, String where, int code) { // WIN-28
        assertGone(doomed(doom, where), GoneReason.ABNORMAL_EXIT, code);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137"})
    @DisabledOnOs(OS.WINDOWS)
    void signal_fromOutside_isKilled(String signal, int code) throws Exception { // WIN-28
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(ScriptPage.class));
        GoneWatch watch = new GoneWatch(main(), window);

        Signals.send(signal, window);

        assertGone(watch.await(), GoneReason.KILLED, code);
        assertMainIsWell(window, watch);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void segmentationFault_isACrash() throws Exception { // WIN-28
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(ScriptPage.class));
        GoneWatch watch = new GoneWatch(main(), window);

        Signals.send("SEGV", window);

        assertThat(watch.await().reason()).isEqualTo(GoneReason.CRASHED);
        assertThat(watch.await().exitCode()).isIn(134, 1); // without a core dump, 1
        assertMainIsWell(window, watch);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void kill_beforeItHasConnected_isALaunchThatFailed() throws Exception { // WIN-28, F1
        BrowserWindow window = main().browserWindows().open(suspended());
        GoneWatch watch = new GoneWatch(main(), window);
        assertThat(Eventually.becomes(true, () -> window.webContents().getOSProcessId() > 0))
                .isTrue();

        Signals.send("KILL", window);

        assertThat(watch.await().reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        assertThat(watch.await().exitCode()).isEqualTo(137);
        assertMainIsWell(window, watch);
    }

    @Test
    void connection_neverMade_failsTheLaunchAtItsDeadline(@TempDir Path userData) { // WIN-28, F1
        try (MainProcess impatient = MainProcess.builder()
                .name("impatient")
                .headless(true)
                .userData(userData)
                .launchTimeout(Duration.ofSeconds(5)) // in which it says what it waits for
                .start()) {
            impatient.app().on(App.WINDOW_ALL_CLOSED, app -> {});
            GoneWatch watch = GoneWatch.opening(impatient, suspended());

            assertThat(watch.await().reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
            assertThat(watch.await().lastOutput()).isNotEmpty();
            assertThat(watch.window.webContents().isCrashed()).isTrue();
        }
    }

    @Test
    void mainClass_notOnTheClassPath_failsTheLaunchWithWhatJavaSaid() { // WIN-28
        RenderProcessGone gone = launchFailed(options().classPath(List.of(NOTHING_THERE)));

        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.lastOutput()).anyMatch(line -> line.contains("dev.covalent.renderer.boot.RendererMain"));
    }

    @Test
    void jvmFlag_unknown_failsTheLaunchWithWhatJavaSaid() { // WIN-28
        RenderProcessGone gone = launchFailed(options().jvmFlags("-XX:+NoSuchFlag"));

        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.lastOutput()).contains("Unrecognized VM option 'NoSuchFlag'");
    }

    @Test
    void workingDirectory_missing_failsTheLaunchBeforeAProcessIsMade(@TempDir Path directory) { // WIN-28
        Path missing = directory.resolve("missing");

        RenderProcessGone gone = launchFailed(options().workingDirectory(missing));

        assertThat(gone.exitCode()).isEqualTo(-1);
        assertThat(gone.webContents().getOSProcessId()).isZero();
        assertThat(gone.lastOutput())
                .containsExactly("The working directory " + missing + " of renderer-"
                        + gone.webContents().id() + " does not exist. Make it before, or set another.");
    }

    @ParameterizedTest
    @ValueSource(classes = {DoomedPage.ThrowingConstructor.class, DoomedPage.ThrowingClass.class})
    void page_throwsAsItIsMade_isToldAndItsProcessLives(Class<?> page) { // WIN-38
        CompletableFuture<RemoteError> failed = new CompletableFuture<>();
        GoneWatch watch =
                GoneWatch.opening(main(), BrowserWindowOptions.page(page).jvmFlags(SMALL));
        BrowserWindow window = watch.window;
        window.webContents().on(WebContents.DID_FAIL_LOAD, failed::complete);

        assertThat(Peer.settled(failed).toString()).contains("as the test wants"); // and not what it was wrapped in
        assertThat(Peer.settled(failed).stack()).contains(page.getName());

        assertThat(window.webContents().isCrashed()).isFalse();
        assertThat(ProcessHandle.of(window.webContents().getOSProcessId())).isPresent();
        assertMainIsWell(window, watch);
        assertThat(watch.ofContents).isEmpty();
    }

    private RenderProcessGone doomed(DoomedPage.Doom doom, String where, String... flags) {
        BrowserWindow window = ForkedIpcIT.loaded(
                main(),
                BrowserWindowOptions.page(DoomedPage.class)
                        .jvmFlags(Stream.concat(Stream.of(SMALL), Stream.of(flags))
                                .toArray(String[]::new))
                        .arguments(doom.name(), where));
        GoneWatch watch = new GoneWatch(main(), window);

        if (where.equals("handler") || where.equals("future")) {
            CompletableFuture<Value> unused = window.webContents().invoke(DoomedPage.GO, Duration.ofSeconds(20));
        } else {
            window.webContents().send(DoomedPage.GO);
        }

        RenderProcessGone gone = watch.await();
        assertMainIsWell(window, watch);
        return gone;
    }

    private RenderProcessGone launchFailed(BrowserWindowOptions options) {
        GoneWatch watch = GoneWatch.opening(main(), options);

        RenderProcessGone gone = watch.await();

        assertThat(gone.reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        assertMainIsWell(watch.window, watch);
        return gone;
    }

    /** The contents outlive their process, the end was told once, and others are served. */
    private void assertMainIsWell(BrowserWindow window, GoneWatch watch) {
        assertThat(window.isDestroyed()).isFalse();
        assertThat(Objects.requireNonNull(bystander).run(Script.IDENTITY).isNull())
                .isFalse();
        window.destroy();
        watch.awaitClosed();
        assertThat(watch.ofContents).isEqualTo(watch.ofApp).hasSizeLessThanOrEqualTo(1);
        watch.close();
    }

    private static void assertGone(RenderProcessGone gone, GoneReason reason, int exitCode) {
        assertThat(gone.reason()).as("%s", gone.lastOutput()).isEqualTo(reason);
        assertThat(gone.exitCode()).isEqualTo(exitCode);
    }

    private static BrowserWindowOptions options() {
        return BrowserWindowOptions.page(ScriptPage.class).jvmFlags(SMALL);
    }

    /** Waits for a debugger before it does anything. */
    private static BrowserWindowOptions suspended() {
        return options().jvmFlags("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
