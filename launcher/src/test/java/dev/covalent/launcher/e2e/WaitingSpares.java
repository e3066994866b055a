package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The renderers of an application that wait for a page. */
final class WaitingSpares {
    private static final String READY = "spare";
    private static final long NONE = 0;
    private static final int ROUNDS = 4;

    private WaitingSpares() {}

    /** Returns all, also those that are made just now. */
    static List<ProcessMetric> all(MainProcess main) {
        return main.app().getAppMetrics().stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.SPARE)
                .toList();
    }

    /** Returns the processes of those that could take a page. */
    static List<Long> ready(MainProcess main) {
        return all(main).stream()
                .filter(spare -> spare.name().equals(READY))
                .map(ProcessMetric::pid)
                .toList();
    }

    /** One is made when no other renderer starts, by a JVM that others may keep from the processors. */
    static long await(MainProcess main) throws InterruptedException {
        return awaitOther(main, NONE);
    }

    /** Waits until there is one, and it is another than that. */
    static long awaitOther(MainProcess main, long former) throws InterruptedException {
        int rounds = ROUNDS;
        while (!Eventually.becomes(true, () -> isOneOther(ready(main), former)) && rounds > 1) {
            rounds--;
        }
        List<Long> ready = ready(main);
        assertThat(ready)
                .as("spares that wait; of memory there is left %s", memory())
                .hasSize(1)
                .doesNotContain(former);
        return ready.get(0);
    }

    private static boolean isOneOther(List<Long> ready, long former) {
        return ready.size() == 1 && !ready.contains(former);
    }

    /** Where memory is short, there are none. */
    private static String memory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable"))
                    .findFirst()
                    .orElse("what nobody knows");
        } catch (IOException notHere) {
            return "what this system does not say";
        }
    }
}
