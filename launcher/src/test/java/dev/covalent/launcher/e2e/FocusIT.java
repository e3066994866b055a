package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.OutputSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real windows of two JVMs on a real X server, which this test starts for itself; skipped where there is no Xvfb. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class FocusIT {
    private @Nullable Process server;
    private String display = "";

    @BeforeEach
    void startServer() throws IOException {
        assumeTrue(isOnPath("Xvfb"), "Xvfb is not installed");
        Process started = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        server = started;
        display = ":" + started.inputReader(StandardCharsets.UTF_8).readLine();
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void focus_goesFromTheWindowOfOneProcessToThatOfAnother_asMainAndPagesSee(@TempDir Path userData) // WIN-36
            throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        List<String> errors = new CopyOnWriteArrayList<>();
        JvmCommand command = JvmCommand.builder(FocusProgram.class.getName())
                .role("focus-program")
                .flags("-Djava.awt.headless=false")
                .flags("-Dcovalent.runtimeDir=" + System.getProperty("covalent.runtimeDir"))
                .environment("DISPLAY", display)
                .arguments(userData.toString())
                .build();

        try (ChildJvm program = ChildJvm.start(
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
                            "crashed, second false, destroyed false");
            assertThat(exitCode).isZero();
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
