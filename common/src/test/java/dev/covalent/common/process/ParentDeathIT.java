package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forks a parent that forks a child, and kills the parent. */
@Timeout(40)
final class ParentDeathIT {
    private final RecordedOutput output = new RecordedOutput();

    @AfterEach
    void noThreadLeft() throws InterruptedException {
        FrameworkThreads.assertNoneLeft();
    }

    @ParameterizedTest
    @CsvSource({"spin-watched, pipe", "spin-watched, pid", "hang-watched, pipe"})
    void parent_killed_endsItsChild(String part, String by) throws Exception {
        JvmCommand command = JvmCommand.builder(ChildMain.class.getName())
                .role("parent")
                .arguments("fork", part, by)
                .build();
        try (ChildJvm parent = ChildJvm.start(command, new byte[0], output)) {
            ProcessHandle grandchild = ProcessHandle.of(waitingChild()).orElseThrow();
            try {
                parent.kill();

                ProcessEnd.await(grandchild);
            } finally {
                grandchild.destroyForcibly();
            }
        }
    }

    private long waitingChild() throws InterruptedException {
        String line = output.take("child ");
        assertThat(line).endsWith(": waiting");
        return Long.parseLong(line.substring("child ".length(), line.indexOf(':')));
    }
}
