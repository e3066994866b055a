package dev.covalent.common.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which processors a process may run on, through the program {@code taskset} where the system has one.
 *
 * <p>It moves every thread that the process has, and a thread made later runs where the one that made it does. A JVM goes
 * on believing in the number of processors it was started with.
 *
 * <p>Thread-safe.
 */
public final class CpuAffinity {
    private static final Logger log = LoggerFactory.getLogger(CpuAffinity.class);
    private static final String PROGRAM = "taskset";
    /** For as long it is tried again where threads come and go. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Pattern LIST = Pattern.compile("affinity list: ([0-9,-]+)");

    private CpuAffinity() {}

    /** Returns the processors that this process may run on, lowest first; empty where that can be neither told nor set. */
    public static List<Integer> allowed() {
        try {
            Matcher list = LIST.matcher(SystemProgram.run(List.of(
                    PROGRAM, "-c", "-p", Long.toString(ProcessHandle.current().pid()))));
            return list.find() ? processors(list.group(1)) : List.of();
        } catch (IOException absent) {
            log.debug("Processes cannot be pinned to processors here", absent);
            return List.of();
        }
    }

    /**
     * Lets a process run on these processors and no others.
     *
     * @throws IOException if the system refuses it, or has no such program
     */
    public static void set(long pid, List<Integer> processors) throws IOException {
        if (processors.isEmpty()) {
            throw new IllegalArgumentException("A process needs a processor to run on");
        }
        String list = processors.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> command = List.of(PROGRAM, "-a", "-c", "-p", list, Long.toString(pid));
        SystemProgram.Outcome outcome = SystemProgram.complaints(command);
        long start = System.nanoTime();
        while (hasMissedAThread(outcome) && isAlive(pid) && System.nanoTime() - start < LIMIT.toNanos()) {
            outcome = SystemProgram.complaints(command);
        }
        String unused = outcome.success();
    }

    /** It lists the threads first; one of them may have ended before its turn came. */
    private static boolean hasMissedAThread(SystemProgram.Outcome outcome) {
        return outcome.status() != 0 && outcome.printed().contains("No such process");
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Reads a list such as {@code 0-2,5}. */
    static List<Integer> processors(String list) {
        List<Integer> processors = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", 2);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .forEach(processors::add);
        }
        return List.copyOf(processors);
    }
}
