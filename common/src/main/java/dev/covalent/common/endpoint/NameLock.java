package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of a name, or of what else one process at a time may do, held by the system until it is closed or the process
 * ends, however that happens.
 *
 * <p>The system's locks belong to the process: a second one from the same JVM would be refused with another exception,
 * and merely opening and closing the file a second time would give the first lock up. So the locks of this JVM are
 * noted, and a file that is locked by us is never opened again; one lock of the JVM keeps the two together.
 *
 * <p>Thread-safe.
 */
public final class NameLock implements AutoCloseable {
    private static final Object LOCK = new Object();

    /** The channels keep the locks: one that nobody refers to is closed by the garbage collector. */
    @GuardedBy("LOCK") private static final Map<Path, LockFile> HELD_HERE = new HashMap<>();

    private static final int MAX_TEXT = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path path;
    private final LockFile file;

    private NameLock(Path path, LockFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Takes the lock and notes this process as its holder; absent if another process, or this one, holds it. One that only
     * looks, or deletes what a dead holder left, is waited for.
     *
     * @param path the file of the lock, which is there as long as it is held
     * @throws IOException if the file cannot be written, or others look at it all the time
     */
    public static Optional<NameLock> tryAcquire(Path path) throws IOException {
        Path real = realPath(path);
        long start = System.nanoTime();
        while (true) {
            synchronized (LOCK) {
                LockFile.Attempt attempt = HELD_HERE.containsKey(real) ? LockFile.Attempt.HELD : LockFile.create(real);
                if (attempt.locked() != null) {
                    return Optional.of(hold(real, attempt.locked()));
                }
                if (attempt.isHeld()) {
                    return Optional.empty();
                }
            }
            pause(real, start);
        }
    }

    /** Tells whether some process holds the lock. If none does, this one has it locked while it looks. */
    static boolean isHeld(Path path) throws IOException {
        Path real = realPath(path);
        long start = System.nanoTime();
        while (Files.exists(real, NOFOLLOW_LINKS)) {
            synchronized (LOCK) {
                if (HELD_HERE.containsKey(real)) {
                    return true;
                }
                LockFile.Attempt attempt = LockFile.open(real);
                if (attempt.locked() != null) {
                    attempt.locked().close();
                    return false;
                }
                if (attempt.isHeld()) {
                    return true;
                }
            }
            pause(real, start);
        }
        return false;
    }

    /** What is done with the files of a name that is nobody's. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does some work, if nobody holds the lock and nobody else tries it; nobody gets it meanwhile. The file of the lock is
     * deleted then; it stays if the work fails.
     *
     * @return false if nothing was done
     */
    static boolean whileFree(Path path, Work work) throws IOException {
        Path real = realPath(path);
        synchronized (LOCK) {
            LockFile locked =
                    HELD_HERE.containsKey(real) ? null : LockFile.open(real).locked();
            if (locked == null) {
                return false;
            }
            try (locked) {
                work.run();
                locked.delete();
            }
            return true;
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
            if (file.isOpen()) {
                HELD_HERE.remove(path);
                try (file) {
                    file.delete();
                }
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @GuardedBy("LOCK") private static NameLock hold(Path path, LockFile locked) throws IOException {
        try {
            locked.hold();
        } catch (IOException failed) {
            locked.close();
            throw failed;
        }
        HELD_HERE.put(path, locked);
        return new NameLock(path, locked);
    }

    private static void pause(Path path, long start) throws IOException {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
            throw new IOException("other processes look at " + path + " all the time");
        }
        LockSupport.parkNanos(PAUSE_NANOS); // it is another process that looks; nothing can wake us
    }

    /** One name for one file, whatever links lead to its directory. */
    private static Path realPath(Path path) throws IOException {
        return path.resolveSibling(".").toRealPath().resolve(path.getFileName());
    }
}
