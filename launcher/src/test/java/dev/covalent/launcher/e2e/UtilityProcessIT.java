package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.ChildProcessGone;
import dev.covalent.main.FatalError;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The lives of utility processes, each in a JVM of its own: UTL-01 to UTL-21, APP-19. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class UtilityProcessIT {
    private static final UtilityOptions QUIET = UtilityOptions.defaults().stdio(Stdio.IGNORE);

    private final List<ChildProcessGone> gone = new CopyOnWriteArrayList<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("utilities")
                .headless(true)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.CHILD_PROCESS_GONE, gone::add);
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void fork_life_isToldInOrder_andItsPidIsThereBetweenSpawnAndExit()
            throws Exception { // UTL-01, UTL-03, UTL-06, UTL-07, UTL-14, UTL-16
        CompletableFuture<UtilityWatch> forked = new CompletableFuture<>();
        main().ipcMain().handleOnce("fork", (event, message) -> {
            long others = children();
            UtilityWatch utility = fork(QUIET, "serve");
            for (int i = 0; i < 50; i++) { // before it runs, so before it listens
                assertThat(utility.process.postMessage(List.of("echo", i))).isTrue();
            }
            assertThat(Eventually.becomes(true, () -> children() > others)).isTrue();
            forked.complete(utility);
            return utility.process.pid().isEmpty(); // it runs, which nobody can have been told in this turn
        });
        try (Renderer renderer = Renderer.attach("utilities")) {
            assertThat(Peer.settled(renderer.ipcRenderer().invoke("fork")).get(boolean.class))
                    .isTrue();
        }
        UtilityWatch utility = forked.join();

        long pid = utility.awaitSpawn();

        assertThat(utility.process.pid()).hasValue(pid);
        assertThat(utility.take(50))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        ProcessHandle handle = utility.handle();
        utility.process.postMessage(List.of("exit", 5));
        assertThat(utility.awaitExit()).isEqualTo(5);
        assertThat(handle.isAlive()).isFalse();
        assertThat(utility.process.pid()).isEmpty();
        assertThat(utility.process.postMessage("into the void")).isFalse();
        assertThat(utility.process.isWritable()).isFalse();
        assertThat(utility.process.kill()).isFalse(); // UTL-08
        assertThat(utility.events).startsWith("spawn").endsWith("exit 5").hasSize(52);
    }

    @Test
    void fork_severalThatEndEachInItsWay_eachTellsItsOwnCode() throws Exception { // UTL-07, UTL-10, UTL-12, APP-19
        UtilityWatch returns = fork(QUIET, "return");
        UtilityWatch posts = fork(QUIET.serviceName("posts"), "post-and-exit", "2000");
        UtilityWatch throwing = fork(QUIET.serviceName("throws").stderr(Stdio.PIPE), "throw");
        InputStream thrown = throwing.process.stderr().orElseThrow();
        UtilityWatch missing = new UtilityWatch(main().utilityProcess()
                .fork("app.Missing", QUIET.serviceName("missing").stderr(Stdio.PIPE)));
        InputStream missed = missing.process.stderr().orElseThrow();

        assertThat(returns.awaitExit()).isZero();
        assertThat(returns.events).containsExactly("spawn", "exit 0");
        assertThat(posts.awaitExit()).isEqualTo(7);
        assertThat(posts.take(2000))
                .containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
        assertThat(posts.events).hasSize(2002).endsWith("exit 7");
        assertThat(throwing.awaitExit()).isEqualTo(1);
        assertThat(text(thrown)).contains("java.lang.IllegalStateException: as the test wants", "UtilityProgram.main");
        assertThat(missing.awaitExit()).isEqualTo(1);
        assertThat(text(missed))
                .contains("The main class app.Missing of utility process 'missing' is not on its class path:"
                        + " add it with UtilityOptions.classPath");
        assertThat(awaitGone(3))
                .extracting(ChildProcessGone::serviceName, ChildProcessGone::reason, ChildProcessGone::exitCode)
                .containsExactlyInAnyOrder(
                        tuple("posts", GoneReason.ABNORMAL_EXIT, 7),
                        tuple("throws", GoneReason.ABNORMAL_EXIT, 1),
                        tuple("missing", GoneReason.ABNORMAL_EXIT, 1));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void kill_isObeyedWithCodeZero_andWhoeverIsKilledFromOutsideTellsSo()
            throws Exception { // UTL-08, UTL-09, UTL-10, UTL-20, UTL-21
        UtilityWatch asked = fork(QUIET, "serve");
        UtilityWatch shot = fork(QUIET.serviceName("shot"), "serve");
        UtilityWatch left = fork(QUIET.serviceName("left"), "serve");
        for (UtilityWatch each : List.of(asked, shot, left)) {
            each.process.postMessage(List.of("echo", "here"));
            assertThat(each.take()).isEqualTo("here");
        }
        assertThat(main().app().getAppMetrics())
                .extracting(ProcessMetric::type, ProcessMetric::name)
                .contains(tuple(ProcessMetric.Type.UTILITY, "shot"));

        assertThat(asked.process.kill()).isTrue();
        assertThat(shot.handle().destroyForcibly()).isTrue();

        assertThat(asked.awaitExit()).isZero();
        assertThat(shot.awaitExit()).isEqualTo(137);
        assertThat(awaitGone(1))
                .containsExactly(new ChildProcessGone("Utility", GoneReason.KILLED, 137, "shot", "shot"));
        left.process.postMessage(List.of("echo", "still here"));
        assertThat(left.take()).isEqualTo("still here");
        assertThat(left.events).containsExactly("spawn", "message", "message");
        assertThat(main().app().getAppMetrics())
                .extracting(ProcessMetric::name)
                .contains("left")
                .doesNotContain("shot");
    }

    @Test
    void kill_beforeTheProcessIsThere_endsItAsSoonAsItIs() {
        UtilityWatch utility = fork(QUIET, "serve");

        assertThat(utility.process.kill()).isTrue();

        assertThat(utility.awaitExit()).isZero();
        assertThat(gone).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void crash_orNoMemoryLeft_isAnErrorBeforeTheExit() throws Exception { // UTL-07, UTL-11, APP-19
        UtilityWatch crashed = fork(QUIET.serviceName("crashed"), "serve");
        UtilityWatch full = fork(QUIET.serviceName("full").jvmFlags("-Xmx16m"), "serve");
        UtilityWatch three = fork(QUIET.serviceName("three"), "serve");
        crashed.process.postMessage(List.of("echo", 1));
        assertThat(crashed.take()).isEqualTo(1);

        Signals.send("SEGV", crashed.awaitSpawn());
        full.process.postMessage(List.of("exhaust"));
        three.process.postMessage(List.of("exit", 3)); // which is not what it looks like

        assertThat(crashed.awaitExit()).isBetween(1, 255);
        assertThat(crashed.events).containsExactly("spawn", "message", "error", "exit " + crashed.awaitExit());
        FatalError crash = crashed.errors.get(0);
        assertThat(crash.type()).isEqualTo("FatalError");
        assertThat(crash.report()).contains("SIGSEGV");
        assertThat(Path.of(crash.location())).isRegularFile();
        Files.delete(Path.of(crash.location()));
        assertThat(full.awaitExit()).isEqualTo(3);
        assertThat(full.events).containsExactly("spawn", "error", "exit 3");
        assertThat(full.errors.get(0).location()).isEqualTo("OutOfMemoryError");
        assertThat(full.errors.get(0).report()).contains("java.lang.OutOfMemoryError");
        assertThat(three.awaitExit()).isEqualTo(3);
        assertThat(three.events).containsExactly("spawn", "exit 3");
        assertThat(awaitGone(3))
                .extracting(ChildProcessGone::serviceName, ChildProcessGone::reason)
                .containsExactlyInAnyOrder(
                        tuple("crashed", GoneReason.CRASHED),
                        tuple("full", GoneReason.OOM),
                        tuple("three", GoneReason.ABNORMAL_EXIT));
    }

    @Test
    void fork_flagThatNoJvmKnows_orDirectoryThatIsNotThere_isALaunchThatFailed(@TempDir Path directory)
            throws Exception { // UTL-07, APP-19
        UtilityWatch flag = fork(QUIET.serviceName("flag").jvmFlags("-XX:+NoSuchFlag"), "serve");
        UtilityWatch lost = fork(QUIET.serviceName("lost").workingDirectory(directory.resolve("absent")), "serve");
        lost.process.postMessage("kept, and then dropped");

        assertThat(flag.awaitExit()).isEqualTo(1);
        assertThat(lost.awaitExit()).isEqualTo(1);
        assertThat(lost.events).containsExactly("exit 1");
        assertThat(lost.process.kill()).isFalse(); // UTL-08: it never started
        assertThat(awaitGone(2)).extracting(ChildProcessGone::reason).containsOnly(GoneReason.LAUNCH_FAILED);
    }

    @Test
    void fork_doesNotConnectInTime_isKilled_asALaunchThatFailed(@TempDir Path userData) throws Exception { // APP-19
        try (MainProcess hasty = MainProcess.builder()
                .name("hasty")
                .launchTimeout(Duration.ofSeconds(10)) // for the fork, too
                .userData(userData)
                .start()) {
            hasty.app().on(App.CHILD_PROCESS_GONE, gone::add);
            UtilityWatch slow = new UtilityWatch(hasty.utilityProcess()
                    .fork(
                            UtilityProgram.class.getName(),
                            List.of("serve"),
                            QUIET.jvmFlags(
                                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0")));

            assertThat(slow.awaitExit()).isNotZero();

            assertThat(slow.events).hasSize(2).startsWith("spawn");
            assertThat(awaitGone(1)).extracting(ChildProcessGone::reason).containsExactly(GoneReason.LAUNCH_FAILED);
        }
    }

    @Test
    void quit_asksEveryProcess_killsWhoStays_andTellsQuitAfterTheirEnds() throws Exception { // UTL-21
        List<String> order = new CopyOnWriteArrayList<>();
        UtilityWatch obedient = fork(QUIET, "serve");
        UtilityWatch stubborn = fork(QUIET, "stubborn");
        obedient.process.postMessage(List.of("echo", 1));
        assertThat(obedient.take()).isEqualTo(1);
        assertThat(stubborn.take()).isEqualTo("ready");
        CompletableFuture<Integer> quit = new CompletableFuture<>();
        main().app().on(App.QUIT, code -> {
            order.addAll(obedient.events);
            order.addAll(stubborn.events);
            quit.complete(code);
        });

        main().app().quit();

        assertThat(Peer.settled(quit)).isZero();
        assertThat(order).containsExactly("spawn", "message", "exit 0", "spawn", "message", "exit 137");
        assertThat(gone).isEmpty();
        assertThat(main().awaitQuit()).isZero();
        assertThatThrownBy(() -> main().utilityProcess().fork(UtilityProgram.class)) // UTL-01
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The application is quitting: no utility process can be forked any more");
    }

    @Test
    void main_killed_itsUtilityProcessIsGoneWithinTwoSeconds(@TempDir Path userData) throws Exception { // APP-21, F7
        try (Fork other = Fork.of("utility", "utility-main", userData.toString())) {
            ProcessHandle utility =
                    ProcessHandle.of(Long.parseLong(other.take("utility "))).orElseThrow();

            other.child().kill();

            assertThat(Orphans.late(Map.of("utility", utility))).isEmpty();
        }
        deleteWhatTheKilledLeft("utility-main");
    }

    private static long children() {
        return ProcessHandle.current().children().count();
    }

    private static void deleteWhatTheKilledLeft(String name) throws IOException {
        for (String end : List.of(".endpoint", ".sock")) {
            Files.deleteIfExists(Path.of(System.getProperty("covalent.runtimeDir"), name + end));
        }
    }

    private List<ChildProcessGone> awaitGone(int count) throws InterruptedException {
        assertThat(Eventually.becomes(count, gone::size)).isEqualTo(count);
        return new ArrayList<>(gone);
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private UtilityWatch fork(UtilityOptions options, String... args) {
        return new UtilityWatch(main().utilityProcess().fork(UtilityProgram.class.getName(), List.of(args), options));
    }

    private MainProcess main() {
        MainProcess current = main;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }
}
