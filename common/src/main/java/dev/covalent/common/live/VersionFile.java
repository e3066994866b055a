package dev.covalent.common.live;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.Set;

/**
 * Version numbers of what one process changes and others have copies of, in a file that all of them have mapped into their
 * memory: who changes something first writes its new version here, so a reader whose copy has the version that it finds
 * here has the latest, at the moment it looks. Nobody waits for anybody, and a reader that was stopped learns it all the
 * same when it goes on.
 *
 * <p>There are {@value #SLOTS} numbers, each in a cache line of its own. No data is in the file.
 *
 * <p>Thread-safe, between processes too.
 */
public final class VersionFile {
    /** How many numbers there are. */
    public static final int SLOTS = 8_192;

    /** Stands in the place of a version of what is no more, or whose copies are kept up to date no more. */
    public static final long ENDED = -1;

    private static final int SLOT_BYTES = 64;
    private static final int BYTES = SLOTS * SLOT_BYTES;
    private static final VarHandle VERSION =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Path path;
    private final ByteBuffer mapped;

    private VersionFile(Path path, MappedByteBuffer mapped) {
        this.path = path;
        this.mapped = mapped;
    }

    /**
     * Makes the file, full of zeros, in place of one that a dead process left.
     *
     * @param path where it is to be
     * @param attributes what to make it with
     * @throws IOException if it cannot be made or mapped; nothing stays behind
     */
    public static VersionFile create(Path path, FileAttribute<?>... attributes) throws IOException {
        Files.deleteIfExists(path); // who has that one mapped keeps it
        try (FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                attributes)) {
            ByteBuffer zeros = ByteBuffer.allocate(BYTES);
            while (zeros.hasRemaining()) { // a hole for which the disk has no room later would end the process
                channel.write(zeros);
            }
            return new VersionFile(path, channel.map(MapMode.READ_WRITE, 0, BYTES));
        } catch (IOException failed) {
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    /**
     * Opens the file of another process, to be read.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it has another size, or cannot be mapped
     */
    public static VersionFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != BYTES) {
                throw new IOException(path + " has " + channel.size() + " bytes, and not " + BYTES
                        + ": both processes must use the same version of Covalent");
            }
            return new VersionFile(path, channel.map(MapMode.READ_ONLY, 0, BYTES));
        }
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    /**
     * Returns a version.
     *
     * @throws IndexOutOfBoundsException if there is no such slot
     */
    public long get(int slot) {
        return (long) VERSION.getVolatile(mapped, offset(slot));
    }

    /**
     * Writes a version; when this returns, every process reads it.
     *
     * @throws IndexOutOfBoundsException if there is no such slot
     * @throws java.nio.ReadOnlyBufferException if the file is another process's
     */
    public void set(int slot, long version) {
        VERSION.setVolatile(mapped, offset(slot), version);
    }

    private static int offset(int slot) {
        return Objects.checkIndex(slot, SLOTS) * SLOT_BYTES;
    }
}
