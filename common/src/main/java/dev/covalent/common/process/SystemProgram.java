package dev.covalent.common.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs small programs of the system, for what Java does not do. */
final class SystemProgram {
    private static final long LIMIT_SECONDS = 10;

    private SystemProgram() {}

    /**
     * Runs one to its end, and returns what it printed, which is to be less than a pipe holds.
     *
     * @throws IOException if there is no such program, or it failed
     */
    static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command + " still runs after " + LIMIT_SECONDS + " s");
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + printed.strip());
            }
            return printed;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
