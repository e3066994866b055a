package dev.covalent.common.process;

import java.io.IOException;
import java.util.List;

/**
 * Stops processes, as a debugger or a terminal does, and lets them go on, through the program {@code kill} where the system
 * has one. Thread-safe.
 */
public final class ProcessPause {
    private ProcessPause() {}

    /**
     * Stops a process where it is. Its threads stop one by one, which may take until after this has returned.
     *
     * @throws IllegalArgumentException if it is no process id: to the system 0 and less stand for groups of processes
     * @throws IOException if the system refuses it, or has no such program
     */
    public static void stop(long pid) throws IOException {
        signal("-STOP", pid);
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
        SystemProgram.run(List.of("kill", signal, Long.toString(pid)));
    }
}
