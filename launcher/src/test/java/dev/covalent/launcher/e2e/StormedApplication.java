package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.launcher.Distribution;
import dev.covalent.renderer.Renderer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * The packaged application that a storm goes over: {@link StormProgram}, the windows and utility processes that it was told
 * to have, what was done to them, and what it printed of them. It does what a renderer of this process's asks. Confined to
 * one thread.
 */
final class StormedApplication implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final int LOGGED_LINES = 200;
    private static final TypeToken<List<Integer>> IDS = new TypeToken<>() {};
    private static final TypeToken<List<String>> LINES = new TypeToken<>() {};
    private static final String PAGE = StormPage.class.getName();
    private static final String CLASSES = System.getProperty(
            "covalent.test.classes", Path.of("target", "test-classes").toString());

    private final String name;
    private final Path directory;
    private final MarkedProcesses processes;
    private final Distribution application;
    private final Renderer control;
    private final long main;
    private final Map<Integer, StormedWindow> windows = new LinkedHashMap<>();
    private final Map<Integer, Long> utilities = new TreeMap<>();
    private final List<Distribution> attachments = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private int linesRead;

    /**
     * Starts it in a directory of its own.
     *
     * @param spares whether it keeps a renderer for the next page
     */
    StormedApplication(String name, boolean spares, Path directory) throws Exception {
        this.name = name;
        this.directory = directory;
        processes = new MarkedProcesses(name);
        application = Distribution.start(
                directory,
                processes.environment(),
                List.of(),
                "run",
                "--main",
                StormProgram.class.getName(),
                "--class-path",
                CLASSES + File.pathSeparator + jarOf(Assertions.class),
                "--jvm-flag=-Dcovalent.runtimeDir=" + directory,
                "--jvm-flag=-Dcovalent.archive=off",
                "--jvm-flag=-Dcovalent.spareRenderer=" + (spares ? "on" : "off"),
                "--jvm-flag=-Dorg.slf4j.simpleLogger.log.dev.covalent.main.window=info",
                "--jvm-flag=-Dorg.slf4j.simpleLogger.log.dev.covalent.main.spare=debug",
                "--jvm-flag=-XX:TieredStopAtLevel=1",
                "--jvm-flag=-XX:+UseSerialGC",
                "--",
                name,
                directory.resolve("data").toString());
        application.awaitLine("main ");
        main = application.out().stream()
                .filter(line -> line.startsWith("main "))
                .map(line -> Long.parseLong(line.substring("main ".length())))
                .findFirst()
                .orElseThrow();
        control = Renderer.attachment(name).outliveMain().attach();
    }

    private static Path jarOf(Class<?> library) throws URISyntaxException {
        return Path.of(
                library.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Returns the process of main. */
    long main() {
        return main;
    }

    /** Returns its processes that there are, but for the command that runs it. */
    Set<Long> processes() throws IOException {
        Set<Long> all = processes.all();
        all.remove(application.pid());
        return all;
    }

    boolean isAlive(long pid) {
        return processes.has(pid);
    }

    void signal(String signal, @Nullable Long pid) throws IOException, InterruptedException {
        processes.signal(signal, pid);
    }

    /** Returns every window that there was. */
    Collection<StormedWindow> windows() {
        return windows.values();
    }

    StormedWindow open() throws Exception {
        count("open");
        int id = invoke("open").get(int.class);
        StormedWindow window = new StormedWindow(id, false);
        windows.put(id, window);
        return window;
    }

    StormedWindow attach() throws Exception {
        count("attach");
        Set<Integer> known = new HashSet<>(windows.keySet());
        attachments.add(Distribution.start(
                directory,
                processes.environment(),
                List.of("-Dcovalent.runtimeDir=" + directory),
                "renderer",
                "--attach",
                name,
                "--page",
                PAGE,
                "--class-path",
                CLASSES,
                "--headless"));
        await("the attached window", () -> created().anyMatch(id -> !known.contains(id)));
        int id = created()
                .filter(created -> !known.contains(created))
                .findFirst()
                .orElseThrow();
        StormedWindow window = new StormedWindow(id, true);
        windows.put(id, window);
        application.out().stream()
                .limit(linesRead) // what was said of it before it was known
                .forEach(line -> tell(line, candidate -> candidate == id));
        read();
        return window;
    }

    private Stream<Integer> created() {
        return application.out().stream()
                .filter(line -> line.matches("W\\d+ created"))
                .map(line -> Integer.parseInt(line.substring(1, line.indexOf(' '))))
                .filter(id -> id != control.windowId());
    }

    /** Returns the number of a new utility process. */
    int fork() throws Exception {
        count("fork");
        int number = invoke("utility").get(int.class);
        await("utility process " + number, () -> lines("U" + number + " spawn") == 1);
        String spawned = application.out().stream()
                .filter(line -> line.startsWith("U" + number + " spawn "))
                .findFirst()
                .orElseThrow();
        utilities.put(number, Long.parseLong(spawned.substring(spawned.lastIndexOf(' ') + 1)));
        return number;
    }

    @Nullable Long utilityPid(int number) {
        return utilities.get(number);
    }

    /** Returns how many utility processes run. */
    long utilities() {
        return utilities.size()
                - application.out().stream()
                        .filter(line -> line.matches("U\\d+ exit .*"))
                        .count();
    }

    /** Returns how many lines it has printed that start so. */
    long lines(String start) {
        return application.out().stream().filter(line -> line.startsWith(start)).count();
    }

    List<String> out() {
        return application.out();
    }

    int awaitExit() throws Exception {
        return application.awaitExit();
    }

    /** Returns the process of the spare renderer, or 0. */
    long sparePid() {
        return pid("spare");
    }

    /** Returns the process that a window has now, or 0. */
    long pidOf(StormedWindow window) {
        return pid("pid", window.id);
    }

    private long pid(String channel, @Nullable Object... args) {
        try {
            return invoke(channel, args).get(long.class);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Has main remember what it holds. */
    void remember() throws Exception {
        assertThat(invoke("before").get(boolean.class)).isTrue();
    }

    /** Returns what main holds more than it did, as soon as that is nothing. */
    List<String> grown() throws Exception {
        List<String> grown = invoke("grown").get(LINES);
        long deadline = System.nanoTime() + MainSnapshot.LIMIT_NANOS;
        while (!grown.isEmpty() && System.nanoTime() - deadline < 0) {
            pause(500);
            grown = invoke("grown").get(LINES);
        }
        return grown;
    }

    /** Returns the ids of the windows that main has. */
    List<Integer> windowIds() throws Exception {
        List<Integer> ids = invoke("windows").get(IDS);
        ids.remove((Integer) control.windowId());
        return ids;
    }

    void ask(String channel, @Nullable Object... args) {
        boolean unused = control.ipcRenderer().send(channel, args);
    }

    private Value invoke(String channel, @Nullable Object... args) throws Exception {
        return control.ipcRenderer().invoke(channel, args).get(60, TimeUnit.SECONDS);
    }

    /** Waits for what is seen in what the application tells. */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        read();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Missed: " + what + "\n" + windows + "\n" + String.join("\n", tail()));
            }
            pause(LOOK_AGAIN_MILLIS);
            read();
        }
    }

    private List<String> tail() {
        List<String> all = new ArrayList<>(application.err());
        return all.subList(Math.max(0, all.size() - 40), all.size());
    }

    /** Learns what was told meanwhile. */
    void read() {
        List<String> out = application.out();
        for (int size = out.size(); linesRead < size; linesRead++) {
            tell(out.get(linesRead), id -> true);
        }
    }

    private void tell(String line, IntPredicate concerned) {
        if (line.matches("W\\d+ .*")) {
            int space = line.indexOf(' ');
            int id = Integer.parseInt(line.substring(1, space));
            StormedWindow window = windows.get(id);
            if (window != null && concerned.test(id)) {
                window.events.add(line.substring(space + 1));
            }
        }
    }

    /** Gives what was attached back, the output of its processes included. */
    void closeAttachments() {
        attachments.forEach(Distribution::close);
    }

    /** Has a window that crashed loaded again, waits for one that loads. */
    void settle(StormedWindow window) throws Exception {
        awaitSettled(window, () -> window.has("loaded "));
    }

    /** Waits until a window has loaded as is meant, or is gone, and has it loaded again then. */
    void awaitSettled(StormedWindow window, BooleanSupplier loaded) throws Exception {
        await(
                window + " is as it should be",
                () -> loaded.getAsBoolean() || window.isCrashed() || window.has("closed"));
        while (window.isCrashed() && !window.has("closed")) {
            count("reload what is gone");
            window.mark();
            ask("window", "reload", window.id);
            await(
                    window + " is loaded again",
                    () -> window.hasNew("loaded ") || window.hasNew("gone ") || window.has("closed"));
        }
    }

    /** Notes that something is done. */
    void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> done() {
        return done;
    }

    /** Returns what the application logged, without numbers, and how often. */
    Map<String, Integer> complaints() {
        Map<String, Integer> complaints = new TreeMap<>();
        for (String line : application.err()) {
            if (line.startsWith("DEBUG ") || (line.startsWith("INFO ") && !line.startsWith("INFO output"))) {
                continue; // no complaint, but what a failure is explained by
            }
            complaints.merge(line.replaceAll("\\d+", "#"), 1, Integer::sum);
        }
        return complaints;
    }

    /** Tells whether a spare renderer was given up because it had taken too long. */
    boolean wasLate(long spare) {
        return application.err().stream()
                .anyMatch(line -> line.contains("(pid " + spare + "): the process that was kept for it is given up:"
                        + " it did not answer within"));
    }

    /** Returns the last lines that the application logged. */
    List<String> lastLogged() {
        List<String> all = List.copyOf(application.err());
        return all.subList(Math.max(0, all.size() - LOGGED_LINES), all.size());
    }

    static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Override
    public void close() throws IOException {
        control.close();
        closeAttachments();
        application.close();
        processes.killAll();
    }
}
