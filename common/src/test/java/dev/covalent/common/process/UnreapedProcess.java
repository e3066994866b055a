package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose parent does not ask how it ended: it keeps its process id until this is closed. For Linux and its like.
 *
 * <p>Not thread-safe.
 */
public final class UnreapedProcess implements AutoCloseable {
    /** What a shell becomes that replaces itself waits for none of its children. */
    private static final String START = "sh -c 'echo $$; exec \"$@\"' sh \"$@\" & exec sleep 300";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RecordedOutput output = new RecordedOutput();
    private final Process parent;
    private final ProcessHandle process;

    private UnreapedProcess(Process parent) throws InterruptedException {
        this.parent = parent;
        Threads.daemon("unreaped-output", new OutputPump(parent.getInputStream(), output.out::add))
                .start();
        this.process = ProcessHandle.of(Long.parseLong(output.take(""))).orElseThrow();
    }

    /** Starts a program of the system. */
    public static UnreapedProcess of(String... program) throws IOException, InterruptedException {
        return of(new ProcessBuilder(program));
    }

    /** Starts a JVM. */
    public static UnreapedProcess of(JvmCommand command) throws IOException, InterruptedException {
        return of(command.toProcessBuilder());
    }

    private static UnreapedProcess of(ProcessBuilder builder) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", START, "sh"));
        line.addAll(builder.command());
        return new UnreapedProcess(
                builder.command(line).redirectErrorStream(true).start());
    }

    /** Returns the process of the command. */
    public ProcessHandle process() {
        return process;
    }

    /** Returns the next line that the command has printed, and that starts so. */
    public String take(String start) throws InterruptedException {
        return output.take(start);
    }

    /** Kills the command, and waits until only its process id is left. */
    public void kill() throws InterruptedException {
        assertThat(process.destroyForcibly()).isTrue();
        ProcessEnd.await(process);
        assertThat(process.isAlive()).as("its parent has not asked").isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        parent.destroyForcibly();
        assertThat(parent.onExit()).succeedsWithin(LIMIT);
    }
}
