package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.rmi.RehearsalMain;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A spare renderer in a JVM of its own, whose main process this test plays. */
@Timeout(60)
final class SpareRehearsalIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private @Nullable Process started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.destroyForcibly();
        }
    }

    /** What the toolkit keeps of its failure is kept for as long as the JVM lives, and the screen may come back. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the screen is always there")
    void spare_whoseScreenIsNotThere_ends(@TempDir Path directory) throws Exception {
        try (RehearsalMain main = RehearsalMain.open(directory, LIMIT)) {
            Path output = directory.resolve("output");
            Process spare = start(main, output);

            assertThat(spare.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

            String said = Files.readString(output);
            assertThat(spare.exitValue()).as("of what it said: %s", said).isEqualTo(70);
            assertThat(said).contains("The page host did not start");
        }
    }

    private Process start(RehearsalMain main, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RendererMain.class.getName(),
                        SpareBootstrap.ARGUMENT)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("DISPLAY", ":32767");
        Process spare = builder.start();
        started = spare;
        byte[] bootstrap = new SpareBootstrap(
                        main.address().format(),
                        main.key().id(),
                        Payload.of(main.key().secret()),
                        ProcessHandle.current().pid(),
                        "",
                        false)
                .encode();
        DataOutputStream input = new DataOutputStream(spare.getOutputStream());
        input.writeInt(bootstrap.length);
        input.write(bootstrap);
        input.flush();
        return spare;
    }
}
