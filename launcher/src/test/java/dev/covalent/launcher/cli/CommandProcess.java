package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.LauncherMain;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a JVM of its own, whose standard output is what a test says: a full disk, or a pipe that nobody reads. */
record CommandProcess(Process process, Path errors) implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;
    private static final String OF_BYTES =
            "for a do shift; set -- \"$@\" \"$(printf %b \"$(printf %s \"$a\" | sed 's/\\\\/\\\\0/g')\")\"; done; exec \"$@\"";
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";

    /** Starts a command whose standard output goes to a file or device. */
    static CommandProcess to(File out, Path directory, String... arguments) throws IOException {
        Path errors = Files.createTempFile(directory, "err", null);
        return new CommandProcess(
                builder(errors, arguments).redirectOutput(Redirect.to(out)).start(), errors);
    }

    /** Starts a command of whose standard output only the first line is read. */
    static CommandProcess toFirstLine(Path directory, String... arguments) throws IOException {
        Path errors = Files.createTempFile(directory, "err", null);
        ProcessBuilder head = new ProcessBuilder("head", "-n", "1").redirectOutput(Redirect.DISCARD);
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(builder(errors, arguments), head));
        return new CommandProcess(pipeline.get(0), errors);
    }

    /** Starts a command that has no standard output at all. */
    static CommandProcess toNothing(Path directory, String... arguments) throws IOException {
        Path errors = Files.createTempFile(directory, "err", null);
        ProcessBuilder builder = builder(errors, arguments);
        builder.command().addAll(0, List.of("sh", "-c", "exec \"$@\" >&-", "sh"));
        return new CommandProcess(builder.start(), errors);
    }

    /** Starts a command in a locale whose encoding is ASCII; bytes of arguments are written as {@code \303}. */
    static CommandProcess inLocaleC(Path out, Path directory, String... arguments) throws IOException {
        Path errors = Files.createTempFile(directory, "err", null);
        ProcessBuilder builder = builder(errors, arguments).redirectOutput(out.toFile());
        builder.command().addAll(0, List.of("sh", "-c", OF_BYTES, "sh"));
        builder.environment().put("LC_ALL", "C");
        return new CommandProcess(builder.start(), errors);
    }

    /** Starts a command in a JVM with a flag. */
    static CommandProcess withFlag(String flag, Path out, Path directory, String... arguments) throws IOException {
        Path errors = Files.createTempFile(directory, "err", null);
        ProcessBuilder builder = builder(errors, arguments).redirectOutput(out.toFile());
        builder.command().add(1, flag);
        return new CommandProcess(builder.start(), errors);
    }

    private static ProcessBuilder builder(Path errors, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + RUNTIME_DIRECTORY + "=" + System.getProperty(RUNTIME_DIRECTORY),
                "-cp",
                System.getProperty("java.class.path"),
                LauncherMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(errors.toFile());
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for its end and returns its exit status. */
    int status() throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                .as("it ends; %s", err())
                .isTrue();
        return process.exitValue();
    }

    /** Returns what it has printed on standard error. */
    String err() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
