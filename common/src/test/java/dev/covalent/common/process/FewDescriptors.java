package dev.covalent.common.process;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * All descriptors that a process may still open, but for a few; for processes that {@link #java} has limited, on Linux and
 * its like.
 *
 * <p>Not thread-safe.
 */
public final class FewDescriptors implements Closeable {
    private final Deque<FileInputStream> taken = new ArrayDeque<>();

    private FewDescriptors() {}

    /** Makes a program in a directory that is a {@code java} with a low limit. */
    public static Path java(Path directory) throws IOException {
        Path program = directory.resolve("java-of-few-descriptors");
        Files.writeString(program, "#!/bin/sh\nulimit -n 100\nexec '" + JvmCommand.ownJava() + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    /** What a process does while it has few. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    /** Does something while there are so many left. */
    public static void with(int left, Work work) throws Exception {
        try (FewDescriptors few = takeAll()) {
            few.free(left);
            work.run();
        }
    }

    private static FewDescriptors takeAll() {
        FewDescriptors few = new FewDescriptors();
        try {
            while (few.taken.size() < 1000) {
                few.taken.push(new FileInputStream("/dev/null"));
            }
        } catch (IOException exhausted) {
            return few;
        }
        throw new IllegalStateException("This process has no low limit: start it with FewDescriptors.java");
    }

    private void free(int count) throws IOException {
        for (int freed = 0; freed < count; freed++) {
            taken.pop().close();
        }
    }

    @Override
    public void close() throws IOException {
        free(taken.size());
    }
}
