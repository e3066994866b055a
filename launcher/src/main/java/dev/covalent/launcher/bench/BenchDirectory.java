package dev.covalent.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory with everything that the benchmark's processes write, deleted when it ends. Immutable. */
final class BenchDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BenchDirectory.class);

    private static final long LOOK_MILLIS = 50;

    private final Path path;

    private BenchDirectory(Path path) {
        this.path = path;
    }

    /** Creates it, for its owner alone. */
    static BenchDirectory create() {
        try {
            BenchDirectory directory = new BenchDirectory(Files.createTempDirectory("covalent-bench-"));
            Files.createDirectory(directory.temporaryFiles());
            return directory;
        } catch (IOException failed) {
            throw new BenchException(
                    "The benchmark needs a temporary directory and cannot make one: " + failed.getMessage(), failed);
        }
    }

    /** Returns the flags that keep a JVM's files in it. */
    String[] flags() {
        return new String[] {
            "-Dcovalent.runtimeDir=" + path.resolve("run"),
            "-Dcovalent.userData=" + path.resolve("data"),
            "-Dcovalent.archiveDir=" + archives(),
            "-Djava.io.tmpdir=" + temporaryFiles()
        };
    }

    /** Waits until the class archive is there from which renderers start; tells whether it came in time. */
    boolean awaitArchive(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!hasArchive()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }

    private boolean hasArchive() {
        try (Stream<Path> archives = Files.list(archives())) {
            return archives.anyMatch(file -> file.toString().endsWith(".archive"));
        } catch (IOException | UncheckedIOException notYet) {
            log.debug("No class archive yet", notYet);
            return false;
        }
    }

    @Override
    public void close() {
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException failed) {
            log.warn("{} could not be deleted: delete it by hand", path, failed);
        }
    }

    private Path archives() {
        return path.resolve("archives");
    }

    private Path temporaryFiles() {
        return path.resolve("tmp");
    }
}
