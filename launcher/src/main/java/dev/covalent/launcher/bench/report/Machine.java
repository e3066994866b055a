package dev.covalent.launcher.bench.report;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * What the benchmark ran on. Immutable.
 *
 * @param system the operating system
 * @param java the Java runtime
 * @param processors how many processors there are
 * @param pinnedTo the processors that the processes were pinned to; empty if they were not
 * @param load the load average when it began; negative if the system does not tell
 */
public record Machine(String system, String java, int processors, List<Integer> pinnedTo, double load) {

    /** Copies the list. */
    public Machine {
        pinnedTo = List.copyOf(pinnedTo);
    }

    /** Looks around. */
    public static Machine look(List<Integer> pinnedTo) {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                pinnedTo,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Returns it in one line. */
    public String describe() {
        String pins = pinnedTo.isEmpty() ? "not pinned" : "pinned to " + pinnedTo;
        return String.format(
                Locale.ROOT, "%d processors (%s), load %.2f, %s, %s", processors, pins, load, system, java);
    }
}
