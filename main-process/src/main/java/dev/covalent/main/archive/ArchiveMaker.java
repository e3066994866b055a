package dev.covalent.main.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.ProcessExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes archives, in JVMs of low priority that end with this process.
 *
 * <p>Thread-safe.
 */
final class ArchiveMaker implements AutoCloseable {
    /** The main class of a JVM that does what renderers do when they start; named, as that of a renderer is. */
    private static final String MAIN_CLASS = "dev.covalent.renderer.boot.ArchiveTraining";

    /** The application's own start comes first. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(ArchiveMaker.class);

    private final ArchiveStore store;
    private final CountDownLatch closed = new CountDownLatch(1);

    @GuardedBy("this") private @Nullable ChildJvm running;

    ArchiveMaker(ArchiveStore store) {
        this.store = store;
    }

    /**
     * Makes an archive for what was started by a command, after a while; blocks until it is there.
     *
     * @return whether there is one now
     */
    boolean make(JvmCommand command, ArchiveKey key) {
        try {
            if (closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            Optional<AutoCloseable> lock = store.tryLock();
            if (lock.isEmpty()) {
                log.debug("Another process makes a class archive");
                return false;
            }
            try (AutoCloseable held = lock.get()) {
                log.debug("Making a class archive, under {}", held);
                return store.find(key).isPresent() || makeLocked(command, key);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception failed) { // of closing the lock, too
            log.debug("No class archive was made", failed);
            return false;
        }
    }

    private boolean makeLocked(JvmCommand command, ArchiveKey key) throws IOException, InterruptedException {
        ArchiveTool tool = ArchiveTool.ofThisJava();
        Path part = store.unfinished(key);
        try {
            boolean recorded = run(training(command, key).withFlags(tool.record(part)));
            List<String> assembly = tool.assemble(part);
            boolean made = recorded
                    && (assembly.isEmpty() || run(training(command, key).withFlags(assembly)));
            if (!made || !Files.isRegularFile(part)) {
                return false;
            }
            store.publish(key, part);
            return true;
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(ArchiveTool.recording(part));
        }
    }

    /** Kills what is under way. */
    @Override
    public void close() {
        closed.countDown();
        ChildJvm child;
        synchronized (this) {
            child = running;
        }
        if (child != null) {
            child.close();
        }
    }

    private static JvmCommand training(JvmCommand command, ArchiveKey key) {
        return JvmCommand.builder(MAIN_CLASS)
                .role("class-archive")
                .java(command.java())
                .classPath(command.classPath())
                .flags(key.flags().toArray(String[]::new))
                .arguments(Long.toString(ProcessHandle.current().pid()))
                .lowPriority()
                .build();
    }

    private boolean run(JvmCommand command) throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.start(
                command, new byte[0], (pid, stream, line) -> log.debug("[{} pid {}] {}", command.role(), pid, line));
        synchronized (this) {
            running = child;
        }
        try (child) {
            if (closed.getCount() == 0) {
                return false;
            }
            ProcessExit exit = child.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (exit.exitCode() != 0) {
                log.debug("{} exited with {}. It printed last: {}", child, exit.exitCode(), child.lastLines());
            }
            return exit.exitCode() == 0;
        } catch (ExecutionException | TimeoutException late) {
            log.debug("{} took longer than {}", child, LIMIT, late);
            return false;
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }
}
