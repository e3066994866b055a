package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class ChildJvmIT {
    private static final byte[] NOTHING = new byte[0];

    private final RecordedOutput output = new RecordedOutput();

    @TempDir
    private Path directory;

    @AfterEach
    void noThreadLeft() throws InterruptedException {
        FrameworkThreads.assertNoneLeft();
    }

    @Test
    void exit_zero_isClean() throws Exception {
        try (ChildJvm child = start("exit", "0")) {
            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 0, GoneReason.CLEAN_EXIT, false));
        }
    }

    @Test
    void exit_seven_isAbnormal() throws Exception {
        try (ChildJvm child = start("exit", "7")) {
            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 7, GoneReason.ABNORMAL_EXIT, false));
        }
    }

    @Test
    void exit_uncaughtException_isAbnormalAndLastLinesTellIt() throws Exception {
        try (ChildJvm child = start("throw")) {
            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 1, GoneReason.ABNORMAL_EXIT, false));
            assertThat(child.lastLines()).anyMatch(line -> line.contains("IllegalStateException: thrown by the child"));
        }
    }

    @Test
    void exit_heapFull_isOom() throws Exception {
        JvmCommand command = command("fill-heap").flags("-Xmx16m").build();

        try (ChildJvm child = ChildJvm.start(command, NOTHING, output)) {
            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 3, GoneReason.OOM, false));
        }
    }

    @Test
    void kill_running_isKilledAndRequested() throws Exception {
        try (ChildJvm child = start("wait")) {
            output.take("waiting");

            child.kill();

            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 137, GoneReason.KILLED, true));
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void kill_withReason_reportsThatReason() throws Exception {
        try (ChildJvm child = start("wait")) {
            child.kill(GoneReason.LAUNCH_FAILED);

            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 137, GoneReason.LAUNCH_FAILED, true));
        }
    }

    @Test
    void kill_bySomeoneElse_isKilledAndNotRequested() throws Exception {
        try (ChildJvm child = start("wait")) {
            output.take("waiting");

            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();

            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 137, GoneReason.KILLED, false));
        }
    }

    @Test
    void kill_afterExit_changesNothing() throws Exception {
        try (ChildJvm child = start("exit", "7")) {
            ProcessExit before = exitOf(child);

            child.kill();

            assertThat(exitOf(child)).isEqualTo(before);
        }
    }

    @Test
    void terminate_running_isKilledBySigtermAndItsLastWordsAreHeard() throws Exception {
        try (ChildJvm child = start("wait-hooked")) {
            output.take("waiting");

            child.terminate();

            assertThat(exitOf(child)).isEqualTo(new ProcessExit(child.pid(), 143, GoneReason.KILLED, true));
            assertThat(output.out).containsExactly("hook ran");
        }
    }

    @Test
    void crash_withoutCoreDump_isToldByItsReport() throws Exception {
        JvmCommand command = command("fill-heap")
                .flags("-Xmx16m", "-XX:-ExitOnOutOfMemoryError", "-XX:+CrashOnOutOfMemoryError")
                .flags("-XX:-CreateCoredumpOnCrash")
                .crashReports(directory)
                .build();

        try (ChildJvm child = ChildJvm.start(command, NOTHING, output)) {
            ProcessExit exit = exitOf(child);

            assertThat(exit).isEqualTo(new ProcessExit(child.pid(), 1, GoneReason.CRASHED, false));
            assertThat(child.crashReport()).contains(directory.resolve("hs_err_" + child.pid() + ".log"));
        }
    }

    @Test
    void output_printed_isPassedLineByLine() throws Exception {
        try (ChildJvm child = start("print")) {
            exitOf(child);

            assertThat(output.out).hasSize(32).startsWith("grüße €", "line 1").endsWith("line 30", "no end of line");
            assertThat(output.err).containsExactly("to the error stream");
            assertThat(child.lastLines()).hasSize(20).contains("line 30", "no end of line");
        }
    }

    @Test
    void output_sinkFails_childIsNotHeldUp() throws Exception {
        OutputSink failing = (pid, stream, text) -> {
            throw new IllegalStateException("refused by the test");
        };

        try (ChildJvm child = ChildJvm.start(command("print").build(), NOTHING, failing)) {
            assertThat(exitOf(child).reason()).isEqualTo(GoneReason.CLEAN_EXIT);
            assertThat(child.lastLines()).contains("line 30");
        }
    }

    @Test
    void bootstrap_largerThanAPipe_arrivesAndInputStaysOpen() throws Exception {
        byte[] bootstrap = new byte[300_000];
        System.arraycopy("hello".getBytes(StandardCharsets.UTF_8), 0, bootstrap, 0, 5);

        try (ChildJvm child = ChildJvm.start(command("echo", "300000").build(), bootstrap, output)) {
            output.take("got 300000 hello");
            output.take("then 0");
            output.take("waiting");
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(output.out).doesNotContain("input ended");
    }

    @Test
    void bootstrap_neverRead_doesNotHoldTheCaller() throws Exception {
        try (ChildJvm child = ChildJvm.start(command("exit", "0").build(), new byte[ChildJvm.MAX_BOOTSTRAP], output)) {
            assertThat(exitOf(child).reason()).isEqualTo(GoneReason.CLEAN_EXIT);
        }
    }

    @Test
    void environment_inherited_lacksWhatChangesAJvm() throws Exception {
        // Nobody can pollute the environment of this JVM, so one in between gets it by hand.
        ProcessBuilder between =
                command("fork", "environment", "JAVA_TOOL_OPTIONS").build().toProcessBuilder();
        between.environment().put("JAVA_TOOL_OPTIONS", "-Dpolluted=true");
        Process process = between.redirectErrorStream(true).start();
        try (InputStream printed = process.getInputStream()) {
            String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(text).containsOnlyOnce("Picked up JAVA_TOOL_OPTIONS").containsPattern("child \\d+: null");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void environment_added_reachesTheChild() throws Exception {
        JvmCommand command =
                command("environment", "GIVEN").environment("GIVEN", "yes").build();

        try (ChildJvm child = ChildJvm.start(command, NOTHING, output)) {
            exitOf(child);

            assertThat(output.out).containsExactly("yes");
        }
    }

    @Test
    void workingDirectory_given_isTheChilds() throws Exception {
        JvmCommand command = command("directory").workingDirectory(directory).build();

        try (ChildJvm child = ChildJvm.start(command, NOTHING, output)) {
            exitOf(child);

            assertThat(output.out).containsExactly(directory.toRealPath().toString());
        }
    }

    @Test
    void startInstant_running_isThatOfTheProcess() throws Exception {
        try (ChildJvm child = start("wait")) {
            Instant started = child.startInstant().orElseThrow();

            assertThat(new ProcessIdentity(child.pid(), started).find()).isPresent();
            assertThat(new ProcessIdentity(child.pid(), started.minus(Duration.ofMinutes(1))).find())
                    .isEmpty();
        }
    }

    @Test
    void close_running_killsAndSecondCloseIsNoOp() throws Exception {
        ChildJvm child = start("wait");

        child.close();
        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(exitOf(child).requested()).isTrue();
    }

    @Test
    void start_noSuchProgram_namesIt() {
        JvmCommand command =
                command("exit", "0").java(directory.resolve("java")).build();

        assertThatThrownBy(() -> ChildJvm.start(command, NOTHING, output))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Could not start test (dev.covalent.common.process.ChildMain on " + directory)
                .hasMessageEndingWith(
                        "Check that the program exists, and that its flags and its environment are not too long.");
    }

    @Test
    void crashReport_ofAnEarlierProcessWithTheSameId_isIgnored() throws Exception {
        JvmCommand command = command("wait").crashReports(directory).build();

        try (ChildJvm child = ChildJvm.start(command, NOTHING, output)) {
            Path report = Files.createFile(directory.resolve("hs_err_" + child.pid() + ".log"));
            assertThat(child.crashReport()).contains(report);

            Files.setLastModifiedTime(report, FileTime.from(Instant.EPOCH));

            assertThat(child.crashReport()).isEmpty();
        }
    }

    private ChildJvm start(String... arguments) throws IOException {
        return ChildJvm.start(command(arguments).build(), NOTHING, output);
    }

    private static JvmCommand.Builder command(String... arguments) {
        return JvmCommand.builder(ChildMain.class.getName())
                .role("test")
                .flags("-XX:TieredStopAtLevel=1")
                .arguments(arguments);
    }

    private static ProcessExit exitOf(ChildJvm child) throws Exception {
        return child.onExit().get(20, TimeUnit.SECONDS);
    }
}
