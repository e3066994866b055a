package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a lock, which this process has locked until it closes it.
 *
 * <p>Two bytes of it are locked. One is its holder's for as long as it has the lock. The other everybody locks first, and
 * keeps while it tries the holder's; who only looks, or deletes what a dead holder left, keeps both. So whoever has that one
 * and is refused the holder's was refused by a holder, and nobody is taken for one who is not. For the same reason
 * whoever has both gives the holder's up first.
 *
 * <p>Whoever holds the lock deletes the file before giving it up, so nothing is left behind. Another process may have the
 * deleted file open and lock that, while a third creates a new one: so a lock counts only if the file that was locked is
 * still the one at the path. The identity of a file at a path does not tell that, as a new one gets that of a deleted one:
 * the file at the path is opened once more, and is the same if this JVM cannot lock that byte of it again. It stays open,
 * as the system's locks go with the first channel that is closed. Where the system has no identity of files (Windows), the
 * file stays.
 *
 * <p>Not thread-safe: one process must not have the same file open twice.
 */
final class LockFile implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(LockFile.class);

    /** Far behind the text: on Windows a locked byte cannot be read by others. */
    private static final long HELD_BYTE = 1L << 30;

    private static final long TRIED_BYTE = HELD_BYTE + 1;

    private final Path path;
    private final FileChannel channel;
    private final FileChannel witness;
    private final FileLock tried;
    private final FileLock held;

    private LockFile(Path path, FileChannel channel, FileChannel witness, FileLock tried, FileLock held) {
        this.path = path;
        this.channel = channel;
        this.witness = witness;
        this.tried = tried;
        this.held = held;
    }

    /**
     * What came of trying: the file, if it is locked now, and whether it has a holder. If neither, another process tried it
     * at that moment, or deleted it: trying again tells more.
     */
    record Attempt(@Nullable LockFile locked, boolean isHeld) {
        static final Attempt HELD = new Attempt(null, true);
        private static final Attempt UNDECIDED = new Attempt(null, false);
    }

    /** Tries to lock the file at a path, which is created if there is none. */
    static Attempt create(Path path) throws IOException {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            try {
                Files.createFile(path, OwnerOnly.fileAttributes(path));
            } catch (FileAlreadyExistsException expected) {
                log.debug("{} was created by somebody else at this moment", path);
            }
        }
        return open(path);
    }

    /** Tries to lock the file at a path; if there is none, nothing is decided. */
    static Attempt open(Path path) throws IOException {
        FileChannel opened = null;
        Attempt attempt = Attempt.UNDECIDED;
        try {
            opened = FileChannel.open(path, WRITE, NOFOLLOW_LINKS);
            attempt = lock(path, opened);
        } catch (NoSuchFileException expected) {
            log.debug("{} was given up by its holder at this moment", path);
        } finally {
            if (opened != null && attempt.locked() == null) {
                opened.close();
            }
        }
        return attempt;
    }

    private static Attempt lock(Path path, FileChannel channel) throws IOException {
        FileLock tried = channel.tryLock(TRIED_BYTE, 1, false);
        if (tried == null) {
            return Attempt.UNDECIDED;
        }
        FileLock held = channel.tryLock(HELD_BYTE, 1, false);
        FileChannel witness = null;
        LockFile locked = null;
        try {
            witness = FileChannel.open(path, WRITE, NOFOLLOW_LINKS);
            if (!isTriedByThisJvm(witness)) {
                return Attempt.UNDECIDED;
            }
            if (held == null) {
                return Attempt.HELD;
            }
            locked = new LockFile(path, channel, witness, tried, held);
            return new Attempt(locked, false);
        } finally {
            if (locked == null) {
                giveUp(held, witness);
            }
        }
    }

    private static boolean isTriedByThisJvm(FileChannel channel) throws IOException {
        try {
            FileLock unused = channel.tryLock(TRIED_BYTE, 1, false); // given up with the channel
            return false;
        } catch (OverlappingFileLockException here) {
            return true;
        }
    }

    private static void giveUp(@Nullable FileLock held, @Nullable FileChannel witness) throws IOException {
        try (witness) {
            if (held != null) {
                held.release();
            }
        }
    }

    /** Notes this process as the holder, which it is to others from now on. */
    void hold() throws IOException {
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        tried.release();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Deletes the file while it is locked. */
    void delete() throws IOException {
        try {
            if (identity(path) != null) {
                Files.delete(path);
            }
        } catch (NoSuchFileException expected) {
            log.debug("{} was deleted by somebody else", path);
        }
    }

    /** Gives the lock up; the file stays. Closing the channel alone would give the two bytes up in the order of locking. */
    @Override
    public void close() throws IOException {
        try (channel;
                witness) {
            if (held.isValid()) {
                held.release();
            }
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS)
                .fileKey();
    }
}
