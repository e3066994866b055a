package dev.covalent.common.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single-instance lock of an application: later instances are handed over to the process that has it.
 *
 * <p>It is not the lock of the name, which whoever listens under that name has until it ends: this one can be given up
 * before. The system keeps it, and frees it when the process ends, however that happens.
 *
 * <p>Thread-safe.
 */
public final class InstanceLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InstanceLock.class);

    private final NameLock lock;

    private InstanceLock(NameLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock; absent if another process, or this one, has it.
     *
     * @throws IllegalArgumentException if no application can have that name
     * @throws UncheckedIOException if the runtime directory cannot be written
     */
    public static Optional<InstanceLock> tryTake(RuntimeDirectory directory, String name) {
        Path path = directory.instancePath(new ApplicationName(name));
        try {
            return NameLock.tryAcquire(path).map(InstanceLock::new);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Cannot lock " + path + ": " + failed
                            + ". Check that the directory is writable and its disk not full.",
                    failed);
        }
    }

    /** Returns the process that has the lock; absent if none has it or that cannot be told. */
    public static OptionalLong holder(RuntimeDirectory directory, String name) {
        Path path = directory.instancePath(new ApplicationName(name));
        try {
            return NameLock.holder(path);
        } catch (IOException unreadable) {
            log.debug("Cannot tell who holds {}", path, unreadable);
            return OptionalLong.empty();
        }
    }

    /** Gives the lock up. Closing twice is a no-op. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failed) { // the lock itself goes with its channel, or with the process
            log.warn("Cannot delete {}", lock, failed);
        }
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
