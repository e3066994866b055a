package dev.covalent.common.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether processes have ended that need not be children of this one.
 *
 * <p>On Linux a process that has ended keeps its id until its parent asks how it ended, and some parents never do. Until
 * then {@link ProcessHandle} takes it for alive: what waits for the end of another's child looks here. It also takes every
 * process for ended while this one has no descriptor left to look with; here such a process has not ended as long as its
 * directory in {@code /proc} is there, which takes none.
 */
public final class ProcessEnd {
    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_AGAIN_MILLIS = 500;

    private ProcessEnd() {}

    /** Tells whether a process has ended, whether or not its parent knows. */
    public static boolean hasCome(ProcessHandle process) {
        Path directory = PROC.resolve(Long.toString(process.pid()));
        if (process.isAlive()) {
            return ProcStat.in(directory).map(ProcStat::isEndedProcess).orElse(false);
        }
        return !Files.exists(directory) || (ProcStat.in(directory).isPresent() && !process.isAlive());
    }

    /** Waits until a process has ended, and sees it within half a second. */
    public static void await(ProcessHandle process) throws InterruptedException {
        while (!hasCome(process)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS); // nothing tells the end of a process to others
        }
    }
}
