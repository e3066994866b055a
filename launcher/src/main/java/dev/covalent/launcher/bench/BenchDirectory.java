package dev.covalent.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory with everything that the benchmark's processes write, deleted when it ends. Immutable. */
final class BenchDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BenchDirectory.class);

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
            "-Djava.io.tmpdir=" + temporaryFiles()
        };
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

    private Path temporaryFiles() {
        return path.resolve("tmp");
    }
}
