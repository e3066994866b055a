package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a name, held by the system until it is closed or the process ends, however that happens.
 *
 * <p>The system's locks belong to the process: a second one from the same JVM would be refused with another exception,
 * and merely opening and closing the file a second time would give the first lock up. So the locks of this JVM are
 * noted, and a file that is locked by us is never opened again; one lock of the JVM keeps the two together.
 *
 * <p>Whoever holds the lock deletes the file before giving it up, so nothing is left behind. Another process may have the
 * deleted file open and lock that, while a third creates a new one: so a lock counts only if the file that was locked is
 * still the one at the path. Where the system has no identity of files to compare (Windows), the file stays.
 *
 * <p>Thread-safe.
 */
final class NameLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NameLock.class);
    private static final Object LOCK = new Object();

    /** The channels keep the locks: one that nobody refers to is closed by the garbage collector. */
    @GuardedBy("LOCK") private static final Map<Path, FileChannel> HELD_HERE = new HashMap<>();

    /** Far behind the text: on Windows a locked byte cannot be read by others. */
    private static final long LOCKED_BYTE = 1L << 30;

    private static final int MAX_TEXT = 20;
    private static final int ATTEMPTS = 100;

    private final Path path;
    private final FileChannel channel;

    private NameLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock and notes this process as its holder; absent if another process, or this one, holds it. */
    static Optional<NameLock> tryAcquire(Path path) throws IOException {
        Path real = realPath(path);
        synchronized (LOCK) {
            FileChannel channel = HELD_HERE.containsKey(real) ? null : lock(real);
            if (channel == null) {
                return Optional.empty();
            }
            noteHolder(channel);
            HELD_HERE.put(real, channel);
            return Optional.of(new NameLock(real, channel));
        }
    }

    /** Tells whether some process holds the lock. If none does, this one holds it while it looks. */
    static boolean isHeld(Path path) throws IOException {
        Path real = realPath(path);
        synchronized (LOCK) {
            if (HELD_HERE.containsKey(real)) {
                return true;
            }
            FileChannel channel = lock(real);
            if (channel != null) {
                giveUp(real, channel);
            }
            return channel == null;
        }
    }

    /** Returns who noted itself as the holder; absent if that cannot be told. */
    static OptionalLong holder(Path path) throws IOException {
        Path real = realPath(path);
        synchronized (LOCK) {
            if (HELD_HERE.containsKey(real)) {
                return OptionalLong.of(ProcessHandle.current().pid());
            }
            try (FileChannel file = FileChannel.open(real, READ, NOFOLLOW_LINKS)) {
                ByteBuffer text = ByteBuffer.allocate(MAX_TEXT);
                file.read(text);
                return OptionalLong.of(
                        Long.parseLong(new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII)));
            } catch (NumberFormatException beingWritten) {
                return OptionalLong.empty();
            }
        }
    }

    /** Gives the lock up. Closing twice is a no-op. */
    @Override
    public void close() throws IOException {
        synchronized (LOCK) {
            if (channel.isOpen()) {
                HELD_HERE.remove(path);
                giveUp(path, channel);
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Locks the file at a path; null if another process has it locked. */
    private static @Nullable FileChannel lock(Path path) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            create(path);
            try {
                Object before = identity(path);
                FileChannel channel = FileChannel.open(path, WRITE, NOFOLLOW_LINKS);
                if (!tryLock(channel)) {
                    return null;
                }
                if (Objects.equals(before, identity(path))) {
                    return channel;
                }
                channel.close();
            } catch (NoSuchFileException expected) {
                log.debug("{} was given up by its holder at this moment", path);
            }
        }
        throw new IOException(path + " was replaced " + ATTEMPTS + " times while it was being locked");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        boolean locked = false;
        try {
            locked = channel.tryLock(LOCKED_BYTE, 1, false) != null;
            return locked;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createFile(path, OwnerOnly.fileAttributes(path));
        } catch (FileAlreadyExistsException expected) {
            log.debug("{} was created by somebody else at this moment", path);
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void giveUp(Path path, FileChannel locked) throws IOException {
        try (locked) {
            if (identity(path) != null) {
                Files.delete(path);
            }
        } catch (NoSuchFileException expected) {
            log.debug("{} was deleted by somebody else", path);
        }
    }

    private static void noteHolder(FileChannel channel) throws IOException {
        try {
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /** One name for one file, whatever links lead to its directory. */
    private static Path realPath(Path path) throws IOException {
        return path.resolveSibling(".").toRealPath().resolve(path.getFileName());
    }
}
