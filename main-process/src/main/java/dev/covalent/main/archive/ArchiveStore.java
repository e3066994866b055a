package dev.covalent.main.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archives in a directory that nobody else may write to.
 *
 * <p>A JVM crashes on an archive that was cut off (JDK 17 does), so the name of each says how long it is and what its
 * checksum is, and one that is otherwise is deleted. The name comes last, when all of it is there.
 *
 * <p>Thread-safe.
 */
final class ArchiveStore {
    static final int MAX_KEPT = 8;
    static final Duration UNUSED_LIMIT = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(ArchiveStore.class);
    private static final String SUFFIX = ".archive";
    private static final String UNFINISHED = ".part";
    private static final Duration UNFINISHED_LIMIT = Duration.ofHours(1);
    private static final int BUFFER = 1 << 16;

    private final Path directory;

    /** Archives whose checksum was right. */
    @GuardedBy("this") private final Set<Path> checked = new HashSet<>();

    ArchiveStore(Path directory) {
        this.directory = directory;
    }

    /** Finds an archive that is whole, and notes that it is used. */
    synchronized Optional<Path> find(ArchiveKey key) {
        try {
            for (Path archive : archives()) {
                if (archive.getFileName().toString().startsWith(key.digest() + "-") && isWhole(archive)) {
                    return Optional.of(archive);
                }
            }
        } catch (IOException failed) {
            log.debug("No class archive from {}", directory, failed);
        }
        return Optional.empty();
    }

    /** Deletes an archive that did not do. */
    synchronized void delete(Path archive) {
        checked.remove(archive);
        try {
            boolean unused = Files.deleteIfExists(archive);
        } catch (IOException inUse) { // where a file that is mapped cannot be deleted
            log.debug("{} stays", archive, inUse);
        }
    }

    /** Takes the right to make archives; absent if another process has it, or this one. */
    Optional<AutoCloseable> tryLock() throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            log.debug("This process makes an archive already");
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
    }

    /** Returns where an archive is to be made. */
    Path unfinished(ArchiveKey key) {
        return directory.resolve(key.digest() + "-" + ProcessHandle.current().pid() + UNFINISHED);
    }

    /** Gives a finished archive its name, and deletes those that are old or too many. */
    void publish(ArchiveKey key, Path finished) throws IOException {
        Path named = directory.resolve(key.digest() + "-" + Files.size(finished) + "-" + checksum(finished) + SUFFIX);
        Files.move(finished, named, StandardCopyOption.ATOMIC_MOVE);
        prune(Instant.now());
        log.info("Renderers start from {} from now on", named);
    }

    /** Deletes what was not used for long, and the oldest of what is too many. */
    void prune(Instant now) throws IOException {
        List<Path> newestFirst = new ArrayList<>(archives());
        newestFirst.sort(Comparator.comparing(ArchiveStore::lastUsed).reversed());
        for (int i = 0; i < newestFirst.size(); i++) {
            Path archive = newestFirst.get(i);
            if (i >= MAX_KEPT || lastUsed(archive).isBefore(now.minus(UNUSED_LIMIT))) {
                delete(archive);
            }
        }
        for (Path part : files(UNFINISHED)) { // of a process that was killed
            if (lastUsed(part).isBefore(now.minus(UNFINISHED_LIMIT))) {
                delete(part);
            }
        }
    }

    @GuardedBy("this") private boolean isWhole(Path archive) throws IOException {
        String[] parts = archive.getFileName().toString().split("[-.]", -1);
        if (parts.length != 4 || !parts[1].equals(Long.toString(Files.size(archive)))) {
            return isDamaged(archive);
        }
        if (!checked.contains(archive)) {
            if (!checksum(archive).equals(parts[2])) {
                return isDamaged(archive);
            }
            checked.add(archive);
            Files.setLastModifiedTime(archive, FileTime.from(Instant.now()));
        }
        return true;
    }

    private boolean isDamaged(Path archive) {
        log.warn("The class archive {} is damaged; it is deleted, and made again when there is time", archive);
        delete(archive);
        return false;
    }

    private List<Path> archives() throws IOException {
        return files(SUFFIX);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static Instant lastUsed(Path archive) {
        try {
            return Files.getLastModifiedTime(archive).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    private static String checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
