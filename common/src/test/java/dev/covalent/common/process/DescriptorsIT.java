package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of forks, signals and the watch over the parent of a process that has no descriptors left. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "only there it is known what is open")
final class DescriptorsIT {
    private final RecordedOutput output = new RecordedOutput();

    @TempDir
    private Path directory;

    @Test
    void fork_withoutDescriptors_failsAndClosesNothing() throws Exception {
        List<String> outcomes = run("fork");

        assertThat(outcomes)
                .contains("0 left: Could not start program (Unread on /bin/true): this process has no descriptors left"
                        + " for it, which takes 16. Raise the limit (ulimit -n), or close some of what it has open.")
                .contains("24 left: started")
                .endsWith("done")
                .allMatch(line -> line.endsWith("started") || line.contains("ulimit") || line.equals("done"));
    }

    @Test
    void fork_whileAnotherHangs_isNotHeldUp() throws Exception {
        assertThat(run("fork-beside")).containsExactly("done");
    }

    @Test
    void fork_whileAnotherHangs_leavesItItsDescriptors() throws Exception {
        List<String> outcomes = run("fork-beside-few");

        assertThat(outcomes).hasSize(4).endsWith("waits: true", "started", "done");
        assertThat(outcomes.get(0)).contains("no descriptors left for it");
    }

    @Test
    void kill_withoutDescriptors_isDoneOnceThereAreSome() throws Exception {
        assertThat(run("kill")).containsExactly("ended: false", "status: 137", "done");
    }

    @Test
    void terminate_withoutDescriptors_isDoneOnceThereAreSome() throws Exception {
        assertThat(run("terminate")).containsExactly("ended: false", "status: 143", "done");
    }

    @Test
    void watchedParent_withoutDescriptors_isNotTakenForGone() throws Exception {
        assertThat(run("watch")).containsExactly("gone after its end: true", "done");
    }

    private List<String> run(String what) throws Exception {
        JvmCommand command = JvmCommand.builder(DescriptorsMain.class.getName())
                .java(FewDescriptors.java(directory))
                .role("few")
                .flags("-XX:TieredStopAtLevel=1", "-XX:-MaxFDLimit")
                .arguments(what, directory.resolve("pipe").toString())
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], output)) {
            ProcessExit exit = child.onExit().get(50, TimeUnit.SECONDS);
            assertThat(exit.exitCode()).as(() -> child.lastLines().toString()).isZero();
            return List.copyOf(output.out);
        }
    }
}
