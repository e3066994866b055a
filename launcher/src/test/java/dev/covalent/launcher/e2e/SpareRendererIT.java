package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.WebContents;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The renderer that is kept for the next page; in memory that is not short. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class SpareRendererIT {
    private static final long LIMIT_SECONDS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);

    private final List<String> gone = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        start(MainProcess.builder().name("spare").headless(true).userData(userData));
    }

    private void start(MainProcess.Builder builder) {
        MainProcess started = builder.start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> told.add("all closed"));
        started.app().on(App.RENDER_PROCESS_GONE, details -> gone.add("renderer " + details.reason()));
        started.app().on(App.CHILD_PROCESS_GONE, details -> gone.add("child " + details));
        started.globals().share("bell", BellPage.Bell.class, ringer -> {});
        for (String channel : List.of("here", "heard", "left")) {
            started.ipcMain().on(channel, (event, message) -> told.add(channel + " " + message.toList()));
        }
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void thirdWindow_takesTheProcessThatWaits_andIsLikeAnyOther() throws Exception {
        open(printing());
        assertThat(spares()).isEmpty(); // one window may be all that there is
        open(printing());
        long waiting = awaitSpare();
        int windows = main().browserWindows().getAllWindows().size();
        int contents = main().browserWindows().getAllWebContents().size();

        BrowserWindow third = open(printing().name("third").title("Third").arguments("--a=é", "", "b c"));

        assertThat(pid(third)).isEqualTo(waiting);
        assertThat(List.of(windows, contents)).containsExactly(2, 2);
        assertThat(List.of(third.id(), third.webContents().id())).containsExactly(3, 3);
        assertThat(main().browserWindows().fromName("third")).containsSame(third);
        assertThat(third.title()).isEqualTo("Third");
        assertThat(Peer.settled(third.webContents().invoke("given", LIMIT, "NOBODY"))
                        .get())
                .isEqualTo(List.of("null", Path.of("").toAbsolutePath().toString(), "--a=é||b c"));
        assertThat(awaitSpare()).isNotEqualTo(waiting);
        assertThat(gone).isEmpty();
    }

    @Test
    void window_fromASpare_hearsWhatWasSentBeforeItLoaded_inOrder() throws Exception {
        openTwo();
        long waiting = awaitSpare();
        main().app().on(App.BROWSER_WINDOW_CREATED, window -> {
            for (int i = 0; i < 20; i++) {
                window.webContents().send("message", "m" + i);
            }
        });

        BrowserWindow third = open(BrowserWindowOptions.page(BellPage.class));

        assertThat(pid(third)).isEqualTo(waiting);
        assertThat(take()).isEqualTo("here [" + waiting + "]");
        for (int i = 0; i < 20; i++) {
            assertThat(take()).isEqualTo("heard [" + waiting + ", m" + i + "]");
        }
    }

    @Test
    void reload_andLoadPage_takeTheSpare() throws Exception {
        openTwo();
        BrowserWindow window = main().browserWindows().getAllWindows().get(0);
        long first = awaitSpare();
        Peer.settled(window.webContents().loadPage(PrintingPage.class));
        assertThat(pid(window)).isEqualTo(first);
        long second = awaitSpare();

        CompletableFuture<WebContents> again = new CompletableFuture<>();
        window.webContents().once(WebContents.DID_FINISH_LOAD, again::complete);
        window.reload();

        Peer.settled(again);
        assertThat(pid(window)).isEqualTo(second);
        assertThat(gone).isEmpty();
    }

    @Test
    void otherSettings_doNotTakeTheSpare_andLeaveIt(@TempDir Path directory) throws Exception {
        openTwo();
        long waiting = awaitSpare();
        List<BrowserWindowOptions> others = List.of(
                printing().jvmFlags("-Dcovalent.test=other"),
                printing().environment(Map.of("COVALENT_TEST", "other")),
                printing().workingDirectory(directory));
        for (BrowserWindowOptions other : others) {
            assertThat(pid(open(other))).isNotEqualTo(waiting);
        }

        assertThat(awaitSpare()).isEqualTo(waiting);
        assertThat(pid(open(printing()))).isEqualTo(waiting);
    }

    @Test
    void settings_usedTwiceInARow_areThoseOfTheSpare() throws Exception {
        BrowserWindowOptions own = printing().environment(Map.of("COVALENT_TEST", "own"));
        openTwo();
        long usual = awaitSpare();
        open(own);
        open(own);
        long like = WaitingSpares.awaitOther(main(), usual);

        BrowserWindow next = open(own);

        assertThat(pid(next)).isEqualTo(like);
        assertThat(((List<?>) Peer.settled(next.webContents().invoke("given", LIMIT, "COVALENT_TEST"))
                                .get())
                        .get(0))
                .isEqualTo("own");
    }

    @Test
    void spare_killedWhileItWaits_isMissedByNobody_andMadeAgainAfterTheNextWindow() throws Exception {
        openTwo();
        ProcessHandle waiting = handle(awaitSpare());

        assertThat(waiting.destroyForcibly()).isTrue();

        assertThat(Eventually.becomes(List.of(), this::spares)).isEmpty();
        Peer.settled(
                main().browserWindows().getAllWindows().get(0).webContents().loadPage(PrintingPage.class));
        assertThat(spares()).isEmpty(); // one that dies is not made again and again
        BrowserWindow third = open(printing());
        assertThat(pid(third)).isNotEqualTo(waiting.pid());
        assertThat(awaitSpare()).isNotEqualTo(waiting.pid());
        assertThat(gone).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void spare_stoppedWhenItIsTaken_isKilled_andAnotherProcessShowsThePage() throws Exception {
        openTwo();
        ProcessHandle waiting = handle(awaitSpare());
        Signals.send("STOP", waiting.pid());

        BrowserWindow third = main().browserWindows().open(printing().arguments("of the third"));
        CompletableFuture<WebContents> loaded = new CompletableFuture<>();
        third.webContents().on(WebContents.DID_FINISH_LOAD, loaded::complete);

        Peer.settled(loaded);
        assertThat(pid(third)).isNotEqualTo(waiting.pid());
        assertThat(Eventually.becomes(false, waiting::isAlive)).isFalse();
        assertThat(((List<?>) Peer.settled(third.webContents().invoke("given", LIMIT, "NOBODY"))
                                .get())
                        .get(2))
                .isEqualTo("of the third");
        assertThat(gone).isEmpty();
        third.close();
        assertThat(Eventually.becomes(true, third::isDestroyed)).isTrue();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void spare_stoppedAndTaken_windowDestroyedMeanwhile_leavesNothing() throws Exception {
        openTwo();
        ProcessHandle waiting = handle(awaitSpare());
        Signals.send("STOP", waiting.pid());
        BrowserWindow third = main().browserWindows().open(printing());
        assertThat(Eventually.becomes(waiting.pid(), () -> pid(third))).isEqualTo(waiting.pid());

        third.destroy();

        assertThat(Eventually.becomes(false, waiting::isAlive)).isFalse();
        assertThat(third.isDestroyed()).isTrue();
        assertThat(gone).isEmpty();
        assertThat(main().browserWindows().getAllWindows()).hasSize(2);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void spare_killedBeforeItsFirstCall_isNobodysCrash() throws Exception {
        openTwo();
        ProcessHandle waiting = handle(awaitSpare());
        Signals.send("STOP", waiting.pid()); // so that it does not introduce itself
        BrowserWindow third = main().browserWindows().open(printing());
        CompletableFuture<WebContents> loaded = new CompletableFuture<>();
        third.webContents().on(WebContents.DID_FINISH_LOAD, loaded::complete);
        assertThat(Eventually.becomes(waiting.pid(), () -> pid(third))).isEqualTo(waiting.pid());

        assertThat(waiting.destroyForcibly()).isTrue();

        Peer.settled(loaded);
        assertThat(pid(third)).isNotEqualTo(waiting.pid());
        assertThat(gone).isEmpty();
        assertThat(awaitSpare()).isNotEqualTo(waiting.pid()); // one that did not take its page is no reason yet
    }

    @Test
    void taken_jarOfTheClassPathWasBuiltAgain_isGivenUp(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("some.jar");
        jar(jar, "before");
        BrowserWindowOptions with = printing().classPath(classPathWith(jar));
        open(with);
        open(with);
        ProcessHandle waiting = handle(awaitSpare());
        Path built = directory.resolve("built.jar");
        jar(built, "after");
        Files.move(built, jar, StandardCopyOption.REPLACE_EXISTING);

        BrowserWindow third = open(with);

        assertThat(pid(third)).isNotEqualTo(waiting.pid());
        assertThat(Eventually.becomes(false, waiting::isAlive)).isFalse();
        assertThat(awaitSpare()).isNotEqualTo(waiting.pid());
        assertThat(gone).isEmpty();
    }

    @Test
    void classPathThatNamesOthersInAManifest_hasNoSpare_andTheNextIsAsUsual(@TempDir Path directory) throws Exception {
        BrowserWindowOptions with = printing().classPath(classPathWith(naming(directory)));
        open(with);
        open(with); // from now on a spare would be like these
        open(printing());
        open(printing().environment(Map.of("COVALENT_TEST", "other")));

        long usual = awaitSpare();

        assertThat(pid(open(printing()))).isEqualTo(usual);
        assertThat(gone).isEmpty();
    }

    @Test
    void classPathThatNamesOthersInAManifest_windowsOpenedAsSoonAsOneHasLoaded_theSpareIsAsUsual(
            @TempDir Path directory) throws Exception {
        BrowserWindowOptions with = printing().classPath(classPathWith(naming(directory)));
        BrowserWindowOptions other = printing().environment(Map.of("COVALENT_TEST", "other"));
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        open(with);
        // each starts before it is asked whether there is to be a spare: it is asked for once, after the last one
        opened(with, () -> opened(printing(), () -> opened(other, () -> last.complete(true))));
        Peer.settled(last);

        long usual = awaitSpare();

        assertThat(pid(open(printing()))).isEqualTo(usual);
        assertThat(gone).isEmpty();
    }

    @Test
    void reload_ofOneWindowWithSettingsOfItsOwn_leavesTheSpareAsItIs() throws Exception {
        openTwo();
        long usual = awaitSpare();
        BrowserWindow own = open(printing().environment(Map.of("COVALENT_TEST", "own")));
        CompletableFuture<WebContents> again = new CompletableFuture<>();
        own.webContents().once(WebContents.DID_FINISH_LOAD, again::complete);

        own.reload();

        Peer.settled(again);
        assertThat(pid(own)).isNotEqualTo(usual);
        assertThat(awaitSpare()).isEqualTo(usual);
    }

    @Test
    void taken_workingDirectoryWasMadeAnew_isGivenUp(@TempDir Path directory) throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        BrowserWindowOptions there = printing().workingDirectory(place);
        open(there);
        open(there);
        ProcessHandle waiting = handle(awaitSpare());
        Files.move(place, directory.resolve("before"));
        Files.createDirectory(place);

        BrowserWindow third = open(there);

        assertThat(pid(third)).isNotEqualTo(waiting.pid());
        assertThat(((List<?>) Peer.settled(third.webContents().invoke("given", LIMIT, "NOBODY"))
                                .get())
                        .get(1))
                .isEqualTo(place.toRealPath().toString());
        assertThat(Eventually.becomes(false, waiting::isAlive)).isFalse();
    }

    @Test
    void spare_killedWhileItMayHaveMadeItsFirstCall_isACrashOnceAtMost() throws Exception {
        openTwo();
        for (int i = 0; i < 2; i++) {
            open(printing()); // else there is no spare: the one before died, or the page that took it has not loaded
            ProcessHandle waiting = handle(awaitSpare());
            CompletableFuture<BrowserWindow> loaded = new CompletableFuture<>();
            List<String> ends = new CopyOnWriteArrayList<>();
            BrowserWindow window = main().browserWindows().open(printing());
            window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> loaded.complete(window));
            window.webContents().on(WebContents.RENDER_PROCESS_GONE, details -> {
                ends.add(details.reason().toString());
                loaded.complete(window);
            });
            boolean unused = waiting.destroyForcibly();
            BrowserWindow settled = Peer.settled(loaded);
            if (pid(settled) == waiting.pid() && ends.isEmpty()) { // it had loaded before it was killed
                assertThat(Eventually.becomes(1, ends::size)).isOne();
            }
            assertThat(ends).hasSizeLessThanOrEqualTo(1);
            settled.destroy();
        }
    }

    @Test
    void lastWindowClosed_whileASpareWaits_isTold_andQuittingEndsIt() throws Exception {
        openTwo();
        ProcessHandle waiting = handle(awaitSpare());

        main().browserWindows().getAllWindows().forEach(BrowserWindow::close);

        assertThat(take()).isEqualTo("all closed");
        assertThat(waiting.isAlive()).isTrue();
        main().app().quit();
        assertThat(main().awaitQuit()).isZero();
        assertThat(waiting.isAlive()).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void setting_off_keepsNone_andOn_keepsOneAfterTheFirstWindow(@TempDir Path off, @TempDir Path on) throws Exception {
        main().close();
        start(MainProcess.builder()
                .name("spare-off")
                .headless(true)
                .userData(off)
                .spareRenderer(false));
        openTwo();
        BrowserWindow third = open(printing());
        assertThat(spares()).isEmpty();
        third.destroy();
        main().close();

        start(MainProcess.builder().name("spare-on").headless(true).userData(on).spareRenderer(true));
        open(printing());
        long waiting = awaitSpare();
        assertThat(pid(open(printing()))).isEqualTo(waiting);
    }

    @Test
    void main_killed_theSpareIsGoneWithin2Seconds(@TempDir Path userData) throws Exception { // APP-21
        try (Fork fork = Fork.of("spare", "spare-orphan", userData.toString())) {
            ProcessHandle waiting = handle(Long.parseLong(fork.take("spare ")));

            fork.child().kill();

            assertThat(Orphans.late(Map.of("spare", waiting))).isEmpty();
        }
        main().close();
        start(MainProcess.builder()
                .name("spare-orphan")
                .headless(true)
                .userData(userData)); // which takes its name away
    }

    /** Makes a jar that names another in its manifest. */
    private static Path naming(Path directory) throws IOException {
        Path jar = directory.resolve("naming.jar");
        Manifest naming = new Manifest();
        naming.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        naming.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib.jar");
        new JarOutputStream(Files.newOutputStream(jar), naming).close();
        return jar;
    }

    private static void jar(Path file, String content) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry(content + ".txt"));
        }
    }

    private static List<Path> classPathWith(Path jar) {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of),
                        Stream.of(jar))
                .toList();
    }

    private void openTwo() {
        open(printing());
        open(printing());
    }

    private void opened(BrowserWindowOptions options, Runnable loaded) {
        main().browserWindows().open(options).webContents().once(WebContents.DID_FINISH_LOAD, contents -> loaded.run());
    }

    private BrowserWindow open(BrowserWindowOptions options) {
        return ForkedIpcIT.loaded(main(), options);
    }

    private static BrowserWindowOptions printing() {
        return BrowserWindowOptions.page(PrintingPage.class);
    }

    private static long pid(BrowserWindow window) {
        return window.webContents().getOSProcessId();
    }

    private static ProcessHandle handle(long pid) {
        return ProcessHandle.of(pid).orElseThrow();
    }

    private List<ProcessMetric> spares() {
        return WaitingSpares.all(main());
    }

    private long awaitSpare() throws InterruptedException {
        return WaitingSpares.await(main());
    }

    private String take() throws InterruptedException {
        return Objects.requireNonNull(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS), "nothing was told");
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
