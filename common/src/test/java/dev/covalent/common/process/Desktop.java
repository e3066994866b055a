package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An X server of a test's own, with a window manager or without. Where either is not installed the test is skipped, unless
 * {@code -Dcovalent.test.display=required} makes that a failure.
 */
public final class Desktop implements AutoCloseable {
    private static final String REQUIRED = "required";

    private final Process server;
    private final String display;
    private @Nullable Process manager;

    private Desktop(Process server, String display) {
        this.server = server;
        this.display = display;
    }

    /** Starts a server on which windows have no frame, and nobody minimises or maximises them. */
    public static Desktop bare() throws IOException {
        need("Xvfb");
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Desktop(
                server, ":" + server.inputReader(StandardCharsets.UTF_8).readLine());
    }

    /** Starts a server with a window manager, which has begun to manage. */
    public static Desktop managed() throws IOException {
        need("openbox");
        Desktop desktop = bare();
        try {
            desktop.manage();
            return desktop;
        } catch (IOException | RuntimeException | Error failed) {
            desktop.close();
            throw failed;
        }
    }

    private void manage() throws IOException {
        ProcessBuilder openbox = new ProcessBuilder("openbox", "--startup", "echo managing")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        openbox.environment().put("DISPLAY", display);
        Process started = openbox.start();
        manager = started;
        BufferedReader said = started.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.equals("managing")) { // it misses a menu, for one
            line = said.readLine();
        }
        assertThat(line).as("openbox has started").isNotNull();
    }

    private static void need(String program) {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (REQUIRED.equals(System.getProperty("covalent.test.display"))) {
            assertThat(installed).as(program + " is installed").isTrue();
        }
        assumeTrue(installed, program + " is not installed");
    }

    /** Returns what {@code DISPLAY} is for programs on it. */
    public String display() {
        return display;
    }

    @Override
    public void close() {
        try {
            if (manager != null) {
                end(manager);
            }
        } finally {
            end(server);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly(); // one that does not end is a failure, and is not left
        }
    }
}
