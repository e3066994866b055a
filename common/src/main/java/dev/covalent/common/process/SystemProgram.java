package dev.covalent.common.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs small programs of the system, for what Java does not do. */
final class SystemProgram {
    private static final long LIMIT_SECONDS = 10;

    private SystemProgram() {}

    /**
     * How one ended.
     *
     * @param command what was run
     * @param printed what it said, to be less than a pipe holds
     */
    record Ended(List<String> command, int status, String printed) {

        /** Returns what it said if it did not fail. */
        String success() throws IOException {
            if (status != 0) {
                throw new IOException(command + " failed: " + printed.strip());
            }
            return printed;
        }
    }

    /**
     * Runs one to its end, and returns what it printed.
     *
     * @throws IOException if there is no such program, or it failed
     */
    static String run(List<String> command) throws IOException {
        return end(command).success();
    }

    /**
     * Runs one to its end, and returns that, whatever it is.
     *
     * @throws IOException if there is no such program, or it does not end
     */
    static Ended end(List<String> command) throws IOException {
        return end(new ProcessBuilder(command).redirectErrorStream(true), Process::getInputStream);
    }

    /**
     * Runs one to its end, however much it prints.
     *
     * @throws IOException if there is no such program, or it failed; with what it had to say about that
     */
    static void execute(List<String> command) throws IOException {
        String unused = end(new ProcessBuilder(command).redirectOutput(Redirect.DISCARD), Process::getErrorStream)
                .success();
    }

    private static Ended end(ProcessBuilder program, Function<Process, InputStream> output) throws IOException {
        List<String> command = program.command();
        Process process = program.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command + " still runs after " + LIMIT_SECONDS + " s");
            }
            String printed = new String(output.apply(process).readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(command, process.exitValue(), printed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
