package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An application that is launched again when it ends. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class RelaunchIT {

    @Test
    void relaunch_twice_startsTheSameProgramTwiceWithOtherArguments_whenTheFirstHasEnded(
            @TempDir Path directory) // APP-12
            throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Path other = Files.createDirectory(directory.resolve("data-3"));
        String runtime = System.getProperty("covalent.runtimeDir");
        try (Fork first = Fork.of("relaunch", "again", data.toString(), "first")) {
            assertThat(first.take("there ")).isEqualTo("true");
            assertThat(first.awaitExit().exitCode()).isEqualTo(3);
            long pid = first.child().pid();

            assertThat(Eventually.becomes(6, () -> notes(data).size())).isEqualTo(6);
            List<String> notes = notes(data);
            assertThat(notes.subList(0, 3))
                    .containsExactly(
                            "first in " + runtime,
                            "first ends with 3, pid " + pid,
                            "a second one in " + runtime); // and under the name that the first had
            assertThat(notes.get(4)).isEqualTo("a second one in " + runtime); // with the same arguments, spaces and all
            assertThat(Eventually.becomes(2, () -> notes(other).size())).isEqualTo(2);
            assertThat(notes(other).get(0)).isEqualTo("a third one in " + runtime);
            List<Long> pids = List.of(
                    endOf(notes.get(3)), endOf(notes.get(5)), endOf(notes(other).get(1)));
            assertThat(pids).doesNotHaveDuplicates().doesNotContain(pid);
            for (long each : pids) {
                assertEnds(each);
            }
        }
    }

    private static long endOf(String note) {
        assertThat(note).matches("a (second|third) one ends with 0, pid \\d+");
        return Long.parseLong(note.substring(note.lastIndexOf(' ') + 1));
    }

    /** Nobody here is its parent. */
    private static void assertEnds(long pid) throws InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            ProcessEnd.await(process.get());
        }
    }

    private static List<String> notes(Path data) {
        try {
            return Files.readAllLines(data.resolve("notes"));
        } catch (IOException notYet) {
            return List.of();
        }
    }
}
