package dev.covalent.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ProcessEnd;
import dev.covalent.launcher.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class DemoIT {
    private static final Pattern REPORT = Pattern.compile("\\[(\\w+) +pid (\\d+)] flow [0-9.]+: .+");
    private static final int FLOWS = 12;

    @Test
    void demo_headless_everyFlowHoldsAndNothingIsLeft(@TempDir Path temporaryFiles) throws Exception {
        try (Distribution demo = Distribution.start(temporaryFiles, List.of(), "demo", "--headless")) {
            int status = demo.awaitExit();

            assertThat(demo.err()).isEmpty();
            assertThat(demo.out()).last().isEqualTo("demo: 12 flows, 12 ok");
            assertThat(status).isZero();
            for (int flow = 1; flow <= FLOWS; flow++) {
                String verdict = "flow " + flow + " ok: ";
                assertThat(demo.out())
                        .filteredOn(line -> line.startsWith(verdict))
                        .as(verdict)
                        .hasSize(1);
            }
            Map<String, Long> processes = processes(demo.out());
            assertThat(processes)
                    .containsOnlyKeys("attached", "earlier", "index", "main", "news", "program")
                    .containsEntry("main", demo.pid());
            assertThat(processes.values()).doesNotHaveDuplicates();
            assertGone(processes);
            assertThat(temporaryFiles).isEmptyDirectory();
        }
    }

    @Test
    void demo_terminated_leavesNothing(@TempDir Path temporaryFiles) throws Exception {
        try (Distribution demo = Distribution.start(temporaryFiles, List.of(), "demo", "--headless")) {
            demo.awaitLine("flow 12.1 ok"); // now every kind of process runs

            demo.terminate();

            assertThat(demo.awaitExit()).isEqualTo(143);
            assertThat(demo.out()).doesNotContain("demo: 12 flows, 12 ok");
            assertGone(processes(demo.out()));
            assertThat(temporaryFiles).isEmptyDirectory();
        }
    }

    /** The process of each role, which must be one and the same in all its reports. */
    private static Map<String, Long> processes(List<String> lines) {
        Map<String, Long> processes = new TreeMap<>();
        for (String line : lines) {
            Matcher report = REPORT.matcher(line);
            if (report.matches()) {
                long pid = Long.parseLong(report.group(2));
                assertThat(processes.getOrDefault(report.group(1), pid))
                        .as(line)
                        .isEqualTo(pid);
                processes.put(report.group(1), pid);
            }
        }
        return processes;
    }

    private static void assertGone(Map<String, Long> processes) {
        assertThat(processes.entrySet())
                .filteredOn(process -> ProcessHandle.of(process.getValue())
                        .filter(running -> !ProcessEnd.hasCome(running))
                        .isPresent())
                .as("processes that still run")
                .isEmpty();
    }
}
