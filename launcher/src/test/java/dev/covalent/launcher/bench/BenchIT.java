package dev.covalent.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark as it is packaged, short: what it measures is not looked at, since this machine is busy. */
@Timeout(400)
final class BenchIT {
    private static final Pattern FIGURE =
            Pattern.compile("\"(p50Micros|p99Micros|perSecond|meanNanos|ratio)\": ([0-9.]+)");

    private static final Pattern MILLIS = Pattern.compile("\"p(?:50|99)Millis\": ([0-9.]+)");

    /** Most of a hundred processes are started for them. */
    private static final long FAULTS_SECONDS = 300;

    @Test
    void bench_subset_writesItsFiguresAndLeavesNothing(@TempDir Path temporaryFiles, @TempDir Path results)
            throws Exception {
        Path json = results.resolve("bench.json");
        try (Distribution bench = Distribution.start(
                temporaryFiles,
                List.of(),
                "bench",
                "--seconds=8",
                "--rounds=2",
                "--json=" + json,
                "--only=^(sendSync|invoke|property get|typed method|sendTo|port|webContents.send)/40 B/1 cpu",
                "--only=^(send|sendTo|port|webContents.send)/40 B/stream",
                "--only=^send/1 MiB",
                "--only=^invoke/40 B/paced",
                "--only=^clone both",
                "--only=^shared list",
                "--only=^window, (cold|spare)/-/(start|memory)")) {

            assertThat(bench.awaitExit()).as("%s", bench.err()).isZero();

            assertThat(bench.err()).first().asString().startsWith("Starting five JVMs on ");
            assertThat(bench.err()).last().isEqualTo("Written to " + json);
            assertThat(bench.out()).last().asString().endsWith("messages out of order: 0");
        }
        String written = Files.readString(json);
        assertThat(written.lines().filter(line -> line.contains("\"name\": ")))
                .hasSize(29)
                .anyMatch(line -> line.contains("bare RMI/40 B/1 cpu"))
                .anyMatch(line -> line.contains("bare RMI list/40k items/first"))
                .anyMatch(line -> line.contains("bare socket/1 MiB/stream"))
                .anyMatch(line -> line.contains("Java both/20 records/local"));
        assertThat(written).contains("\"outOfOrder\": 0,").doesNotContain("null");
        assertThat(FIGURE.matcher(written).results().map((MatchResult figure) -> figure.group(2)))
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(Double.parseDouble(figure)).isPositive());
        assertNothingLeft(temporaryFiles);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bench_faults_areHadFromRealProcesses_andToldWithTheirBars(@TempDir Path temporaryFiles, @TempDir Path results)
            throws Exception {
        Path json = results.resolve("bench.json");
        try (Distribution bench = Distribution.start(
                temporaryFiles, List.of(), "bench", "--rounds=1", "--json=" + json, "--only=^F(?!13 )")) {

            assertThat(bench.awaitExit(FAULTS_SECONDS)).as("%s", bench.err()).isZero();
            assertThat(bench.out())
                    .anySatisfy(line ->
                            assertThat(line).startsWith("F2 idle ").containsPattern("<= 100 ms +<= 10 ms +\\w+$"))
                    .anySatisfy(
                            line -> assertThat(line).startsWith("F3 beside ").containsPattern("<= 2.00 +\\w+$"))
                    .anySatisfy(
                            line -> assertThat(line).startsWith("F11 beside ").containsPattern(">= 0.80 +\\w+$"));
        }
        assertThat(MILLIS.matcher(Files.readString(json)).results().map((MatchResult figure) -> figure.group(1)))
                .hasSize(2 * 18)
                .allSatisfy(figure -> assertThat(Double.parseDouble(figure)).isPositive());
        assertNothingLeft(temporaryFiles);
    }

    @Test
    void bench_terminated_leavesNothing(@TempDir Path temporaryFiles) throws Exception {
        Path json = temporaryFiles.resolve("bench.json");
        try (Distribution bench = Distribution.start(
                temporaryFiles, List.of(), "bench", "--json=" + json, "--only=^sendSync/40 B/1 cpu")) {
            bench.awaitErrorLine("Warming up"); // now all processes run

            bench.terminate();

            assertThat(bench.awaitExit()).isEqualTo(143);
            assertNothingLeft(temporaryFiles);
        }
    }

    private static void assertNothingLeft(Path temporaryFiles) {
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(temporaryFiles.toString()))
                                .isPresent()))
                .isEmpty();
        assertThat(temporaryFiles).isEmptyDirectory();
    }
}
