package dev.covalent.common.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Starts processes, one at a time, and none while this process is short of descriptors.
 *
 * <p>A fork for which some are there but not enough fails with more than an error: JDK 17.0.15 then closes descriptor 0,
 * and the next time whatever has got that number since, such as the connection of a window that has nothing to do with it.
 *
 * <p>Thread-safe.
 */
final class Forks {
    /** Five pipes and what the new process opens before it is the program; the rest is for who opens some meanwhile. */
    private static final int NEEDED = 16;

    private static final Path NOTHING = Path.of("/dev/null");
    private static final Object ONE_AT_A_TIME = new Object();

    private Forks() {}

    /** Says that there are not enough descriptors. */
    static final class NoDescriptorsException extends IOException {
        private static final long serialVersionUID = 1;

        NoDescriptorsException(IOException cause) {
            super(
                    "this process has no descriptors left for it, which takes " + NEEDED
                            + ". Raise the limit (ulimit -n), or close some of what it has open.",
                    cause);
        }
    }

    /**
     * Starts a process.
     *
     * @throws NoDescriptorsException if this process is short of descriptors; nothing was started
     * @throws IOException if the system could not start it
     */
    static Process start(ProcessBuilder process) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            requireDescriptors();
            return process.start();
        }
    }

    private static void requireDescriptors() throws IOException {
        if (!Files.exists(NOTHING)) { // on Windows, where they do not run out
            return;
        }
        Deque<FileInputStream> opened = new ArrayDeque<>();
        try {
            while (opened.size() < NEEDED) {
                opened.push(new FileInputStream(NOTHING.toFile()));
            }
        } catch (IOException exhausted) {
            throw new NoDescriptorsException(exhausted);
        } finally {
            for (FileInputStream each : opened) {
                each.close();
            }
        }
    }
}
