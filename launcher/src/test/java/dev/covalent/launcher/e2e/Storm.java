package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.TypeToken;
import dev.covalent.launcher.Distribution;
import dev.covalent.renderer.Renderer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Ends, stops, continues, reloads, opens and closes what a packaged application consists of, as a seed says, and counts
 * what becomes of it. Confined to one thread.
 */
final class Storm implements AutoCloseable {
    /** The variable of the environment by which all its processes are known. */
    private static final String MARK = "COVALENT_STORM";

    private static final int WINDOWS = 4;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_AGAIN_MILLIS = 20;

    /** How long whoever cannot do without main may live on. */
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final TypeToken<List<Integer>> IDS = new TypeToken<>() {};
    private static final TypeToken<List<String>> LINES = new TypeToken<>() {};
    private static final String PAGE = StormPage.class.getName();
    private static final String CLASSES = System.getProperty(
            "covalent.test.classes", Path.of("target", "test-classes").toString());

    private final Random random;
    private final String name;
    private final Map<String, String> mark;
    private final boolean spares;
    private final Path directory;
    private final Distribution application;
    private final Renderer control;
    private final long main;
    private final Map<Integer, StormedWindow> windows = new LinkedHashMap<>();
    private final List<Distribution> attachments = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<Integer, Long> utilities = new TreeMap<>();
    private int linesRead;

    private Storm(String name, long seed, boolean spares, Path directory) throws Exception {
        this.random = new Random(seed);
        this.name = name;
        this.mark = Map.of(MARK, ProcessHandle.current().pid() + "-" + name);
        this.spares = spares;
        this.directory = directory;
        application = Distribution.start(
                directory,
                mark,
                List.of(),
                "run",
                "--main",
                StormProgram.class.getName(),
                "--class-path",
                CLASSES + File.pathSeparator + jarOf(Assertions.class),
                "--jvm-flag=-Dcovalent.runtimeDir=" + directory,
                "--jvm-flag=-Dcovalent.archive=off",
                "--jvm-flag=-Dcovalent.spareRenderer=" + (spares ? "on" : "off"),
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

    /**
     * Starts an application in a directory of its own.
     *
     * @param spares whether it keeps a renderer for the next page
     */
    static Storm begin(String name, long seed, boolean spares, Path directory) throws Exception {
        return new Storm(name, seed, spares, directory);
    }

    /** Opens the first windows, lets each kind of thing happen once, and remembers what main holds without any. */
    void warmUp() throws Exception {
        StormedWindow first = open();
        StormedWindow second = attach();
        int utility = fork();
        settle(first);
        settle(second);
        signal("KILL", first.pid());
        signal("KILL", second.pid());
        signal("KILL", utilities.get(utility));
        await("the first ends", () -> first.has("gone ") && second.has("closed") && utilityEnds() == 1);
        ask("window", "destroy", first.id);
        await("the first is closed", () -> first.has("closed"));
        haveSpare();
        assertThat(invoke("before").get(boolean.class)).isTrue();
    }

    /** Does one thing. */
    void round() throws Exception {
        List<StormedWindow> open = windows.values().stream()
                .filter(window -> !window.has("closed"))
                .toList();
        if (open.size() < WINDOWS) {
            StormedWindow opened = random.nextInt(4) == 0 ? attach() : open();
            if (random.nextInt(5) == 0) {
                killWhileItStarts(opened);
            } else if (random.nextInt(3) > 0) {
                settle(opened);
            }
            return;
        }
        if (random.nextInt(12) == 0) {
            int utility = fork();
            count("kill utility");
            signal("KILL", utilities.get(utility));
            await("the end of utility process " + utility, () -> lines("U" + utility + " exit 137") == 1);
            return;
        }
        if (random.nextInt(15) == 0) {
            gust(open);
            return;
        }
        if (spares && random.nextInt(6) == 0) {
            actOnSpare(open);
            return;
        }
        if (random.nextInt(20) == 0) {
            stopMain();
            return;
        }
        StormedWindow window = open.get(random.nextInt(open.size()));
        settle(window);
        if (!window.has("closed")) {
            act(window);
        }
    }

    /** Whoever is called unresponsive now was accused for main's own absence. */
    private void stopMain() throws Exception {
        count("stop main");
        assertThat(invoke("windows").get(IDS)).isNotEmpty(); // what is due before has been told
        read();
        windows.values().forEach(StormedWindow::expectNothing);
        signal("STOP", main);
        pause(1000 + random.nextInt(4000));
        signal("CONT", main);
        pause(StormProgram.UNRESPONSIVE_AFTER.toMillis() * 3 / 2);
        read();
    }

    /** Kills all that there are, at once. */
    private void gust(List<StormedWindow> open) throws Exception {
        count("kill all");
        for (StormedWindow window : open) {
            settle(window);
        }
        List<StormedWindow> alive =
                open.stream().filter(window -> !window.has("closed")).toList();
        alive.forEach(StormedWindow::mark);
        for (StormedWindow window : alive) {
            signal("KILL", window.pid());
        }
        await("all are gone", () -> alive.stream().allMatch(window -> window.hasNew("gone ")));
        for (StormedWindow window : alive) {
            if (window.attached) {
                await(window + " closes", () -> window.has("closed"));
            }
        }
    }

    private void act(StormedWindow window) throws Exception {
        long pid = window.pid();
        window.mark();
        switch (random.nextInt(window.attached ? 4 : 11)) {
            case 0 -> killed(window, pid);
            case 1 -> stoppedForLong(window, pid);
            case 2 -> {
                count("stop and kill");
                window.expectStop();
                signal("STOP", pid);
                pause(random.nextInt(500));
                killed(window, pid);
            }
            case 3 -> {
                count("stop for a moment");
                window.expectStop();
                signal("STOP", pid);
                pause(random.nextInt(500));
                signal("CONT", pid);
            }
            case 4, 5 -> {
                count("reload");
                ask("window", "reload", window.id);
                if (random.nextInt(4) == 0) {
                    count("kill what reloads");
                    long next = random.nextBoolean() ? pid : pidOf(window);
                    signal("KILL", next == 0 ? pid : next); // which may not be forked yet
                    awaitSettled(window, () -> window.hasNew("gone ") || window.hasNew("loaded "));
                } else {
                    awaitSettled(window, () -> window.hasNew("loaded "));
                }
            }
            case 6 -> {
                count("close");
                ask("window", "close", window.id);
                if (random.nextBoolean()) {
                    count("kill what closes");
                    signal("KILL", pid);
                }
                await(window + " closes", () -> window.has("closed"));
            }
            case 7 -> {
                count("destroy");
                ask("window", "destroy", window.id);
                await(window + " is destroyed", () -> window.has("closed"));
            }
            case 8 -> {
                count("crash");
                ask("window", "crash", window.id);
                await(window + " crashes", () -> window.hasNew("gone killed 137 " + pid));
            }
            case 9 -> {
                count("stop and close");
                window.expectStop();
                signal("STOP", pid);
                ask("window", "close", window.id);
                await(window + " closes although it is stopped", () -> window.has("closed"));
            }
            default -> {
                count("stop and reload");
                window.expectStop();
                signal("STOP", pid);
                ask("window", "reload", window.id);
                awaitSettled(window, () -> window.hasNew("loaded "));
            }
        }
    }

    private void killed(StormedWindow window, long pid) throws Exception {
        count("kill");
        signal("KILL", pid);
        String end = window.attached ? "gone abnormal-exit -1 " + pid : "gone killed 137 " + pid;
        await(window + " is gone: " + end, () -> window.hasNew(end));
        if (window.attached) {
            await(window + " closes", () -> window.has("closed"));
        }
    }

    private void stoppedForLong(StormedWindow window, long pid) throws Exception {
        count("stop");
        window.expectStop();
        signal("STOP", pid);
        await(window + " is unresponsive", () -> window.hasNew("unresponsive"));
        signal("CONT", pid);
        await(window + " is responsive again", () -> window.hasNew("responsive"));
    }

    /** Nobody is told what becomes of a spare; while all windows are settled, none of them takes it. */
    private void actOnSpare(List<StormedWindow> open) throws Exception {
        for (StormedWindow window : open) {
            settle(window);
        }
        haveSpare();
        long pid = sparePid();
        switch (random.nextInt(3)) {
            case 0 -> {
                count("kill the spare");
                signal("KILL", pid);
                await("the spare is missed", () -> sparePid() == 0);
            }
            case 1 -> {
                count("stop the spare for a moment");
                signal("STOP", pid);
                pause(random.nextInt(500));
                signal("CONT", pid);
                assertThat(settledPid(open()))
                        .as("the process that was stopped")
                        .isEqualTo(pid);
            }
            default -> {
                count("stop the spare and open");
                signal("STOP", pid);
                assertThat(settledPid(open()))
                        .as("not the process that is stopped")
                        .isNotEqualTo(pid);
                await("the stopped spare is killed", () -> !isMarked(Path.of("/proc", Long.toString(pid))));
            }
        }
        haveSpare();
        long next = sparePid();
        assertThat(settledPid(open())).as("the process that has waited").isEqualTo(next);
    }

    private long settledPid(StormedWindow window) throws Exception {
        settle(window);
        return window.pid();
    }

    /** Has a spare made if there is to be one, and there is none: by another window, in any case once. */
    private void haveSpare() throws Exception {
        if (!spares || sparePid() > 0) {
            return;
        }
        StormedWindow window = open();
        settle(window);
        await("a spare", () -> sparePid() > 0);
        ask("window", "destroy", window.id);
        await(window + " is destroyed", () -> window.has("closed"));
    }

    private long sparePid() {
        try {
            return invoke("spare").get(long.class);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Kills what may not even be a process yet, or may just have loaded. */
    private void killWhileItStarts(StormedWindow window) throws Exception {
        count("kill what starts");
        await("a process of " + window, () -> pidOf(window) > 0 || window.has("gone ") || window.has("closed"));
        pause(random.nextInt(400));
        long pid = pidOf(window);
        if (pid > 0) {
            signal("KILL", pid);
            await(window + " ends", () -> window.has("gone ") || window.has("closed"));
        }
    }

    /** Ends everything and returns what was wrong, of what the application told and of what it still holds. */
    List<String> calm() throws Exception {
        for (StormedWindow window : windows.values()) {
            if (!window.has("closed")) {
                settle(window);
                ask("window", random.nextBoolean() && !window.attached ? "close" : "destroy", window.id);
            }
        }
        await("all are closed", () -> windows.values().stream().allMatch(window -> window.has("closed")));
        await("all utility processes have ended", () -> utilityEnds() == utilities.size());
        haveSpare();
        attachments.forEach(Distribution::close);
        read();
        windows.values().forEach(window -> window.wrong().forEach(what -> wrong.add(what + ": " + window)));
        application.out().stream().filter(line -> line.startsWith("violation")).forEach(wrong::add);
        List<String> grown = invoke("grown").get(LINES);
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!grown.isEmpty() && System.nanoTime() - deadline < 0) {
            pause(500);
            grown = invoke("grown").get(LINES);
        }
        wrong.addAll(grown);
        List<Integer> left = invoke("windows").get(IDS);
        left.remove((Integer) control.windowId());
        left.forEach(id -> wrong.add("window " + id + " is left"));
        long spare = sparePid();
        marked().stream()
                .filter(pid -> pid != main && pid != spare)
                .forEach(pid -> wrong.add("process " + pid + " is left"));
        return wrong;
    }

    /** Quits while everything runs, some of it stopped: main ends in good order, and what it let go ends itself. */
    void quit() throws Exception {
        List<StormedWindow> held = stopSome();
        count("quit");
        ask("quit");
        assertThat(application.awaitExit()).as("exit status after quit").isZero();
        awaitNothingBut(attachedAmong(held), "main has quit");
        assertThat(application.out())
                .filteredOn(line -> line.startsWith("quit "))
                .containsExactly("quit 0");
        goOn(pids(held));
        awaitNothingBut(Set.of(), "what was stopped goes on");
    }

    /** Kills main while everything runs, some of it stopped: nobody outlives it, but for what cannot end yet. */
    void killMain() throws Exception {
        List<StormedWindow> held = stopSome();
        Set<Long> stoppedToo = pids(held);
        long spare = sparePid();
        if (spare > 0) {
            signal("STOP", spare);
            stoppedToo.add(spare);
        }
        count("kill main");
        signal("KILL", main);
        awaitNothingBut(stoppedToo, "main was killed");
        goOn(stoppedToo);
        awaitNothingBut(Set.of(), "what was stopped goes on");
        assertThat(application.awaitExit())
                .as("exit status after main was killed")
                .isEqualTo(137);
        assertThat(application.out()).noneMatch(line -> line.startsWith("quit "));
    }

    /** Has windows, some attached, and a utility process, and returns those windows that are stopped. */
    private List<StormedWindow> stopSome() throws Exception {
        List<StormedWindow> all = List.of(open(), open(), attach(), attach());
        int unused = fork();
        for (StormedWindow window : all) {
            settle(window);
        }
        List<StormedWindow> held = List.of(all.get(1), all.get(3));
        for (StormedWindow window : held) {
            signal("STOP", window.pid());
        }
        return held;
    }

    private void goOn(Set<Long> held) throws Exception {
        for (long pid : held) {
            signal("CONT", pid);
        }
    }

    private static Set<Long> attachedAmong(List<StormedWindow> held) {
        return pids(held.stream().filter(window -> window.attached).toList());
    }

    private static Set<Long> pids(List<StormedWindow> held) {
        return held.stream().map(StormedWindow::pid).collect(Collectors.toSet());
    }

    private void awaitNothingBut(Set<Long> spared, String since) throws Exception {
        long begin = System.nanoTime();
        Set<Long> left = marked();
        while (!spared.containsAll(left) && System.nanoTime() - begin < GONE_NANOS) {
            pause(LOOK_AGAIN_MILLIS);
            left = marked();
        }
        left.removeAll(spared);
        assertThat(left).as("processes that are left 2 s after %s", since).isEmpty();
    }

    /** Returns what the application logged, without numbers, and how often. */
    Map<String, Integer> complaints() {
        Map<String, Integer> complaints = new TreeMap<>();
        for (String line : application.err()) {
            complaints.merge(line.replaceAll("\\d+", "#"), 1, Integer::sum);
        }
        return complaints;
    }

    Map<String, Integer> done() {
        return done;
    }

    private StormedWindow open() throws Exception {
        count("open");
        int id = invoke("open").get(int.class);
        StormedWindow window = new StormedWindow(id, false);
        windows.put(id, window);
        return window;
    }

    private StormedWindow attach() throws Exception {
        count("attach");
        Set<Integer> known = new HashSet<>(windows.keySet());
        attachments.add(Distribution.start(
                directory,
                mark,
                List.of("-Dcovalent.runtimeDir=" + directory),
                "renderer",
                "--attach",
                name,
                "--page",
                PAGE,
                "--class-path",
                CLASSES,
                "--headless"));
        await("the attached window", () -> created().anyMatch(id -> !known.contains(id) && isAttached(id)));
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

    private boolean isAttached(int id) {
        return id != control.windowId();
    }

    private Stream<Integer> created() {
        return application.out().stream()
                .filter(line -> line.matches("W\\d+ created"))
                .map(line -> Integer.parseInt(line.substring(1, line.indexOf(' '))))
                .filter(this::isAttached);
    }

    private int fork() throws Exception {
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

    private long utilityEnds() {
        return application.out().stream()
                .filter(line -> line.matches("U\\d+ exit .*"))
                .count();
    }

    private long lines(String start) {
        return application.out().stream().filter(line -> line.startsWith(start)).count();
    }

    /** Has a window that crashed loaded again, waits for one that loads. */
    private void settle(StormedWindow window) throws Exception {
        awaitSettled(window, () -> window.has("loaded "));
    }

    private void awaitSettled(StormedWindow window, BooleanSupplier loaded) throws Exception {
        await(window + " is as it should be", () -> loaded.getAsBoolean() || isCrashed(window) || window.has("closed"));
        while (isCrashed(window) && !window.has("closed")) {
            count("reload what is gone");
            window.mark();
            ask("window", "reload", window.id);
            await(
                    window + " is loaded again",
                    () -> window.hasNew("loaded ") || window.hasNew("gone ") || window.has("closed"));
        }
    }

    private static boolean isCrashed(StormedWindow window) {
        return window.events.stream()
                .filter(event -> event.startsWith("gone ") || event.startsWith("hello ") || event.startsWith("loaded "))
                .reduce((first, second) -> second)
                .filter(event -> event.startsWith("gone "))
                .isPresent();
    }

    private long pidOf(StormedWindow window) {
        try {
            return invoke("pid", window.id).get(long.class);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private void ask(String channel, @Nullable Object... args) {
        boolean unused = control.ipcRenderer().send(channel, args);
    }

    private dev.covalent.common.Value invoke(String channel, @Nullable Object... args) throws Exception {
        return control.ipcRenderer().invoke(channel, args).get(60, TimeUnit.SECONDS);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
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

    private void read() {
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

    /** Returns the processes of the application that there are, without those that only wait to be reaped. */
    private Set<Long> marked() throws IOException {
        Set<Long> marked = new HashSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != application.pid() && isMarked(process)) {
                    marked.add(pid);
                }
            }
        }
        return marked;
    }

    private boolean isMarked(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(MARK + "=" + mark.get(MARK) + "\0")
                    && !Files.readString(process.resolve("stat")).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private void signal(String signal, @Nullable Long pid) throws IOException, InterruptedException {
        assertThat(pid).isNotNull().isPositive();
        if (pid != null) {
            int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(); // it may be gone already
        }
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Override
    public void close() throws IOException {
        control.close();
        attachments.forEach(Distribution::close);
        application.close();
        for (long pid : marked()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
