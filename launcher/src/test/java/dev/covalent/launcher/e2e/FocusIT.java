package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.Desktop;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.OutputSink;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real windows of two JVMs on a real X server, which this test starts for itself; skipped where there is no Xvfb. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class FocusIT {
    @Test
    void focus_goesFromTheWindowOfOneProcessToThatOfAnother_asMainAndPagesSee(@TempDir Path userData) // WIN-36
            throws Exception {
        Desktop desktop = Desktop.bare();
        List<String> lines = new CopyOnWriteArrayList<>();
        List<String> errors = new CopyOnWriteArrayList<>();
        JvmCommand command = JvmCommand.builder(FocusProgram.class.getName())
                .role("focus-program")
                .flags("-Djava.awt.headless=false")
                .flags("-Dcovalent.runtimeDir=" + System.getProperty("covalent.runtimeDir"))
                .environment("DISPLAY", desktop.display())
                .arguments(userData.toString())
                .build();

        try (desktop;
                ChildJvm program = ChildJvm.start(
                        command,
                        new byte[0],
                        (pid, stream, line) -> (stream == OutputSink.Stream.OUT ? lines : errors).add(line))) {
            int exitCode = Peer.settled(program.onExit()).exitCode();

            assertThat(lines)
                    .as("of what it said: %s", errors)
                    .containsExactly(
                            "main sees 1, first true",
                            "main sees 2, first false, second true",
                            "page sees 2",
                            "crashed, second false, destroyed false",
                            "1 focus, 1 focus of the app, 1 blur, 1 blur of the app",
                            "2 focus, 2 focus of the app, 2 blur, 2 blur of the app");
            assertThat(exitCode).isZero();
        }
    }
}
