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
    void relaunch_startsTheSameProgramWithOtherArguments_whenTheFirstHasEnded(@TempDir Path data) // APP-12
            throws Exception {
        String runtime = System.getProperty("covalent.runtimeDir");
        try (Fork first = Fork.of("relaunch", "again", data.toString(), "first")) {
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
            assertThat(List.of(endOf(notes.get(3)), endOf(notes.get(5))))
                    .doesNotHaveDuplicates()
                    .doesNotContain(pid);
            assertEnds(endOf(notes.get(3)));
            assertEnds(endOf(notes.get(5)));
        }
    }

    private static long endOf(String note) {
        assertThat(note).startsWith("a second one ends with 0, pid ");
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
