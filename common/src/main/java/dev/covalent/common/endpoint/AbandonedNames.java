package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what main processes have left in a runtime directory because they were killed.
 *
 * <p>Whoever starts under such a name deletes the files; of a name that nobody uses again, such as one with a process id in
 * it, they would stay. A name counts if it has a lock file, open to its owner only, in which its holder is noted: the
 * directory is somebody's choice, and other programs may have files there whose names are alike.
 *
 * <p>Thread-safe.
 */
public final class AbandonedNames implements AutoCloseable {
    /** Most files that one sweep looks at, and most names: each name costs some system calls. The next sweep does more. */
    private static final int MOST_FILES = 10_000;

    private static final int MOST_NAMES = 1000;

    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private static final Logger log = LoggerFactory.getLogger(AbandonedNames.class);

    private final RuntimeDirectory directory;
    private final Thread thread;
    private volatile boolean ended;

    AbandonedNames(RuntimeDirectory directory) {
        this.directory = directory;
        this.thread = Threads.daemon("sweep", this::sweep);
    }

    /** Begins to sweep a directory, beside what the caller goes on with. */
    public static AbandonedNames sweepBeside(RuntimeDirectory directory) {
        AbandonedNames names = new AbandonedNames(directory);
        names.thread.start();
        return names;
    }

    /** Deletes the files of each name whose lock nobody holds, while this process has it locked. Links are not followed. */
    void sweep() {
        for (ApplicationName name : names()) {
            if (ended) {
                return;
            }
            try {
                sweep(name);
            } catch (IOException failed) { // the next sweep tries again
                log.debug("Cannot sweep '{}' in {}", name, directory, failed);
            }
        }
    }

    /** Lets the name that is being swept be the last, and waits for that. Closing twice is a no-op. */
    @Override
    public void close() {
        ended = true;
        boolean interrupted = Thread.interrupted(); // an end that was interrupted before is an end all the same
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException now) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("The sweep of {} has not ended yet", directory);
        }
    }

    private void sweep(ApplicationName name) throws IOException {
        Path lock = directory.lockPath(name);
        if (isNoted(lock) && NameLock.whileFree(lock, () -> deleteFiles(name))) {
            log.debug("'{}' was left by a dead process: its files are deleted", name);
        }
    }

    /** The single-instance lock is taken before the name: one who starts may have it by now. */
    private void deleteFiles(ApplicationName name) throws IOException {
        EndpointPublisher.deleteStaleFiles(directory, name);
        Path instance = directory.instancePath(name);
        if (isNoted(instance)) {
            NameLock.whileFree(instance, () -> {});
        }
    }

    private static boolean isNoted(Path lock) throws IOException {
        return Files.isRegularFile(lock, NOFOLLOW_LINKS)
                && OwnerOnly.holds(lock)
                && NameLock.holder(lock).isPresent();
    }

    private List<ApplicationName> names() {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.takeWhile(file -> !ended)
                    .limit(MOST_FILES)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(RuntimeDirectory.LOCK_SUFFIX))
                    .map(file -> file.substring(0, file.length() - RuntimeDirectory.LOCK_SUFFIX.length()))
                    .filter(ApplicationName::isOne)
                    .limit(MOST_NAMES)
                    .map(ApplicationName::new)
                    .toList();
        } catch (IOException | UncheckedIOException failed) {
            log.debug("Cannot sweep {}", directory, failed);
            return List.of();
        }
    }
}
