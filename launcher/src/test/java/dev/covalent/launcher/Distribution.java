package dev.covalent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The command line as it is packaged, in a JVM of its own, with what it prints. */
public final class Distribution implements AutoCloseable {
    private static final Path LIBRARIES = Path.of("target", "covalent", "lib");
    private static final long LIMIT_SECONDS = 90;

    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<String> fresh = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> freshErrors = new LinkedBlockingQueue<>();
    private final ChildJvm child;

    private Distribution(JvmCommand command) throws IOException {
        child = ChildJvm.start(command, new byte[0], this::take);
    }

    /** Starts the command line with a directory for temporary files of its own. */
    public static Distribution start(Path temporaryFiles, List<String> flags, String... arguments) throws IOException {
        return start(temporaryFiles, Map.of(), flags, arguments);
    }

    /** Starts it with an environment that all processes have, too, that it starts. */
    public static Distribution start(
            Path temporaryFiles, Map<String, String> environment, List<String> flags, String... arguments)
            throws IOException {
        assertThat(LIBRARIES).as("package first").isDirectory();
        JvmCommand.Builder command = JvmCommand.builder("dev.covalent.launcher.LauncherMain");
        environment.forEach(command::environment);
        return new Distribution(command.role("covalent")
                .classPath(List.of(LIBRARIES.resolve("*")))
                .flags("-Djava.io.tmpdir=" + temporaryFiles, "-XX:TieredStopAtLevel=1", "-Dcovalent.archive=off")
                .flags(flags.toArray(String[]::new))
                .arguments(arguments)
                .build());
    }

    /** Waits for a line on standard output. */
    public void awaitLine(String start) throws InterruptedException {
        await(start, fresh);
    }

    /** Waits for a line on standard error. */
    public void awaitErrorLine(String start) throws InterruptedException {
        await(start, freshErrors);
    }

    private void await(String start, LinkedBlockingQueue<String> lines) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        String line = "";
        while (line != null && !line.startsWith(start)) {
            line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        assertThat(line).as("%s in %s %s", start, out, err).isNotNull();
    }

    /** Waits until the JVM has ended and returns its exit status. */
    public int awaitExit() throws Exception {
        return awaitExit(LIMIT_SECONDS);
    }

    /** Waits for the end of what takes longer than others, and returns the exit code. */
    public int awaitExit(long seconds) throws Exception {
        return child.onExit().get(seconds, TimeUnit.SECONDS).exitCode();
    }

    /** Asks the JVM to end, as Ctrl-C does. */
    public void terminate() {
        child.terminate();
    }

    /** Returns the process id. */
    public long pid() {
        return child.pid();
    }

    /** Returns what was printed on standard output. */
    public List<String> out() {
        return out;
    }

    /** Returns what was printed on standard error. */
    public List<String> err() {
        return err;
    }

    @Override
    public void close() {
        child.close();
    }

    private void take(long pid, OutputSink.Stream stream, String line) {
        if (stream == OutputSink.Stream.OUT) {
            out.add(line);
            fresh.add(line);
        } else {
            err.add(line);
            freshErrors.add(line);
        }
    }
}
