package dev.covalent.common.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Stops processes, as a debugger or a terminal does, and lets them go on, through the program {@code kill} where the system
 * has one. Thread-safe.
 */
public final class ProcessPause {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private ProcessPause() {}

    /**
     * Stops a process where it is. Its threads stop one by one: where the system tells of them, this returns when all have.
     *
     * @throws IllegalArgumentException if it is no process id: to the system 0 and less stand for groups of processes
     * @throws IOException if the system refuses it, has no such program, or the process has not stopped within 10 s
     */
    public static void stop(long pid) throws IOException {
        signal("-STOP", pid);
        Path threads = Path.of("/proc/" + pid + "/task");
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (runs(threads)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("Process " + pid + " has not stopped yet");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Tells whether any thread of a process does; none does where nothing tells. */
    private static boolean runs(Path threads) throws IOException {
        if (!Files.isDirectory(threads)) {
            return false;
        }
        try (Stream<Path> each = Files.list(threads)) {
            return each.flatMap(thread -> ProcStat.in(thread).stream()).anyMatch(thread -> !thread.isStopped());
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    /**
     * Lets a process go on that was stopped.
     *
     * @throws IllegalArgumentException if it is no process id
     * @throws IOException if the system refuses it, or has no such program
     */
    public static void resume(long pid) throws IOException {
        signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) throws IOException {
        if (pid < 1) {
            throw new IllegalArgumentException("process id " + pid);
        }
        String unused = SystemProgram.run(List.of("kill", signal, Long.toString(pid)));
    }
}
