package dev.covalent.main.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.common.process.OutputUse;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a small JVM that has other JVMs make an archive, kills them as soon as its parent is gone, and deletes
 * what they leave.
 *
 * <p>They could not see to that themselves: one that assembles runs no Java code, and one that was told to archive its
 * classes takes seconds for that whichever way it is halted.
 *
 * <p>Thread-safe.
 */
public final class ArchiveWorkshop implements AutoCloseable {
    /** The main class of a JVM that does what renderers do when they start; named, as that of a renderer is. */
    private static final String MAIN_CLASS = "dev.covalent.renderer.boot.ArchiveTraining";

    /** Keeps the logging of the application, and with it its log files, out of JVMs that are none of its own. */
    static final String SILENT = "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider";

    /** How long one of the JVMs may take, which every other process goes before. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final ArchiveOrder order;
    private final ArchiveTool tool = ArchiveTool.ofThisJava();

    @GuardedBy("this") private @Nullable ChildJvm running;

    @GuardedBy("this") private boolean closed;

    private ArchiveWorkshop(ArchiveOrder order) {
        this.order = order;
    }

    /** Does what is ordered; see {@link ArchiveOrder}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ArchiveOrder order = ArchiveOrder.parse(List.of(arguments));
        ArchiveWorkshop workshop = new ArchiveWorkshop(order);
        Runtime.getRuntime().addShutdownHook(Threads.daemon("class-archive-end", workshop::close));
        ParentWatchdog.watch(new ProcessIdentity(order.parent(), null), System.in, workshop::close);
        boolean done = order.task() == ArchiveOrder.Task.MAKE ? workshop.make() : workshop.tryIt();
        if (!done) {
            throw new IllegalStateException("It did not do, or was given up");
        }
    }

    /** Kills what is under way. */
    @Override
    public void close() {
        ChildJvm child;
        synchronized (this) {
            closed = true;
            child = running;
        }
        if (child != null) {
            child.close();
        }
    }

    private boolean make() throws IOException, InterruptedException {
        Path archive = order.archive();
        boolean made = false;
        try {
            List<String> assembly = tool.assemble(archive);
            made = run(tool.record(archive)) && (assembly.isEmpty() || run(assembly)) && Files.isRegularFile(archive);
            return made;
        } finally {
            Files.deleteIfExists(ArchiveTool.recording(archive));
            if (!made) {
                Files.deleteIfExists(archive);
            }
        }
    }

    private boolean tryIt() throws IOException, InterruptedException {
        boolean starts = run(tool.use(order.archive()));
        if (!starts && !isClosed()) {
            Files.deleteIfExists(order.archive());
        }
        return starts;
    }

    private boolean run(List<String> flags) throws IOException, InterruptedException {
        Files.createDirectories(order.place());
        try (ChildJvm child = ChildJvm.start(training(flags), new byte[0], (pid, stream, line) -> {})) {
            synchronized (this) {
                running = child;
                if (closed) {
                    return false;
                }
            }
            return child.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).exitCode() == 0;
        } catch (ExecutionException | TimeoutException late) {
            return false;
        } finally {
            ArchiveStore.deleteTree(order.place());
        }
    }

    private JvmCommand training(List<String> flags) {
        JvmCommand.Builder command = JvmCommand.builder(MAIN_CLASS)
                .role("class-archive")
                .java(order.java())
                .classPath(order.classPath())
                .flags(order.flags().toArray(String[]::new))
                .flags("-Xrs", SILENT) // a signal ends it, and nothing is archived
                .flags(flags.toArray(String[]::new))
                .workingDirectory(order.place())
                .crashReports(order.place())
                .arguments(Long.toString(ProcessHandle.current().pid()))
                .output(OutputSink.Stream.OUT, OutputUse.INHERITED)
                .output(OutputSink.Stream.ERR, OutputUse.INHERITED)
                .lowPriority();
        return order.headless() ? command.flags("-Djava.awt.headless=true").build() : command.build();
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
