package dev.covalent.common.process;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The main class of a JVM that waits until a process has ended, and then starts a program in its place. */
public final class StartAfter {
    private StartAfter() {}

    /**
     * Waits, starts the program and ends.
     *
     * @param arguments the id of the process, and the command
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Optional<ProcessHandle> first = ProcessHandle.of(Long.parseLong(arguments[0]));
        if (first.isPresent()) {
            ProcessEnd.await(first.get());
        }
        Process unused =
                Forks.start(new ProcessBuilder(Arrays.asList(arguments).subList(1, arguments.length)).inheritIO());
    }
}
