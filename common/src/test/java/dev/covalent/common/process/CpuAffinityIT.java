package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
        JvmCommand command = JvmCommand.builder(ChildMain.class.getName())
                .flags("-XX:TieredStopAtLevel=1")
                .arguments("wait")
                .build();
        int last = allowed.get(allowed.size() - 1);

        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {})) {
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
        AtomicBoolean over = new AtomicBoolean();
        Thread coming = new Thread(() -> {
            while (!over.get()) {
                List<Thread> going =
                        Stream.generate(() -> new Thread(() -> {})).limit(20).toList();
                going.forEach(Thread::start);
            }
        });
        coming.start();
        try {
            for (int i = 0; i < 50; i++) {
                CpuAffinity.set(ProcessHandle.current().pid(), allowed);
            }
        } finally {
            over.set(true);
            coming.join();
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
}
