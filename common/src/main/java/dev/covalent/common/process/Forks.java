package dev.covalent.common.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts processes, and none while this process is short of descriptors.
 *
 * <p>A fork for which some are there but not enough fails with more than an error: JDK 17.0.15 then closes descriptor 0,
 * and the next time whatever has got that number since, such as the connection of a window that has nothing to do with it.
 *
 * <p>What others that are being started may yet take counts as taken. Where there is too little for one more it waits for
 * them, but not for ever: a fork can hang for as long as the system likes.
 *
 * <p>Thread-safe.
 */
final class Forks {
    /** Five pipes and what the new process opens before it is the program; the rest is for who opens some meanwhile. */
    private static final int NEEDED = 16;

    private static final long WAIT_SECONDS = 5;
    private static final Path NOTHING = Path.of("/dev/null");
    private static final File OPEN = new File("/proc/self/fd");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern LIMIT = Pattern.compile("^Max open files +(\\d{1,9}) ", Pattern.MULTILINE);
    private static final Object LOCK = new Object();

    @GuardedBy("LOCK") private static int starting;

    private Forks() {}

    /** Says that there are not enough descriptors. */
    static final class NoDescriptorsException extends IOException {
        private static final long serialVersionUID = 1;

        NoDescriptorsException() {
            super("this process has no descriptors left for it, which takes " + NEEDED
                    + ". Raise the limit (ulimit -n), or close some of what it has open.");
        }
    }

    /**
     * Starts a process.
     *
     * @throws NoDescriptorsException if this process is short of descriptors; nothing was started
     * @throws IOException if the system could not start it
     */
    static Process start(ProcessBuilder process) throws IOException {
        begin();
        try {
            return process.start(); // without the lock: it returns when the child has become the program
        } finally {
            synchronized (LOCK) {
                starting--;
                LOCK.notifyAll();
            }
        }
    }

    private static void begin() throws IOException {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        synchronized (LOCK) {
            while (!areLeft(NEEDED * (starting + 1))) {
                long rest = last - System.nanoTime();
                if (starting == 0 || rest <= 0) {
                    throw new NoDescriptorsException();
                }
                await(rest);
            }
            starting++;
        }
    }

    @GuardedBy("LOCK") private static void await(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.timedWait(LOCK, nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for descriptors");
        }
    }

    /** Counts them where the system tells: to try how many can be opened takes them from those that are being started. */
    private static boolean areLeft(int count) throws IOException {
        String[] open = OPEN.list();
        Matcher limit = LIMIT.matcher(limits());
        if (open != null && limit.find()) {
            return Integer.parseInt(limit.group(1)) - (open.length - 1) >= count; // one was open to see the others
        }
        return !Files.exists(NOTHING) || canBeOpened(count); // there is none on Windows, where they do not run out
    }

    private static String limits() {
        try {
            return Files.readString(LIMITS);
        } catch (IOException absent) {
            return "";
        }
    }

    private static boolean canBeOpened(int count) throws IOException {
        Deque<FileInputStream> opened = new ArrayDeque<>();
        try {
            while (opened.size() < count) {
                opened.push(new FileInputStream(NOTHING.toFile()));
            }
            return true;
        } catch (IOException exhausted) {
            return false;
        } finally {
            for (FileInputStream each : opened) {
                each.close();
            }
        }
    }
}
