package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.RendererOutput;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.rmi.RehearsalMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Renderers that start from an archive of their classes, and those that find it damaged. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class ClassArchiveIT {
    private static final String REHEARSAL = "dev.covalent.common.rmi.LookupRehearsal ";
    private static final String LOGGING = "org.slf4j.LoggerFactory ";
    private static final List<String> LAST = List.of(REHEARSAL, LOGGING, "PageNews$PageLoaded");
    private static final String SWITCH = "covalent.archive";
    private static final String PLACE = "covalent.archiveDir";
    private static final Pattern USE = Pattern.compile("-XX:(SharedArchiveFile|AOTCache)=[^ ,\\]]+");

    private final @Nullable String switchBefore = System.getProperty(SWITCH);
    private @Nullable List<Path> jars;
    private @Nullable Path archives;
    private int outputs;

    @BeforeAll
    void prepare(@TempDir Path packed, @TempDir Path place) throws IOException {
        jars = JarredClassPath.in(packed);
        archives = place.resolve("archives");
        System.setProperty(SWITCH, "on");
        System.setProperty(PLACE, archives().toString());
    }

    @AfterAll
    void restore() {
        System.clearProperty(PLACE);
        if (switchBefore == null) {
            System.clearProperty(SWITCH);
        } else {
            System.setProperty(SWITCH, switchBefore);
        }
    }

    @Test
    void archive_isMadeOnce_startsRenderersSilently_andNeverKeepsOneFromStarting(@TempDir Path userData)
            throws Exception {
        try (MainProcess main = start(application(userData))) {
            assertThat(openAndClose(main, userData)).doesNotContain("archive");
            awaitArchive();
            Path archive = made().get(0);

            assertThat(openAndClose(main, userData)).contains(archive.toString()); // it really is in use
            assertThat(made()).containsExactly(archive);

            damage(archive, true);
            assertThat(openAndClose(main, userData)).doesNotContain(archive.toString());
            awaitArchive();
        }
        damage(made().get(0), false); // found by the next process, which has not seen it before
        try (MainProcess next = start(application(userData))) {
            assertThat(openAndClose(next, userData)).doesNotContain(archives().toString());
        } // which ends while the next archive is about to be made, and leaves nothing of it
        assertThat(files()).isSubsetOf(List.of(archives().resolve("lock")));
    }

    @Test
    void archive_hasAllThatARendererLoadsUntilItsPageHas(@TempDir Path userData, @TempDir Path place) throws Exception {
        System.setProperty(PLACE, place.toString());
        String archive;
        try (MainProcess main = start(application(userData))) {
            openAndClose(main, userData);
            awaitArchive(place);
            archive = USE.matcher(openAndClose(main, userData))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
        } finally {
            System.setProperty(PLACE, archives().toString());
        }

        List<String> loaded = classesLoadedFrom(archive, userData);

        assertThat(loaded)
                .anyMatch(line -> line.contains("dev.covalent.renderer.boot.ConnectedRenderer source: shared"))
                .noneMatch(line -> line.contains("dev.covalent.") && line.contains(".jar"));
        assertThat(first(loaded, REHEARSAL))
                .as("what need not wait for what the application logs by")
                .isLessThan(first(loaded, LOGGING));
    }

    private static int first(List<String> loaded, String name) {
        return IntStream.range(0, loaded.size())
                .filter(line -> loaded.get(line).contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a renderer of a page that only exists, and lists what it has loaded until that has loaded. */
    private List<String> classesLoadedFrom(String archive, Path directory) throws Exception {
        List<String> printed = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> pageLoaded = new CompletableFuture<>();
        JvmCommand command = JvmCommand.builder("dev.covalent.renderer.boot.RendererMain")
                .classPath(Objects.requireNonNull(jars))
                .flags(archive, "-Xlog:class+load")
                .build();
        try (RehearsalMain main = RehearsalMain.open(directory, Duration.ofSeconds(60))) {
            Bootstrap bootstrap = new Bootstrap(
                    main.address().format(),
                    main.key().id(),
                    Payload.of(main.key().secret()),
                    ProcessHandle.current().pid(),
                    "dev.covalent.renderer.boot.TrainingPage",
                    WindowSetup.sized(1, 1, false),
                    "",
                    true,
                    List.of());
            byte[] encoded = bootstrap.encode();
            byte[] lengthFirst = ByteBuffer.allocate(Integer.BYTES + encoded.length)
                    .putInt(encoded.length)
                    .put(encoded)
                    .array();
            try (ChildJvm child = ChildJvm.start(command, lengthFirst, (pid, stream, line) -> {
                printed.add(line);
                if (LAST.stream().allMatch(name -> printed.stream().anyMatch(each -> each.contains(name)))) {
                    pageLoaded.complete(true); // an AOT cache brings some of them before they are used
                }
            })) {
                Peer.settled(pageLoaded);
                assertThat(child.isAlive()).isTrue();
            }
        }
        return printed;
    }

    @Test
    void main_killedWhileAnArchiveIsMade_takesWithItWhoMakesIt(@TempDir Path userData, @TempDir Path place)
            throws Exception {
        // Flags of each JVM; what comes after its class path may be cut off.
        String assembling = Runtime.version().feature() >= 25 ? "-XX:AOTMode=create" : "-XX:ArchiveClassesAtExit";
        for (String phase : Set.of("-XX:TieredStopAtLevel=1", "-Xrs", assembling)) {
            try (ChildJvm main = ChildJvm.start(program(userData, place), new byte[0], (pid, stream, line) -> {})) {
                List<ProcessHandle> all = awaitDescendants(main, phase);

                main.kill();

                assertThat(Eventually.becomes(List.of(), () -> alive(all)))
                        .as("processes that outlive main, killed at %s", phase)
                        .isEmpty();
            }
            assertThat(Eventually.becomes(List.of(), () -> parts(place))).isEmpty();
        }
        assertThat(made(place)).isEmpty();
    }

    @Test
    void archive_fromWhichARendererDidNotStart_isTried_andKeptIfItDoes(@TempDir Path userData, @TempDir Path place)
            throws Exception {
        System.setProperty(PLACE, place.toString());
        try (MainProcess main = start(application(userData))) {
            openAndClose(main, userData);
            awaitArchive(place);
            Path archive = made(place).get(0);
            Path doubts = archive.resolveSibling(archive.getFileName() + ".doubts");

            openInVain(main, "-Xmx1k");
            assertThat(Eventually.becomes(true, () -> Files.exists(doubts))).isTrue();

            assertThat(openAndClose(main, userData)).doesNotContain(archive.toString());
            awaitTrust(doubts);
            assertThat(made(place)).containsExactly(archive);
        } finally {
            System.setProperty(PLACE, archives().toString());
        }
    }

    @Test
    void archive_fromWhichARendererWasToStartThatWasKilled_staysInUse(@TempDir Path userData, @TempDir Path place)
            throws Exception {
        System.setProperty(PLACE, place.toString());
        try (MainProcess main = start(application(userData))) {
            openAndClose(main, userData);
            awaitArchive(place);
            Path archive = made(place).get(0);

            GoneReason reason = killAsItStarts(main);
            for (int tries = 1; reason != GoneReason.LAUNCH_FAILED && tries < 20; tries++) { // it had connected
                reason = killAsItStarts(main);
            }
            assertThat(reason).isEqualTo(GoneReason.LAUNCH_FAILED);

            assertThat(openAndClose(main, userData)).contains(archive.toString());
        } finally {
            System.setProperty(PLACE, archives().toString());
        }
    }

    @Test
    void archive_withWhichARendererHung_isDoubted(@TempDir Path userData, @TempDir Path place) throws Exception {
        System.setProperty(PLACE, place.toString());
        try (MainProcess main = start(application(userData))) {
            openAndClose(main, userData);
            awaitArchive(place);
        }
        Path archive = made(place).get(0);
        Path doubts = archive.resolveSibling(archive.getFileName() + ".doubts");

        MainProcess.Builder impatient = application(userData)
                .launchTimeout(Duration.ofMillis(60)); // time for a fork, mostly, and never for a JVM's start
        try (MainProcess next = start(impatient)) {

            assertThat(Eventually.becomes(true, () -> {
                        openInVain(next);
                        return Files.exists(doubts);
                    }))
                    .isTrue();
            assertThat(archive).exists();
        } finally {
            System.setProperty(PLACE, archives().toString());
        }
    }

    @Test
    void training_withAScreenThatIsNotThere_ends() throws IOException {
        JvmCommand command = JvmCommand.builder("dev.covalent.renderer.boot.ArchiveTraining")
                .classPath(Objects.requireNonNull(jars))
                .environment("DISPLAY", "127.0.0.1:99")
                .arguments(Long.toString(ProcessHandle.current().pid()))
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {})) {
            assertThat(Peer.settled(child.onExit()).exitCode()).isZero();
        }
    }

    @Test
    void training_doesAllOfItsSteps_andEnds() throws IOException {
        List<String> printed = new CopyOnWriteArrayList<>();
        JvmCommand command = JvmCommand.builder("dev.covalent.renderer.boot.ArchiveTraining")
                .classPath(Objects.requireNonNull(jars))
                .flags("-Dorg.slf4j.simpleLogger.log.dev.covalent.renderer.boot=debug", "-Djava.awt.headless=true")
                .arguments(Long.toString(ProcessHandle.current().pid()))
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> printed.add(line))) {
            assertThat(Peer.settled(child.onExit()).exitCode()).isZero();
        }

        assertThat(printed)
                .anyMatch(line -> line.contains("Training: a page with [dev.covalent.renderer.ipc.PageIpc@"))
                .anyMatch(line -> line.contains("Training: a page with dev.covalent.renderer.ipc.PageIpc@"))
                .noneMatch(line -> line.contains("A step of the training failed") || line.contains("no page"));
    }

    /** Is to be started without a spare renderer, which would hold an archive that is damaged here. */
    private static MainProcess.Builder application(Path userData) {
        return MainProcess.builder()
                .name("archives")
                .headless(true)
                .spareRenderer(false)
                .userData(userData);
    }

    /** Starts an application that does not quit with its last window. */
    private static MainProcess start(MainProcess.Builder application) {
        MainProcess started = application.start();
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        return started;
    }

    private void openInVain(MainProcess main, String... flags) {
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        BrowserWindow window = main.browserWindows()
                .open(BrowserWindowOptions.page(FlagsPage.class)
                        .classPath(Objects.requireNonNull(jars))
                        .jvmFlags(flags));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, details -> gone.complete(true));
        Peer.settled(gone);
        window.destroy();
    }

    /** Kills a renderer as soon as there is one; says what main takes for the reason, which depends on how far it has come. */
    private GoneReason killAsItStarts(MainProcess main) throws InterruptedException {
        CompletableFuture<RenderProcessGone> gone = new CompletableFuture<>();
        BrowserWindow window = main.browserWindows()
                .open(BrowserWindowOptions.page(FlagsPage.class).classPath(Objects.requireNonNull(jars)));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone::complete);
        assertThat(Eventually.becomes(true, () -> window.webContents().getOSProcessId() > 0))
                .isTrue();
        ProcessHandle.of(window.webContents().getOSProcessId()).orElseThrow().destroyForcibly();
        GoneReason reason = Peer.settled(gone).reason();
        window.destroy();
        return reason;
    }

    /** Returns the flags with which the renderer's JVM was started; asserts that it printed nothing. */
    private String openAndClose(MainProcess main, Path directory) {
        Path output = directory.resolve("output-" + outputs++);
        BrowserWindow window = ForkedIpcIT.loaded(
                main,
                BrowserWindowOptions.page(FlagsPage.class)
                        .classPath(Objects.requireNonNull(jars))
                        .output(RendererOutput.file(output)));
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
        String flags = Peer.settled(window.webContents().invoke("flags", Duration.ofSeconds(20)))
                .get(String.class);
        window.close();
        Peer.settled(closed);
        assertThat(output).isEmptyFile();
        return flags;
    }

    /** It is made when nobody else wants the processors, by two JVMs. */
    private void awaitArchive() throws InterruptedException {
        awaitArchive(archives());
    }

    static void awaitArchive(Path place) throws InterruptedException {
        int rounds = 9;
        while (made(place).isEmpty() && rounds > 0) {
            int unused = Eventually.becomes(1, () -> made(place).size());
            rounds--;
        }
        assertThat(made(place)).hasSize(1);
    }

    private JvmCommand program(Path userData, Path place) {
        return JvmCommand.builder(ArchiveProgram.class.getName())
                .flags(
                        "-Dcovalent.runtimeDir=" + userData.resolve("run"), // where what is killed leaves its socket
                        "-D" + SWITCH + "=on",
                        "-D" + PLACE + "=" + place)
                .arguments(
                        userData.toString(),
                        Objects.requireNonNull(jars).stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)))
                .build();
    }

    private static List<ProcessHandle> awaitDescendants(ChildJvm main, String phase) throws InterruptedException {
        ProcessHandle handle = ProcessHandle.of(main.pid()).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>();
        int rounds = 6;
        boolean seen = false;
        while (!seen && rounds > 0) {
            seen = Eventually.becomes(true, () -> {
                all.clear();
                all.addAll(handle.descendants().toList());
                return all.stream()
                        .anyMatch(each -> each.info().commandLine().orElse("").contains(phase));
            });
            rounds--;
        }
        assertThat(seen).as("a process that is at %s", phase).isTrue();
        return all;
    }

    /** Asks each time anew: that a process ended which is no child is only noticed after seconds otherwise. */
    private static List<ProcessHandle> alive(List<ProcessHandle> processes) {
        return processes.stream()
                .filter(process -> !ProcessEnd.hasCome(process))
                .toList();
    }

    private static void awaitTrust(Path doubts) throws InterruptedException {
        int rounds = 6;
        while (!Eventually.becomes(false, () -> Files.exists(doubts)).equals(false) && rounds > 0) {
            rounds--;
        }
        assertThat(doubts).doesNotExist();
    }

    private List<Path> made() {
        return made(archives());
    }

    private static List<Path> made(Path place) {
        return files(place).stream()
                .filter(file -> file.toString().endsWith(".archive"))
                .toList();
    }

    private static List<Path> parts(Path place) {
        return files(place).stream()
                .filter(file -> file.toString().endsWith(".part"))
                .toList();
    }

    private List<Path> files() {
        return files(archives());
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Cuts an archive off in its middle, or puts garbage there. */
    private static void damage(Path archive, boolean cut) throws IOException {
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            if (cut) {
                file.truncate(file.size() / 2);
            } else {
                file.write(ByteBuffer.wrap(new byte[1 << 20]), file.size() / 2);
            }
        }
    }

    private Path archives() {
        return Objects.requireNonNull(archives);
    }
}
