package dev.covalent.main.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.endpoint.NameLock;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.ProcessExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has archives made, and tried, in JVMs that end with this process.
 *
 * <p>Thread-safe.
 */
final class ArchiveMaker implements AutoCloseable {
    /** The application's own start comes first. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** There are at most two JVMs, one after the other. */
    private static final Duration LIMIT = ArchiveWorkshop.LIMIT.multipliedBy(2).plusSeconds(10);

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(ArchiveMaker.class);

    private final ArchiveStore store;
    private final boolean headless;
    private final CountDownLatch closed = new CountDownLatch(1);

    @GuardedBy("this") private @Nullable ChildJvm running;

    ArchiveMaker(ArchiveStore store, boolean headless) {
        this.store = store;
        this.headless = headless;
    }

    /**
     * Makes an archive for what was started by a command, after a while; blocks until it is there. One that is doubted is
     * tried before.
     *
     * @return whether it may be asked for again: there is one now, or somebody else makes one
     */
    boolean make(JvmCommand command, ArchiveKey key) {
        try {
            if (closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            Optional<NameLock> lock = store.tryLock();
            if (lock.isEmpty()) {
                log.debug("A class archive is being made already");
                return true;
            }
            try (NameLock held = lock.get()) {
                log.debug("Making a class archive, under {}", held);
                Optional<Path> doubted = store.doubted(key);
                if (doubted.isPresent()) {
                    tryIt(doubted.get(), command, key);
                }
                return store.find(key).isPresent() || (store.doubted(key).isEmpty() && makeLocked(command, key));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException failed) {
            log.debug("No class archive was made", failed);
            return false;
        }
    }

    private boolean makeLocked(JvmCommand command, ArchiveKey key) throws IOException, InterruptedException {
        store.deleteUnfinished();
        Path part = store.unfinished(key);
        try {
            if (!run(order(ArchiveOrder.Task.MAKE, part, command, key)) || !Files.isRegularFile(part)) {
                return false;
            }
            store.publish(key, part);
            return true;
        } finally {
            store.deleteUnfinished();
        }
    }

    private void tryIt(Path doubted, JvmCommand command, ArchiveKey key) throws IOException, InterruptedException {
        boolean starts = run(order(ArchiveOrder.Task.TRY, doubted, command, key));
        if (starts) {
            log.debug("{} is as it should be", doubted);
            store.trust(doubted);
        } else if (!Files.exists(doubted)) {
            log.warn("No JVM starts from {}, which is deleted", doubted);
            store.delete(doubted);
        }
    }

    private ArchiveOrder order(ArchiveOrder.Task task, Path archive, JvmCommand command, ArchiveKey key) {
        return ArchiveOrder.of(task, archive, ArchiveStore.workPlace(store.unfinished(key)), headless, command, key);
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        closed.countDown();
        ChildJvm child;
        synchronized (this) {
            child = running;
        }
        if (child != null) {
            child.dismiss(CLOSE_GRACE);
        }
    }

    private boolean run(ArchiveOrder order) throws IOException, InterruptedException {
        JvmCommand command = JvmCommand.builder(ArchiveWorkshop.class.getName())
                .role("class-archives")
                .flags("-Xmx32m", "-XX:TieredStopAtLevel=1", ArchiveWorkshop.SILENT)
                .arguments(order.arguments().toArray(String[]::new))
                .build();
        ChildJvm child = ChildJvm.start(
                command, new byte[0], (pid, stream, line) -> log.debug("[{} pid {}] {}", command.role(), pid, line));
        synchronized (this) {
            running = child;
        }
        try {
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
            child.dismiss(CLOSE_GRACE); // which lets it kill what it has started
            synchronized (this) {
                running = null;
            }
        }
    }
}
