package dev.covalent.launcher.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVMs that the demo starts by itself, apart from the renderers of its windows; none outlives it.
 *
 * <p>Thread-safe.
 */
final class Children implements AutoCloseable {
    private static final Logger output = LoggerFactory.getLogger("dev.covalent.renderer.output");
    private static final List<String> HANDED_ON = List.of("covalent.transport");

    private final Path runtimeDirectory;
    private final Transcript transcript;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<ChildJvm> children = new ArrayList<>();

    @GuardedBy("lock") private boolean closed;

    Children(Path runtimeDirectory, Transcript transcript) {
        this.runtimeDirectory = runtimeDirectory;
        this.transcript = transcript;
    }

    /**
     * Starts a JVM; what it prints becomes part of the transcript.
     *
     * @throws IOException if the system cannot start it
     * @throws IllegalStateException if the demo ends
     */
    ChildJvm start(String role, String mainClass, String... arguments) throws IOException {
        JvmCommand.Builder command = JvmCommand.builder(mainClass)
                .role(role)
                .flags("-Dcovalent.runtimeDir=" + runtimeDirectory)
                .flags(DemoJvm.flags())
                .arguments(arguments);
        for (String property : HANDED_ON) {
            String value = System.getProperty(property);
            if (value != null) {
                command.flags("-D" + property + "=" + value);
            }
        }
        ChildJvm child = ChildJvm.start(command.build(), new byte[0], this::print);
        boolean tooLate;
        synchronized (lock) {
            tooLate = closed;
            children.add(child);
        }
        if (tooLate) {
            child.close();
            throw new IllegalStateException("The demo ends: no process is started any more");
        }
        return child;
    }

    /** Kills those that still run. */
    @Override
    public void close() {
        List<ChildJvm> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(children);
        }
        left.forEach(ChildJvm::kill);
        left.forEach(ChildJvm::close);
    }

    private void print(long pid, OutputSink.Stream stream, String line) {
        if (stream == OutputSink.Stream.OUT) {
            transcript.line(line);
        } else {
            output.info("[pid {}] {}", pid, line);
        }
    }
}
