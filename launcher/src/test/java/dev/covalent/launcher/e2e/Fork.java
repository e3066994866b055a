package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.common.process.ProcessExit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A JVM that runs a {@link MainProgram}. Thread-safe. */
final class Fork implements AutoCloseable {
    private static final long LIMIT_SECONDS = 20;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final ChildJvm child;

    private Fork(JvmCommand.Builder builder, String... arguments) throws IOException {
        JvmCommand command = builder.role("program-" + arguments[0])
                .flags("-Dcovalent.runtimeDir=" + System.getProperty("covalent.runtimeDir"), "-Dcovalent.archive=off")
                .arguments(arguments)
                .build();
        child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {
            all.add(line);
            if (stream == OutputSink.Stream.OUT) {
                out.add(line);
            }
            lines.add(line);
        });
    }

    static Fork of(String... arguments) throws IOException {
        return new Fork(JvmCommand.builder(MainProgram.class.getName()), arguments);
    }

    /** Starts one in another directory and locale. */
    static Fork in(Path directory, String locale, String... arguments) throws IOException {
        return new Fork(
                JvmCommand.builder(MainProgram.class.getName())
                        .workingDirectory(directory)
                        .environment("LC_ALL", locale),
                arguments);
    }

    ChildJvm child() {
        return child;
    }

    ProcessHandle process() {
        return ProcessHandle.of(child.pid()).orElseThrow();
    }

    /** Returns the next line that starts so, without that start. */
    String take(String start) throws InterruptedException {
        return next("starts with '" + start + "'", line -> line.startsWith(start))
                .substring(start.length());
    }

    /** Waits for a line that has a text somewhere. */
    void takeContaining(String text) throws InterruptedException {
        String unused = next("contains '" + text + "'", line -> line.contains(text));
    }

    private String next(String what, Predicate<String> isIt) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        @Nullable String line = "";
        while (line != null && !isIt.test(line)) {
            line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        assertThat(line)
                .as("a line that %s of\n%s", what, String.join("\n", List.copyOf(all)))
                .isNotNull();
        return line == null ? "" : line;
    }

    /** Returns what it has printed on standard output. */
    List<String> out() {
        return List.copyOf(out);
    }

    /** Returns what it has printed. */
    List<String> all() {
        return List.copyOf(all);
    }

    ProcessExit awaitExit() {
        return Peer.settled(child.onExit());
    }

    @Override
    public void close() {
        child.close();
    }
}
