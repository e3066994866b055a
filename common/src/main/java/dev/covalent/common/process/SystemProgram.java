package dev.covalent.common.process;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs programs to their end; what they say does not depend on the language of the user. */
final class SystemProgram {
    private static final long LIMIT_SECONDS = 10;
    private static final int MOST_BYTES = 1 << 16;

    private SystemProgram() {}

    /**
     * How one ended.
     *
     * @param command what was run
     * @param status its exit status
     * @param printed the beginning of what it printed
     */
    record Outcome(List<String> command, int status, String printed) {

        /**
         * Returns what it printed.
         *
         * @throws IOException if it failed; with what it printed about that
         */
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
     * @throws IOException if there is no such program, it failed, or it does not end
     */
    static String run(List<String> command) throws IOException {
        return outcome(command).success();
    }

    /**
     * Runs one to its end, and returns how that was.
     *
     * @throws IOException if there is no such program, or it does not end
     */
    static Outcome outcome(List<String> command) throws IOException {
        return outcome(new ProcessBuilder(command).redirectErrorStream(true), Process::getInputStream);
    }

    /**
     * Does the same for one of which only the complaints count: they are what is printed in the outcome.
     *
     * @throws IOException if there is no such program, or it does not end
     */
    static Outcome complaints(List<String> command) throws IOException {
        return outcome(new ProcessBuilder(command).redirectOutput(Redirect.DISCARD), Process::getErrorStream);
    }

    private static Outcome outcome(ProcessBuilder program, Function<Process, InputStream> output) throws IOException {
        List<String> command = program.command();
        program.environment().put("LC_ALL", "C");
        Process process = Forks.start(program);
        try {
            process.getOutputStream().close();
            CompletableFuture<String> printed = new CompletableFuture<>();
            Threads.daemon("program-output", () -> read(output.apply(process), printed))
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command + " still runs after " + LIMIT_SECONDS + " s");
            }
            return new Outcome(command, process.exitValue(), printed.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, interrupted);
        } catch (ExecutionException | TimeoutException unread) {
            throw new IOException("What " + command + " printed cannot be read", unread);
        } finally {
            process.destroyForcibly();
        }
    }

    /** To its end, however much it is: else the program would wait for whoever reads. */
    private static void read(InputStream output, CompletableFuture<String> printed) {
        try (output) {
            String beginning = new String(output.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            output.transferTo(OutputStream.nullOutputStream());
            printed.complete(beginning);
        } catch (IOException failed) {
            printed.completeExceptionally(failed);
        }
    }
}
