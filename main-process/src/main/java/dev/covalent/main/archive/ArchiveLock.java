package dev.covalent.main.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to make archives in a directory, and to delete what is unfinished there: one JVM's at a time, and within it
 * one holder's. The system takes it back when the process ends, however that happens.
 *
 * <p>The system's locks belong to the process: to open and close the file once more would give up the one that it has. So
 * a directory that is locked here is not tried again.
 */
final class ArchiveLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel file;

    private ArchiveLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /** Takes it; absent if another process has it, or this one. */
    static Optional<ArchiveLock> tryAcquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            return Optional.empty();
        }
        ArchiveLock acquired = null;
        try {
            acquired = lock(real);
        } finally {
            if (acquired == null) {
                HELD_HERE.remove(real);
            }
        }
        return Optional.ofNullable(acquired);
    }

    private static @Nullable ArchiveLock lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = file.tryLock() != null;
        } finally {
            if (!locked) {
                file.close();
            }
        }
        return locked ? new ArchiveLock(directory, file) : null;
    }

    /** Gives it up. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
