package dev.covalent.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary directory with everything that the demo writes, deleted when it ends.
 *
 * <p>Immutable.
 */
final class DemoDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DemoDirectory.class);

    private final Path path;

    private DemoDirectory(Path path) {
        this.path = path;
    }

    /** Creates it, for its owner alone. */
    static DemoDirectory create() {
        try {
            return new DemoDirectory(Files.createTempDirectory("covalent-demo-"));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The demo needs a temporary directory and cannot make one: " + failed.getMessage(), failed);
        }
    }

    /** Returns where the application keeps its data. */
    Path userData() {
        return path.resolve("data");
    }

    /** Returns where its processes find each other. */
    Path runtime() {
        return path.resolve("run");
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
}
