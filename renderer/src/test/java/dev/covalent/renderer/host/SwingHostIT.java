package dev.covalent.renderer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real window on a real X server, which this test starts for itself; skipped where there is no Xvfb. */
@Timeout(60)
final class SwingHostIT {
    private Process server;
    private String display;
    private @Nullable Process started;

    @BeforeEach
    void startServer() throws IOException {
        assumeTrue(isOnPath("Xvfb"), "Xvfb is not installed");
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        display = ":" + reader(server).readLine();
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (started != null) {
            started.destroyForcibly();
        }
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void window_withADisplay_isRealAndTellsOfItsFocusAndThatItIsToClose() throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-cp",
                System.getProperty("java.class.path"),
                WindowMain.class.getName());
        program.environment().put("DISPLAY", display);
        Process window = program.redirectErrorStream(true).start();
        started = window;

        List<String> lines = reader(window).lines().toList();

        assertThat(lines)
                .containsExactly(
                        "look FlatLaf - FlatLaf Light, headless false, id 7",
                        "showing true, title A page",
                        "content 320 x 240",
                        "told focus true",
                        "clicked true",
                        "told focus false",
                        "told close",
                        "displayable false");
        assertThat(window.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(window.exitValue()).isZero();
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
