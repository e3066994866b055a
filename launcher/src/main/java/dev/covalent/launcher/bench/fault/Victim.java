package dev.covalent.launcher.bench.fault;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that is started to be killed. Not thread-safe. */
final class Victim implements AutoCloseable {
    /** How the line begins that it prints when it is where it is to be killed. */
    static final String READY = "ready";

    /** What keeps its files where those of this process are. */
    private static final List<String> PLACES =
            List.of("covalent.runtimeDir", "covalent.userData", "covalent.archiveDir", "java.io.tmpdir");

    private final ChildJvm jvm;
    private final CompletableFuture<String> ready;
    private final CompletableFuture<Long> ended;

    private Victim(ChildJvm jvm, CompletableFuture<String> ready) {
        this.jvm = jvm;
        this.ready = ready;
        ended = ProcessHandle.of(jvm.pid())
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenApply(exited -> System.nanoTime());
    }

    static Victim start(Class<?> mainClass, String... arguments) throws IOException {
        return start(List.of(), mainClass, arguments);
    }

    static Victim start(List<String> flags, Class<?> mainClass, String... arguments) throws IOException {
        JvmCommand command = JvmCommand.builder(mainClass.getName())
                .role("bench-victim")
                .flags("-XX:-UsePerfData")
                .flags(flags.toArray(String[]::new))
                .flags(PLACES.stream()
                        .flatMap(name ->
                                Stream.ofNullable(System.getProperty(name)).map(value -> "-D" + name + "=" + value))
                        .toArray(String[]::new))
                .arguments(arguments)
                .build();
        CompletableFuture<String> ready = new CompletableFuture<>();
        ChildJvm jvm = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {
            if (line.startsWith(READY)) {
                ready.complete(line.substring(READY.length()).strip());
            }
        });
        return new Victim(jvm, ready);
    }

    /** Waits until it is, and returns what else it says then. */
    String awaitReady() throws Exception {
        try {
            return Within.limit(ready);
        } catch (TimeoutException missing) {
            throw new IllegalStateException("The process is not ready: " + lastLines(), missing);
        }
    }

    /** Tells it to go on, if it waits for that. */
    void go() {
        jvm.send(new byte[] {1});
    }

    long pid() {
        return jvm.pid();
    }

    ProcessHandle process() {
        return ProcessHandle.of(jvm.pid()).orElseThrow();
    }

    /** Waits for its end, and tells when that was, by {@link System#nanoTime}. */
    long awaitEnd() throws Exception {
        return Within.limit(ended);
    }

    int exitCode() throws Exception {
        return Objects.requireNonNull(Within.limit(jvm.onExit())).exitCode();
    }

    List<String> lastLines() {
        return jvm.lastLines();
    }

    /** Kills it with {@code kill -9}, and returns how long it took until its end was told. */
    Duration killed() throws Exception {
        long start = System.nanoTime();
        if (!process().destroyForcibly()) {
            throw new IllegalStateException("Process " + pid() + " cannot be killed");
        }
        return Duration.ofNanos(awaitEnd() - start);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
