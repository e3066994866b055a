package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
final class CpuAffinityIT {

    @Test
    void processors_rangesAndSingles_areListed() {
        assertThat(CpuAffinity.processors("0")).containsExactly(0);
        assertThat(CpuAffinity.processors("0-2,5,7-8")).containsExactly(0, 1, 2, 5, 7, 8);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void set_ofAChild_holdsForItsThreads() throws Exception {
        List<Integer> allowed = CpuAffinity.allowed();
        assumeThat(allowed).as("taskset").isNotEmpty();
        int last = allowed.get(allowed.size() - 1);

        try (ChildJvm child = ChildJvm.start(command("wait"), new byte[0], (pid, stream, line) -> {})) {
            CpuAffinity.set(child.pid(), List.of(last));

            assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/status")))
                    .containsPattern("Cpus_allowed_list:\\s+" + last + "\n");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void set_whileThreadsComeAndGo_holds() throws Exception {
        List<Integer> allowed = CpuAffinity.allowed();
        assumeThat(allowed).as("taskset").isNotEmpty();
        CompletableFuture<Boolean> churns = new CompletableFuture<>();

        try (ChildJvm child =
                ChildJvm.start(command("churn"), new byte[0], (pid, stream, line) -> churns.complete(true))) {
            assertThat(churns.get(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 50; i++) {
                int processor = allowed.get(i % allowed.size());
                CpuAffinity.set(child.pid(), List.of(processor));

                assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/status")))
                        .containsPattern("Cpus_allowed_list:\\s+" + processor + "\n");
            }
            assertThat(child.onExit()).isNotDone();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void set_processorThatIsNotThere_failsNamingTheCommand() {
        assumeThat(CpuAffinity.allowed()).as("taskset").isNotEmpty();
        long pid = ProcessHandle.current().pid();

        assertThatThrownBy(() -> CpuAffinity.set(pid, List.of(4000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("taskset");
    }

    @Test
    void set_noProcessor_isRefused() {
        assertThatThrownBy(() -> CpuAffinity.set(1, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static JvmCommand command(String part) {
        return JvmCommand.builder(ChildMain.class.getName())
                .flags("-XX:TieredStopAtLevel=1")
                .arguments(part)
                .build();
    }
}
