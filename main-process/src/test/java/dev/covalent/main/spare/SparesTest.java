package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.window.ManualTimer;
import dev.covalent.main.window.TestLifeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SparesTest {
    private static final RendererKind WAITING = kind(JvmCommand.builder(Waiting.class.getName()));
    private static final RendererKind MISSING = kind(JvmCommand.builder("no.Such"));

    private final SerialLoop loop = new SerialLoop("spares-test", thrown -> {});
    private final ManualTimer timer = new ManualTimer();
    private final SessionTable sessions = new SessionTable();
    private final List<RendererSession> disconnected = new CopyOnWriteArrayList<>();
    private final List<String> blamed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean memoryShort = new AtomicBoolean();
    private Runnable whileMaking = () -> {};
    private final Spares spares = new Spares(
            SpareUse.ON,
            new SpareStarter(
                    sessions,
                    loop,
                    timer,
                    Archived::new,
                    true,
                    Duration.ofSeconds(30),
                    QueueLimits.DEFAULT,
                    () -> "unix:/nowhere",
                    disconnected::add),
            () -> {
                whileMaking.run();
                return memoryShort.get();
            },
            Runnable::run);

    @TempDir
    private Path directory;

    /** What is started from an archive, which notes whether that is blamed. */
    private final class Archived implements ClassArchives.Start {
        private final JvmCommand command;

        Archived(JvmCommand command) {
            this.command = command;
        }

        @Override
        public JvmCommand command() {
            return command;
        }

        @Override
        public void loaded() {
            throw new AssertionError("a spare has no page");
        }

        @Override
        public void failed() {
            blamed.add(command.toString());
        }
    }

    /** Waits like a spare, and never connects. */
    public static final class Waiting {
        private Waiting() {}

        /** Reads its input to the end. */
        public static void main(String[] arguments) throws IOException {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @AfterEach
    void close() {
        spares.close();
        timer.shutdownNow();
        loop.close();
    }

    @Test
    void keep_beforeAWindow_makesNone() {
        spares.keep(() -> WAITING);

        assertThat(spares.processId()).isEmpty();
    }

    @Test
    void keep_makesOne_andNoOther_whichIsNotTakenBeforeItIsReady() {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        long pid = spares.processId().orElseThrow();
        spares.keep(() -> WAITING);

        assertThat(spares.processId()).hasValue(pid);
        assertThat(spares.isReady()).isFalse();
        assertThat(spares.take(WAITING)).isNull();
        assertThat(sessions.find(1)).get().matches(RendererSession::isSpare);
        assertThat(sessions.find(2)).isEmpty();
    }

    @Test
    void keep_memoryIsShort_makesNone() {
        memoryShort.set(true);
        spares.windowOpened();

        spares.keep(() -> WAITING);

        assertThat(spares.processId()).isEmpty();
        assertThat(sessions.find(1)).isEmpty();
        memoryShort.set(false);
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isPresent();
    }

    @Test
    void look_memoryHasBecomeShort_givesItUp() throws Exception {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        ProcessHandle process = process();
        spares.windowClosed(1);
        assertThat(spares.processId()).isPresent();

        memoryShort.set(true);
        spares.windowClosed(2);

        assertThat(spares.processId()).isEmpty();
        assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(sessions.find(1)).isEmpty();
        assertThat(disconnected).hasSize(1);
    }

    @Test
    void keep_oneDies_makesNoOtherUntilAWindowIsOpened() {
        spares.windowOpened();
        spares.keep(() -> MISSING);
        awaitNone();

        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isEmpty();

        spares.windowOpened();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isPresent();
    }

    @Test
    void keep_thereIsNoUsualCommand_makesNone_andMayBeAskedAgain() {
        spares.windowOpened();

        spares.keep(() -> {
            assertThat(lockIsFree()).isTrue();
            throw new IllegalArgumentException("no such directory");
        });

        assertThat(spares.processId()).isEmpty();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isPresent();
    }

    @Test
    void keep_classPathNamesOtherJars_makesNone() throws Exception {
        spares.windowOpened();

        spares.keep(() -> waitingWith(jar(naming())));

        assertThat(spares.processId()).isEmpty();
        assertThat(sessions.find(1)).isEmpty();
    }

    @Test
    void take_readyAndAsItWas_isIt() throws Exception {
        RendererKind kind = waitingWith(jar(new Manifest()));
        try (TestLifeline line = ready(kind)) {
            long pid = spares.processId().orElseThrow();

            assertThat(spares.take(WAITING)).isNull();
            SpareRenderer taken = Objects.requireNonNull(spares.take(kind));

            assertThat(taken.child().pid()).isEqualTo(pid);
            assertThat(spares.take(kind)).isNull();
            assertThat(line.lifeline().isOpen()).isTrue();
            taken.child().close();
        }
    }

    @Test
    void take_aJarHasChanged_givesItUp() throws Exception {
        Path jar = jar(new Manifest());
        RendererKind kind = waitingWith(jar);
        try (TestLifeline line = ready(kind)) {
            ProcessHandle process = process();
            Files.writeString(jar, "built again");

            assertThat(spares.take(kind)).isNull();

            assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(spares.processId()).isEmpty();
            assertThat(disconnected).hasSize(1);
            assertThat(line.lifeline().isOpen()).isTrue(); // whoever disconnects its session closes that
        }
    }

    @Test
    void take_itsDirectoryWasMadeAnew_givesItUp() throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        RendererKind kind = kind(JvmCommand.builder(Waiting.class.getName()).workingDirectory(place));
        try (TestLifeline line = ready(kind)) {
            ProcessHandle process = process();
            Files.move(place, directory.resolve("before"));
            Files.createDirectory(place);

            assertThat(spares.take(kind)).isNull();

            assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(line.lifeline().isOpen()).isTrue();
        }
    }

    @Test
    void late_oneThatDoesNotConnect_isKilled_andOneThatHasIsNot() throws Exception {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        ProcessHandle process = process();
        timer.elapse(Duration.ofMillis(29_999));
        assertThat(process.isAlive()).isTrue();
        timer.elapse(Duration.ofMillis(1));
        assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        awaitNone();

        spares.windowOpened();
        spares.keep(() -> WAITING);
        try (TestLifeline line = TestLifeline.open(2)) {
            spares.connected(sessions.find(2).orElseThrow(), line.lifeline());
            timer.elapse(Duration.ofSeconds(30));
            assertThat(spares.isReady()).isTrue();
            assertThat(process().isAlive()).isTrue();
        }
    }

    @Test
    void connected_oneThatWasGivenUp_isLetGo() throws Exception {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        RendererSession session = sessions.find(1).orElseThrow();
        memoryShort.set(true);
        spares.windowClosed(1);

        try (TestLifeline line = TestLifeline.open(1)) {
            spares.connected(session, line.lifeline());
            assertThat(line.lifeline().isOpen()).isFalse();
        }
        assertThat(spares.isReady()).isFalse();
    }

    @Test
    void taken_threeInARowTakeNoPage_noneIsMadeAnyMore() {
        spares.windowOpened();
        spares.taken(false);
        spares.taken(false);
        spares.taken(true);
        spares.taken(false);
        spares.taken(false);
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isPresent();
        memoryShort.set(true);
        spares.windowClosed(1);
        memoryShort.set(false);

        spares.taken(false);

        spares.windowOpened();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isEmpty();
    }

    @Test
    void exited_beforeItHasConnected_orLate_doesNotBlameItsArchive() {
        spares.windowOpened();
        spares.keep(() -> MISSING);
        awaitNone();
        spares.windowOpened();
        spares.keep(() -> WAITING);
        timer.elapse(Duration.ofSeconds(30));
        awaitNone();

        assertThat(blamed).isEmpty();
    }

    @Test
    void close_endsIt_andNoneIsMadeAnyMore() {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        ProcessHandle process = process();

        spares.close();
        spares.close();

        assertThat(process.isAlive()).isFalse();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isEmpty();
        assertThat(spares.take(WAITING)).isNull();
    }

    @Test
    void keep_aWindowIsOpenedWhileOneCannotBeMade_isAskedForAgain() {
        RendererKind none = waitingWith(jar(naming()));
        spares.windowOpened();
        whileMaking = spares::windowOpened;
        spares.keep(() -> none);
        assertThat(spares.processId()).isEmpty();
        whileMaking = () -> {};

        spares.keep(() -> WAITING);

        assertThat(process().isAlive()).isTrue();
    }

    @Test
    void keep_likeTheLastTwoItCannotBe_andAnotherWasStartedSince_isMadeAsUsual() {
        RendererKind none = waitingWith(jar(naming()));
        spares.windowOpened();
        spares.launched(1, none);
        spares.launched(2, none);
        spares.launched(3, WAITING);

        spares.keep(() -> WAITING);

        assertThat(process().isAlive()).isTrue();
        long pid = process().pid();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).hasValue(pid);
    }

    @Test
    void keep_likeTheLastTwoItCannotBe_andTheNextWouldBeLikeThem_makesNone() {
        RendererKind none = waitingWith(jar(naming()));
        spares.windowOpened();
        spares.launched(1, none);
        spares.launched(2, none);

        spares.keep(() -> WAITING);

        assertThat(spares.processId()).isEmpty();
    }

    @Test
    void keep_askedWhileOneCannotBeMade_isDoneOnceThatIsKnown() {
        RendererKind none = waitingWith(jar(naming()));
        spares.windowOpened();
        whileMaking = () -> {
            whileMaking = () -> {};
            spares.windowOpened();
            spares.keep(() -> WAITING);
            assertThat(spares.processId()).isEmpty();
        };

        spares.keep(() -> none);

        assertThat(process().isAlive()).isTrue();
    }

    @Test
    void keep_askedWhileOneCannotBeMade_andNoWindowWasOpened_makesNone() {
        RendererKind none = waitingWith(jar(naming()));
        spares.windowOpened();
        whileMaking = () -> spares.keep(() -> WAITING);

        spares.keep(() -> none);

        assertThat(spares.processId()).isEmpty();
    }

    @Test
    void keep_askedWhileMemoryIsShort_makesNone() {
        spares.windowOpened();
        memoryShort.set(true);
        whileMaking = () -> {
            whileMaking = () -> {};
            spares.windowOpened();
            spares.keep(() -> WAITING);
        };

        spares.keep(() -> WAITING);

        assertThat(spares.processId()).isEmpty();
    }

    private void awaitNone() {
        while (spares.processId().isPresent()) {
            Thread.onSpinWait();
        }
    }

    private TestLifeline ready(RendererKind kind) throws IOException {
        spares.windowOpened();
        spares.keep(() -> kind);
        TestLifeline line = TestLifeline.open(1);
        spares.connected(sessions.find(1).orElseThrow(), line.lifeline());
        assertThat(spares.isReady()).isTrue();
        return line;
    }

    private static RendererKind kind(JvmCommand.Builder command) {
        return RendererKind.usual(command.build());
    }

    private static RendererKind waitingWith(Path jar) {
        List<Path> classPath = new ArrayList<>(WAITING.command().classPath());
        classPath.add(jar);
        return kind(JvmCommand.builder(Waiting.class.getName()).classPath(classPath));
    }

    /** Names another jar. */
    private static Manifest naming() {
        Manifest naming = new Manifest();
        naming.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        naming.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib.jar");
        return naming;
    }

    private Path jar(Manifest manifest) {
        Path file = directory.resolve("some.jar");
        try {
            new JarOutputStream(Files.newOutputStream(file), manifest).close();
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Tells whether another thread could ask. */
    private boolean lockIsFree() {
        try {
            return CompletableFuture.supplyAsync(() -> !spares.isReady()).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException held) {
            return false;
        }
    }

    private ProcessHandle process() {
        return ProcessHandle.of(spares.processId().orElseThrow()).orElseThrow();
    }
}
