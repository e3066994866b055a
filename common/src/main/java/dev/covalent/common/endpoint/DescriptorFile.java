package dev.covalent.common.endpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * The file that a descriptor is published in: complete, or not there.
 *
 * <p>Not thread-safe: the writer holds the lock of the name.
 */
final class DescriptorFile {
    static final String SUFFIX = ".endpoint";

    private final Path path;
    private final Path unfinished;

    DescriptorFile(Path path) {
        this.path = path;
        this.unfinished = path.resolveSibling("." + path.getFileName() + ".tmp");
    }

    Path path() {
        return path;
    }

    /** Reads as much as a descriptor may have, and one byte more if there is more. */
    byte[] read() throws IOException {
        boolean regular = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS)
                .isRegularFile();
        if (!regular) { // opening a pipe would wait for its writer
            throw new IOException("not a regular file");
        }
        try (InputStream in = Files.newInputStream(path, NOFOLLOW_LINKS)) {
            return in.readNBytes(DescriptorText.MAX_BYTES + 1);
        }
    }

    void write(byte[] text) throws IOException {
        Files.deleteIfExists(unfinished);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel file = FileChannel.open(unfinished, options, OwnerOnly.fileAttributes(unfinished))) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        Files.deleteIfExists(unfinished);
        Files.deleteIfExists(path);
    }

    void deleteIfItHolds(byte[] text) throws IOException {
        if (Files.exists(path, NOFOLLOW_LINKS) && Arrays.equals(read(), text)) {
            Files.delete(path);
        }
    }
}
