package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a JVM holds after a garbage collection: threads by name but for those of RMI and of the JDK that are idle, open
 * descriptors by kind, live objects of the classes of which each renderer has some (among them exported objects, windows,
 * sessions, ports, listeners, handlers and whoever waits), and all the heap.
 *
 * @param threads how many of the framework's and of RMI's threads there are, by name without its numbers
 * @param descriptors how many descriptors are open, by kind; none where the system does not tell
 * @param objects how many instances are reachable, by class
 * @param heapBytes what all that is reachable takes
 */
record MainSnapshot(
        Map<String, Integer> threads, Map<String, Integer> descriptors, Map<String, Integer> objects, long heapBytes) {
    /** Idle threads of a pool stay for 10 s, and a connection of RMI's that a living renderer needed once for up to 120 s. */
    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(130);

    /** The {@code @Timeout} of a test that calls {@link #assertBack}: it is to fail with what has grown, and not before. */
    static final int TEST_SECONDS = 200;

    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final double MOST_GROWTH = 1.05;
    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+([^ ]+).*");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");
    private static final Pattern NUMBERS = Pattern.compile("-?[0-9a-f]*\\d[0-9a-f:]*");

    /** What belongs to one renderer, connection, message or request, and is to go with it. */
    private static final List<String> COUNTED = List.of(
            "dev.covalent.main.child.",
            "dev.covalent.main.dispatch.AnswersAhead",
            "dev.covalent.main.dispatch.Relay",
            "dev.covalent.main.dispatch.ReplySlot",
            "dev.covalent.main.invoke.",
            "dev.covalent.main.ipc.",
            "dev.covalent.main.session.",
            "dev.covalent.main.spare.",
            "dev.covalent.main.utility.",
            "dev.covalent.main.window.AttachedProcess",
            "dev.covalent.main.window.BrowserWebContents",
            "dev.covalent.main.window.CloseAttempts",
            "dev.covalent.main.window.ConsoleMessages",
            "dev.covalent.main.window.Incarnation",
            "dev.covalent.main.window.MainBrowserWindow",
            "dev.covalent.main.window.PageLoad",
            "dev.covalent.main.window.Pulse",
            "dev.covalent.main.window.RendererExit",
            "dev.covalent.main.window.RendererSupervisor",
            "dev.covalent.main.window.WindowMirror",
            "dev.covalent.common.event.EventEmitter",
            "dev.covalent.common.event.HandlerTable",
            "dev.covalent.common.event.Hooks",
            "dev.covalent.common.event.ListenerTable",
            "dev.covalent.common.invoke.HandlerCall",
            "dev.covalent.common.invoke.Invocation",
            "dev.covalent.common.invoke.OpenInvocations",
            "dev.covalent.common.invoke.OwedAnswer",
            "dev.covalent.main.port.",
            "dev.covalent.main.global.",
            "dev.covalent.common.transport.Lifeline",
            "dev.covalent.common.port.",
            "dev.covalent.common.link.",
            "dev.covalent.common.process.ChildJvm",
            "dev.covalent.common.payload.",
            "sun.rmi.transport.Target",
            "java.lang.ProcessImpl");

    /** How renderers were started lately, which is all that the rules of spares compare, and as many as they compare. */
    private static final String REMEMBERED = "dev.covalent.main.spare.RendererKind";

    /** Takes a snapshot of this JVM. */
    static MainSnapshot take() {
        Map<String, Integer> objects = new TreeMap<>();
        long bytes = 0;
        for (String line : histogram().split("\n", -1)) {
            Matcher row = ROW.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (row.matches() && isCounted(row.group(3))) {
                objects.merge(row.group(3), Integer.parseInt(row.group(1)), Integer::sum);
            } else if (total.find()) {
                bytes = Long.parseLong(total.group(2));
            }
        }
        assertThat(bytes).as("the heap, as the histogram of its classes has it").isPositive();
        return new MainSnapshot(threadsHere(), descriptorsHere(), objects, bytes);
    }

    /** Waits until this JVM has no more of anything than then, and fails with what it has more of. */
    void assertBack() throws InterruptedException {
        List<String> grown = awaitBack();
        assertThat(grown).as("what is more than before").isEmpty();
    }

    /** Waits until this JVM has no more of anything than then, and returns what it still has more of when that takes long. */
    List<String> awaitBack() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        List<String> grown = take().grownSince(this);
        CountDownLatch never = new CountDownLatch(1);
        while (!grown.isEmpty() && System.nanoTime() - deadline < 0) {
            assertThat(never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
            grown = take().grownSince(this);
        }
        return grown;
    }

    List<String> grownSince(MainSnapshot before) {
        Stream<String> counts = Stream.of(
                        grown("threads", before.threads, threads),
                        grown("descriptors", before.descriptors, descriptors),
                        grown("objects", before.objects, objects))
                .flatMap(lines -> lines);
        Stream<String> heap = heapBytes > before.heapBytes * MOST_GROWTH
                ? Stream.of("heap: " + before.heapBytes + " -> " + heapBytes)
                : Stream.of();
        return Stream.concat(counts, heap).toList();
    }

    private static Stream<String> grown(String what, Map<String, Integer> before, Map<String, Integer> now) {
        return now.entrySet().stream()
                .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0))
                .map(entry -> what + ": " + entry.getKey() + " " + before.getOrDefault(entry.getKey(), 0) + " -> "
                        + entry.getValue());
    }

    private static boolean isCounted(String className) {
        return COUNTED.stream().anyMatch(className::startsWith)
                && !className.equals(REMEMBERED)
                && !className.contains("$$Lambda")
                && !isEnum(className);
    }

    /** The constants of an enum come with its class, whenever that is needed first, and stay. */
    private static boolean isEnum(String className) {
        try {
            return Enum.class.isAssignableFrom(Class.forName(className, false, MainSnapshot.class.getClassLoader()));
        } catch (ClassNotFoundException hidden) {
            return false;
        }
    }

    private static Map<String, Integer> threadsHere() {
        Map<String, Integer> threads = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith(Threads.PREFIX) || (name.startsWith("RMI ") && !name.endsWith("(idle)"))) {
                threads.merge(NUMBERS.matcher(name).replaceAll("#"), 1, Integer::sum);
            }
        }
        return threads;
    }

    private static Map<String, Integer> descriptorsHere() {
        Map<String, Integer> kinds = new TreeMap<>();
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return kinds;
        }
        try (Stream<Path> descriptors = Files.list(own)) {
            descriptors.forEach(descriptor -> kind(descriptor, kinds));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return kinds;
    }

    private static void kind(Path descriptor, Map<String, Integer> kinds) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            // class loaders open jars when they like, and the JVM looks after its memory
            if (!target.endsWith(".jar") && !target.endsWith("/fd") && !target.startsWith("/sys/fs/cgroup/")) {
                kinds.merge(target.replaceFirst(":\\[\\d+]$", ""), 1, Integer::sum);
            }
        } catch (IOException closedMeanwhile) {
            // It is not there any more.
        }
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }
}
