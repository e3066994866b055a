package dev.covalent.main.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.endpoint.NameLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    private static final String DOUBTS = ".doubts";
    private static final int BUFFER = 1 << 16;

    private final Path directory;

    /** Archives whose checksum was right. */
    @GuardedBy("this") private final Set<Path> checked = new HashSet<>();

    ArchiveStore(Path directory) {
        this.directory = directory;
    }

    /** Finds an archive that is whole and that nobody doubts, and notes that it is used. */
    synchronized Optional<Path> find(ArchiveKey key) {
        try {
            for (Path archive : archives(key)) {
                if (!isDoubted(archive) && isWhole(archive)) {
                    return Optional.of(archive);
                }
            }
        } catch (IOException failed) {
            log.debug("No class archive from {}", directory, failed);
        }
        return Optional.empty();
    }

    /** Finds an archive from which a renderer did not start. */
    Optional<Path> doubted(ArchiveKey key) throws IOException {
        return archives(key).stream().filter(ArchiveStore::isDoubted).findFirst();
    }

    /**
     * Notes that a renderer did not start from an archive, for which there may be many reasons: nobody uses it until it was
     * tried.
     */
    void doubt(Path archive) {
        try {
            if (Files.exists(archive)) {
                Files.write(doubts(archive), new byte[0]);
            }
        } catch (IOException failed) {
            log.debug("Others will start from {}, too", archive, failed);
        }
    }

    /** Notes that a doubted archive does. */
    void trust(Path archive) throws IOException {
        Files.deleteIfExists(doubts(archive));
    }

    /** Deletes an archive that did not do. */
    synchronized void delete(Path archive) {
        checked.remove(archive);
        try {
            boolean unused = Files.deleteIfExists(archive);
            trust(archive);
        } catch (IOException inUse) { // where a file that is mapped cannot be deleted
            log.debug("{} stays", archive, inUse);
        }
    }

    /** Takes the right to make archives; absent if another process has it, or this one. */
    Optional<NameLock> tryLock() throws IOException {
        return NameLock.tryAcquire(directory.resolve("lock"));
    }

    /** Returns where an archive is to be made. */
    Path unfinished(ArchiveKey key) {
        return directory.resolve(key.digest() + "-" + ProcessHandle.current().pid() + UNFINISHED);
    }

    /** Returns where JVMs that make an archive run. */
    static Path workPlace(Path unfinished) {
        return unfinished.resolveSibling("work-" + unfinished.getFileName());
    }

    /** Deletes what processes that were killed left unfinished, unless an archive is being made. */
    void sweep() {
        try {
            if (files(UNFINISHED).isEmpty()) {
                return;
            }
            Optional<NameLock> lock = tryLock();
            if (lock.isPresent()) {
                try (NameLock held = lock.get()) {
                    log.debug("Deleting what is unfinished, under {}", held);
                    deleteUnfinished();
                }
            }
        } catch (IOException failed) {
            log.debug("What is unfinished in {} stays", directory, failed);
        }
    }

    /** Deletes all that is unfinished; only whoever has the lock may make an archive, so it is nobody's. */
    void deleteUnfinished() throws IOException {
        for (Path part : files(UNFINISHED)) {
            deleteTree(part);
        }
    }

    /** Deletes a file, or a directory with all that is in it. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Gives a finished archive its name, and deletes those that are old or too many. */
    void publish(ArchiveKey key, Path finished) throws IOException {
        Path named = directory.resolve(key.digest() + "-" + Files.size(finished) + "-" + checksum(finished) + SUFFIX);
        Files.move(finished, named, StandardCopyOption.ATOMIC_MOVE);
        trust(named);
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

    private static boolean isDoubted(Path archive) {
        return Files.exists(doubts(archive));
    }

    private static Path doubts(Path archive) {
        return archive.resolveSibling(archive.getFileName() + DOUBTS);
    }

    private List<Path> archives(ArchiveKey key) throws IOException {
        return archives().stream()
                .filter(file -> file.getFileName().toString().startsWith(key.digest() + "-"))
                .toList();
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
