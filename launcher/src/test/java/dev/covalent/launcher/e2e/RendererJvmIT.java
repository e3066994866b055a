package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.observe.Logged;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.ConsoleMessage;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.RendererOutput;
import dev.covalent.main.WebContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a window's JVM is given, and what becomes of what it prints. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class RendererJvmIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private @Nullable MainProcess main;

    @BeforeAll
    void start(@TempDir Path userData) {
        main = MainProcess.builder()
                .name("jvms")
                .headless(true)
                .userData(userData)
                .start();
        main().app().on(App.WINDOW_ALL_CLOSED, app -> {});
    }

    @AfterAll
    void stop() {
        main().close();
    }

    @Test
    void pid_isThereBeforeThePageIs_andGoneWithTheProcess() throws Exception { // WIN-34
        BrowserWindow window = main().browserWindows()
                .open(options().jvmFlags("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0"));

        assertThat(Eventually.becomes(true, () -> window.webContents().getOSProcessId() > 0))
                .isTrue();

        ProcessHandle process =
                ProcessHandle.of(window.webContents().getOSProcessId()).orElseThrow();
        assertThat(process.parent()).contains(ProcessHandle.current());
        assertThat(window.webContents().isLoading()).isTrue();
        window.destroy();
        assertThat(window.webContents().getOSProcessId()).isZero();
        assertThat(Eventually.becomes(false, process::isAlive)).isFalse();
    }

    @Test
    void settings_reachTheProcess(@TempDir Path directory) throws Exception { // WIN-37
        Path real = directory.toRealPath();
        BrowserWindow window = ForkedIpcIT.loaded(
                main(),
                options()
                        .environment(Map.of("COVALENT_TEST", "of this window"))
                        .workingDirectory(real)
                        .arguments("--first=é", "", "a b"));

        assertThat(ask(window, "given", "COVALENT_TEST").get())
                .isEqualTo(List.of("of this window", real.toString(), "--first=é||a b"));
        window.destroy();
    }

    @Test
    void settings_ofAWindow_areThoseOfOneThatItsPageOpens(@TempDir Path directory) throws Exception { // WIN-37
        Path file = directory.resolve("output.txt");
        BrowserWindow window = ForkedIpcIT.loaded(
                main(),
                options().output(RendererOutput.file(file)).environment(Map.of("COVALENT_TEST", "of the opener")));
        CompletableFuture<BrowserWindow> second = new CompletableFuture<>();
        main().app().once(App.BROWSER_WINDOW_CREATED, second::complete);

        ask(window, "open");

        BrowserWindow opened = Peer.settled(second);
        assertThat(((List<?>) ask(opened, "given", "COVALENT_TEST").get()).get(0))
                .isEqualTo("of the opener");
        ask(opened, "print", "by the opened one");
        assertThat(Eventually.becomes(true, () -> read(file).contains("by the opened one")))
                .isTrue();
        window.destroy();
        opened.destroy();
    }

    @Test
    void collector_chosenByAWindow_isTheOneOfItsProcess() { // WIN-37
        BrowserWindow window = ForkedIpcIT.loaded(
                main(), BrowserWindowOptions.page(FlagsPage.class).jvmFlags("-XX:+UseParallelGC"));

        assertThat(ask(window, "collectors").get()).isEqualTo(List.of("PS MarkSweep", "PS Scavenge"));
        window.destroy();
    }

    @Test
    void compilers_ofARenderer_waitTwiceAsLong_unlessItsWindowSaysOtherwise() { // WIN-37
        BrowserWindow usual = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(FlagsPage.class));
        BrowserWindow eager = ForkedIpcIT.loaded(
                main(), BrowserWindowOptions.page(FlagsPage.class).jvmFlags("-XX:CompileThresholdScaling=0.5"));

        assertThat(scaling(usual)).containsExactly("2");
        assertThat(scaling(eager)).containsExactly("2", "0.5"); // the last one counts
        usual.destroy();
        eager.destroy();
    }

    private static List<String> scaling(BrowserWindow window) {
        String flags = ask(window, "flags").get(String.class);
        return Pattern.compile("CompileThresholdScaling=([0-9.]+)")
                .matcher(flags)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void heap_ofARenderer_isSmallAtFirst_unlessItsWindowSaysOtherwise() { // WIN-37
        List<BrowserWindow> windows = Stream.of(List.<String>of(), List.of("-Xms64m"), List.of("-Xmx6m"))
                .map(flags -> ForkedIpcIT.loaded(
                        main(), BrowserWindowOptions.page(FlagsPage.class).jvmFlags(flags.toArray(String[]::new))))
                .toList();

        List<Long> mebibytes = windows.stream()
                .map(window -> ask(window, "heap").get(long.class) >> 20)
                .toList();

        assertThat(ask(windows.get(0), "flags").get(String.class)).contains("-XX:InitialRAMPercentage=0");
        assertThat(mebibytes.get(0)).isLessThanOrEqualTo(16);
        assertThat(mebibytes.get(1)).isEqualTo(64);
        assertThat(mebibytes.get(2)).as("not above its maximum").isLessThanOrEqualTo(6);
        windows.forEach(BrowserWindow::destroy);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void flagsThatGiveMemoryBack_areARenderers_unlessItsWindowSaysOtherwise() { // WIN-37
        BrowserWindow usual = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(FlagsPage.class));
        BrowserWindow keeping = ForkedIpcIT.loaded(
                main(), BrowserWindowOptions.page(FlagsPage.class).jvmFlags("-XX:TrimNativeHeapInterval=0"));

        assertThat(ask(usual, "flags").get(String.class)).contains("-XX:TrimNativeHeapInterval=1000");
        assertThat(ask(keeping, "flags").get(String.class))
                .containsSubsequence("-XX:TrimNativeHeapInterval=1000", "-XX:TrimNativeHeapInterval=0");
        usual.destroy();
        keeping.destroy();
    }

    @Test
    void load_tellsThatItStarts_thenThatItCanBeShown_thenThatItIsOver() { // WIN-33
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        main().app().once(App.BROWSER_WINDOW_CREATED, window -> {
            window.on(BrowserWindow.READY_TO_SHOW, ready -> told.add("ready-to-show"));
            window.webContents().on(WebContents.DID_START_LOADING, contents -> told.add("did-start-loading"));
            window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> {
                told.add("did-finish-load");
                finished.complete(true);
            });
        });
        BrowserWindow window = main().browserWindows().open(options());

        Peer.settled(finished);

        assertThat(told).containsExactly("did-start-loading", "ready-to-show", "did-finish-load");
        window.destroy();
    }

    @Test
    void output_toTheLog_saysOfWhichRendererAndProcessItIs() throws Exception {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            BrowserWindow window = ForkedIpcIT.loaded(main(), options());
            String who = "[renderer " + window.webContents().id() + " pid "
                    + window.webContents().getOSProcessId() + "] ";

            ask(window, "print", "for the log");

            for (String line : List.of("for the log", "to err: for the log")) {
                assertThat(Eventually.becomes(
                                true,
                                () -> logged.toString(StandardCharsets.UTF_8).contains(who + line)))
                        .as(who + line)
                        .isTrue();
            }
            window.destroy();
        } finally {
            System.setErr(usual);
        }
    }

    @Test
    void output_inherited_isThatOfMainsOwnProcess(@TempDir Path data) throws Exception {
        try (Fork program = Fork.of("inherit", "inherits", data.toString(), "by the page")) {
            program.take("to err: by the page");
            assertThat(Eventually.becomes(true, () -> program.out().contains("by the page")))
                    .isTrue();
            assertThat(program.out()).doesNotContain("to err: by the page");
            program.child().terminate();
            assertThat(program.awaitExit().exitCode()).isEqualTo(143);
        }
    }

    @Test
    void output_toAFile_isAddedToItLineByLine(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("output.txt");
        Files.writeString(file, "from before\n");
        BrowserWindow window = ForkedIpcIT.loaded(main(), options().output(RendererOutput.file(file)));
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));

        ask(window, "print", "größer");
        window.close();
        Peer.settled(closed);

        assertThat(read(file)).startsWith("from before\n").contains("größer\n", "to err: größer\n");
    }

    @Test
    void output_toAFileThatCannotBe_failsTheLaunch(@TempDir Path directory) {
        Path file = directory.resolve("missing").resolve("output.txt");

        RenderProcessGone gone = gone(options().output(RendererOutput.file(file)));

        assertThat(gone.reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        assertThat(gone.lastOutput())
                .containsExactly("The file for its output, " + file
                        + ", cannot be written: java.nio.file.NoSuchFileException: " + file
                        + ". Make its directory before, or choose another file.");
        assertThat(gone.webContents().getOSProcessId()).isZero();
        gone.webContents().close();
    }

    @Test
    void output_toAFileThatCannotBe_isLoggedInOneLine(@TempDir Path directory) {
        Path file = directory.resolve("missing").resolve("output.txt");
        List<RenderProcessGone> ended = new ArrayList<>();

        String logged = Logged.by(() -> ended.add(gone(options().output(RendererOutput.file(file)))));

        RenderProcessGone gone = ended.get(0);
        String said = "Renderer " + gone.webContents().id() + " could not be forked: The file for its output, " + file;
        assertThat(logged.lines())
                .filteredOn(line -> line.contains("could not be forked") || line.startsWith("\tat "))
                .singleElement()
                .asString()
                .contains(said);
        gone.webContents().close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void output_toANamedPipe_failsTheLaunch_andHoldsNobody(@TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        RenderProcessGone gone = gone(options().output(RendererOutput.file(pipe)));

        assertThat(gone.reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        assertThat(gone.lastOutput())
                .containsExactly("The file for its output, " + pipe + ", cannot be written: java.io.IOException: it is"
                        + " neither a regular file nor a character device. Make its directory before, or choose another"
                        + " file.");
        gone.webContents().close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void output_toACharacterDevice_isWrittenThere() {
        BrowserWindow window = ForkedIpcIT.loaded(main(), options().output(RendererOutput.file(Path.of("/dev/null"))));

        ask(window, "print", "for nobody");

        window.destroy();
    }

    @Test
    void consoleMessages_tellEachLineOfEitherStream_beforeTheEndOfTheProcess() {
        List<String> told = new CopyOnWriteArrayList<>();
        BrowserWindow window = ForkedIpcIT.loaded(main(), options());
        window.webContents()
                .on(WebContents.CONSOLE_MESSAGE, message -> told.add(message.stream() + " " + message.text()));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> told.add("gone"));
        GoneWatch watch = new GoneWatch(main(), window);

        ask(window, "print", "hello");
        window.webContents().forcefullyCrashRenderer();
        watch.await();

        assertThat(told).contains("OUT hello", "ERR to err: hello").endsWith("gone");
        window.destroy();
    }

    @Test
    void consoleMessages_fasterThanMainTakesThem_areDroppedAndCounted_andHoldNobody(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("output.txt");
        BrowserWindow window = ForkedIpcIT.loaded(main(), options().output(RendererOutput.file(file)));
        CompletableFuture<Boolean> released = new CompletableFuture<>();
        List<ConsoleMessage> told = new CopyOnWriteArrayList<>();
        window.webContents().on(WebContents.CONSOLE_MESSAGE, message -> {
            told.add(message);
            released.join(); // main's loop is busy
        });

        CompletableFuture<Value> flooded = window.webContents().invoke("flood", LIMIT, 5_000);
        boolean printed = Eventually.becomes(true, () -> read(file).endsWith("flooded\n"));
        released.complete(true);

        assertThat(printed).isTrue();
        Peer.settled(flooded);
        assertThat(Eventually.becomes(
                        true,
                        () -> told.stream().anyMatch(message -> message.text().endsWith(" lines dropped"))))
                .isTrue();
        assertThat(told).hasSizeLessThan(2_000);
        window.destroy();
    }

    @Test
    void settings_thatCannotBe_areRefusedAndLeaveNoWindow() {
        int before = main().browserWindows().getAllWindows().size();

        assertRefused(options().jvmFlags("Main"), "'Main' is no flag of a JVM: it does not start with '-'.");
        assertRefused(options().jvmFlags(""), "'' is no flag of a JVM");
        assertRefused(options().jvmFlags("@options"), "'@options' is no flag of a JVM");
        assertRefused(options().jvmFlags("-cp", "x.jar"), "'-cp' is no flag for a child JVM. Use classPath.");
        assertRefused(options().jvmFlags("--class-path=x.jar"), "Use classPath.");
        assertRefused(options().jvmFlags("-jar", "x.jar"), "'-jar' says what a JVM runs, and that is settled.");
        assertRefused(options().jvmFlags("--module=a/b"), "says what a JVM runs");
        assertRefused(options().jvmFlags("--add-opens", "a/b=c"), "Write both as one flag: '--add-opens=...'");
        assertRefused(options().jvmFlags("-Dx=\0"), "The flag contains a NUL");
        assertRefused(options().environment(Map.of("A=B", "c")), "'A=B' is no name of an environment variable");
        assertRefused(options().environment(Map.of("", "c")), "'' is no name of an environment variable");
        assertRefused(options().environment(Map.of("A", "\0")), "The value of A contains a NUL");
        assertRefused(options().environment(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g")), "never gets JAVA_TOOL_OPTIONS");
        assertRefused(options().arguments("x".repeat(1 << 20)), "at most 524288 are allowed");

        assertThat(main().browserWindows().getAllWindows()).hasSize(before);
    }

    private void assertRefused(BrowserWindowOptions options, String why) {
        assertThatThrownBy(() -> main().browserWindows().open(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Value ask(BrowserWindow window, String channel, Object... arguments) {
        return Peer.settled(window.webContents().invoke(channel, LIMIT, arguments));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens a window whose launch fails, and listens before it can. */
    @SuppressWarnings("try") // what is heard is heard through the future
    private RenderProcessGone gone(BrowserWindowOptions options) {
        CompletableFuture<RenderProcessGone> first = new CompletableFuture<>();
        try (Subscription told = main().app().on(App.RENDER_PROCESS_GONE, first::complete)) {
            BrowserWindow window = main().browserWindows().open(options);
            RenderProcessGone gone = Peer.settled(first);
            assertThat(gone.webContents()).isSameAs(window.webContents());
            return gone;
        }
    }

    private static BrowserWindowOptions options() {
        return BrowserWindowOptions.page(PrintingPage.class).jvmFlags("-XX:TieredStopAtLevel=1");
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
