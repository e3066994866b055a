package dev.covalent.common.endpoint;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.live.VersionFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the name of an application for this process, and tells others where it listens.
 *
 * <pre>
 *   ACQUIRED --- [the caller binds] {@link #publish} ---> PUBLISHED --- {@link #close} ---> CLOSED
 * </pre>
 *
 * <p>The system's lock decides who holds a name, not the process id in a file: the lock goes with the process, even one
 * that was killed, and cannot be taken for another's.
 *
 * <p>Thread-safe.
 */
public final class EndpointPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EndpointPublisher.class);

    private final ApplicationName name;
    private final DescriptorFile file;
    private final Path versions;
    private final NameLock nameLock;
    private final Object lock = new Object();

    @GuardedBy("lock") private byte @Nullable [] published;

    @GuardedBy("lock") private boolean closed;

    private EndpointPublisher(ApplicationName name, DescriptorFile file, Path versions, NameLock nameLock) {
        this.name = name;
        this.versions = versions;
        this.file = file;
        this.nameLock = nameLock;
    }

    /**
     * Takes a name, and deletes the descriptor and the socket that a dead process of that name left.
     *
     * @throws EndpointInUseException if a live process, or another publisher of this one, holds the name
     * @throws UncheckedIOException if the runtime directory cannot be written
     */
    public static EndpointPublisher acquire(RuntimeDirectory directory, String name) {
        ApplicationName checked = new ApplicationName(name);
        Path lockPath = directory.lockPath(checked);
        try {
            NameLock nameLock = NameLock.tryAcquire(lockPath).orElseThrow(() -> inUse(checked, lockPath));
            return withoutStaleFiles(directory, checked, nameLock);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Cannot take the name '" + name + "' in " + directory + ": " + failed
                            + ". Check that the directory is writable and its disk not full.",
                    failed);
        }
    }

    /**
     * Tells others where this process listens; it must listen already. Publishing again replaces what was told.
     *
     * @throws IllegalArgumentException if the descriptor has another name
     * @throws IllegalStateException if this publisher is closed
     * @throws UncheckedIOException if the descriptor cannot be written; an earlier one stays
     */
    public void publish(EndpointDescriptor descriptor) {
        if (!descriptor.name().equals(name.value())) {
            throw new IllegalArgumentException("The descriptor is for '" + descriptor.name() + "', but '" + name
                    + "' was acquired. Use one name for both.");
        }
        byte[] text = DescriptorText.format(descriptor);
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("The publisher of '" + name + "' is closed. Acquire the name again.");
            }
            try {
                file.write(text);
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "Cannot write " + file.path() + ": " + failed
                                + ". Check that the directory is writable and its disk not full.",
                        failed);
            }
            published = text;
        }
        log.info("Application '{}' can be reached at {}", name, descriptor.address());
    }

    /**
     * Makes the file in which the versions of shared objects are told to those who have copies of them; it is deleted when
     * this is closed.
     *
     * @throws IllegalStateException if this publisher is closed
     * @throws IOException if the file cannot be made
     */
    public VersionFile newVersionFile() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("The publisher of '" + name + "' is closed. Acquire the name again.");
            }
            return VersionFile.create(versions, OwnerOnly.fileAttributes(versions));
        }
    }

    /** Deletes the descriptor, if it is still the one that was published here, and gives the name up. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            try (NameLock last = nameLock) {
                log.debug("Giving up {}", last);
                deleteVersions(versions);
                if (published != null) {
                    file.deleteIfItHolds(published);
                }
            } catch (IOException failed) { // the next start deletes what is left
                log.warn("Cannot delete {}", file.path(), failed);
            }
        }
    }

    private static EndpointPublisher withoutStaleFiles(
            RuntimeDirectory directory, ApplicationName name, NameLock nameLock) throws IOException {
        try {
            deleteStaleFiles(directory, name);
            DescriptorFile file = new DescriptorFile(directory.descriptorPath(name));
            return new EndpointPublisher(name, file, directory.versionsPath(name), nameLock);
        } catch (IOException | RuntimeException failed) {
            nameLock.close();
            throw failed;
        }
    }

    /** Deletes what a dead process has left; the caller has the lock of the name locked. */
    static void deleteStaleFiles(RuntimeDirectory directory, ApplicationName name) throws IOException {
        new DescriptorFile(directory.descriptorPath(name)).delete();
        deleteVersions(directory.versionsPath(name));
        Path socket = directory.socketPath(name.value()).orElse(null);
        if (socket != null) {
            Files.deleteIfExists(socket);
        }
    }

    /** Where it cannot be deleted because somebody has it mapped still (on Windows), live objects are not local. */
    private static void deleteVersions(Path versions) {
        try {
            Files.deleteIfExists(versions);
        } catch (IOException failed) {
            log.warn("Cannot delete {}; the next start tries again", versions, failed);
        }
    }

    private static EndpointInUseException inUse(ApplicationName name, Path lockPath) {
        OptionalLong holder;
        try {
            holder = NameLock.holder(lockPath);
        } catch (IOException unreadable) {
            log.debug("Cannot tell who holds {}", lockPath, unreadable);
            holder = OptionalLong.empty();
        }
        String who = holder.isPresent() ? "pid " + holder.getAsLong() : "pid unknown";
        return new EndpointInUseException("An application named '" + name + "' is already running (" + who
                + ") and holds " + lockPath + ". Quit it, or start this one under another name.");
    }
}
