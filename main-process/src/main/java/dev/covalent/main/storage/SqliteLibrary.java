package dev.covalent.main.storage;

import dev.covalent.common.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library from a private directory.
 *
 * <p>The driver unpacks the library before it loads it, by default into the directory for temporary files, which may forbid
 * execution and is open to other users. A process that is killed leaves the unpacked file behind; so each process has a
 * directory of its own, named by its process id, and the next one removes those whose process is gone.
 *
 * <p>Thread-safe.
 */
final class SqliteLibrary {
    /** The driver's own system property; who sets it decides. */
    static final String PROPERTY = "org.sqlite.tmpdir";

    private static final Logger log = LoggerFactory.getLogger(SqliteLibrary.class);

    private SqliteLibrary() {}

    /**
     * Loads the library unless this process has done so.
     *
     * @throws StorageException if there is none for this platform, or it cannot be unpacked or loaded
     */
    static synchronized void load(UserDataDirectory directory) {
        if (System.getProperty(PROPERTY) == null) {
            Path place = directory.prepare(directory.path().resolve("native"));
            removeLeftovers(place);
            long pid = ProcessHandle.current().pid();
            System.setProperty(
                    PROPERTY,
                    directory.prepare(place.resolve(Long.toString(pid))).toString());
        }
        try {
            SQLiteJDBCLoader.initialize();
            removeOwnFile(directory);
        } catch (Exception | LinkageError failure) { // the driver declares no more than Exception
            throw new StorageException(
                    "SQLite's native library could not be loaded from " + System.getProperty(PROPERTY) + ": " + failure
                            + ". If that place forbids execution, choose another with -D" + PROPERTY + "=<directory>.",
                    failure);
        }
    }

    /** A loaded library does not need its file, where the system lets go of it; elsewhere the next process removes it. */
    private static void removeOwnFile(UserDataDirectory directory) {
        Path place = directory.path().resolve("native");
        Path own = place.resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            if (Files.isDirectory(own)) {
                remove(own);
            }
            Files.deleteIfExists(place); // fails while another process has files there
        } catch (IOException | SecurityException failure) {
            log.debug("SQLite's library stays in {}", own, failure);
        }
    }

    /** Removes what processes left that are gone; what cannot be removed waits for the next time. */
    static void removeLeftovers(Path place) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(place, "[0-9]*")) {
            for (Path process : processes) {
                if (isGone(process.getFileName().toString())) {
                    remove(process);
                }
            }
        } catch (IOException | SecurityException failure) {
            log.debug("Leftovers of SQLite's library in {} were not all removed", place, failure);
        }
    }

    private static boolean isGone(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    private static void remove(Path process) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process, "sqlite-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(process);
    }
}
