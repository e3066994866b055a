package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What main logs of messages to renderers that are gone. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class DroppedIT {
    private static final String DROPPED = "messages to it that were dropped: ";

    @TempDir
    private Path data;

    @Test // WIN-04
    void messages_toARendererThatIsGone_areOneLine_whenAnotherFollowsOrNone() throws Exception {
        try (Fork program = Fork.of("dropped", "dropping", data.toString())) {
            assertThat(program.awaitExit().exitCode()).isZero();

            assertThat(program.all()).contains("loaded again false", "destroyed true", "sent false");
            assertThat(linesWith(program, DROPPED))
                    .extracting(line -> line.substring(line.indexOf(DROPPED) + DROPPED.length()))
                    .containsExactly(
                            Integer.toString(DroppedProgram.RELOADED), Integer.toString(DroppedProgram.DESTROYED));
        }
    }

    private static List<String> linesWith(Fork program, String text) {
        return program.all().stream().filter(line -> line.contains(text)).toList();
    }
}
