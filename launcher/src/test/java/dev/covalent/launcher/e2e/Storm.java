package dev.covalent.launcher.e2e;

import static dev.covalent.launcher.e2e.StormedApplication.pause;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Ends, stops, continues, reloads, opens and closes what a packaged application consists of, as a seed says, and counts
 * what becomes of it. Confined to one thread.
 */
final class Storm implements AutoCloseable {
    private static final int WINDOWS = 4;
    private static final long LOOK_AGAIN_MILLIS = 20;

    /** How long whoever cannot do without main may live on. */
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final StormedApplication application;
    private final Random random;
    private final boolean spares;

    private Storm(StormedApplication application, long seed, boolean spares) {
        this.application = application;
        this.random = new Random(seed);
        this.spares = spares;
    }

    /**
     * Starts an application in a directory of its own.
     *
     * @param spares whether it keeps a renderer for the next page
     */
    static Storm begin(String name, long seed, boolean spares, Path directory) throws Exception {
        return new Storm(new StormedApplication(name, spares, directory), seed, spares);
    }

    /** Opens the first windows, lets each kind of thing happen once, and remembers what main holds without any. */
    void warmUp() throws Exception {
        StormedWindow first = application.open();
        StormedWindow second = application.attach();
        int utility = application.fork();
        application.settle(first);
        application.settle(second);
        application.signal("KILL", first.pid());
        application.signal("KILL", second.pid());
        application.signal("KILL", application.utilityPid(utility));
        application.await(
                "the first ends", () -> first.has("gone ") && second.has("closed") && application.utilities() == 0);
        application.ask("window", "destroy", first.id);
        application.await("the first is closed", () -> first.has("closed"));
        haveSpare();
        application.remember();
    }

    /** Does one thing. */
    void round() throws Exception {
        List<StormedWindow> open = application.windows().stream()
                .filter(window -> !window.has("closed"))
                .toList();
        if (open.size() < WINDOWS) {
            StormedWindow opened = random.nextInt(4) == 0 ? application.attach() : application.open();
            if (random.nextInt(5) == 0) {
                killWhileItStarts(opened);
            } else if (random.nextInt(3) > 0) {
                application.settle(opened);
            }
            return;
        }
        if (random.nextInt(12) == 0) {
            int utility = application.fork();
            application.count("kill utility");
            application.signal("KILL", application.utilityPid(utility));
            application.await(
                    "the end of utility process " + utility, () -> application.lines("U" + utility + " exit 137") == 1);
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
        application.settle(window);
        if (!window.has("closed")) {
            act(window);
        }
    }

    /** Whoever is called unresponsive now was accused for main's own absence. */
    private void stopMain() throws Exception {
        application.count("stop main");
        assertThat(application.windowIds()).isNotEmpty(); // what is due before has been told
        application.read();
        application.windows().forEach(StormedWindow::expectNothing);
        application.signal("STOP", application.main());
        pause(1000 + random.nextInt(4000));
        application.signal("CONT", application.main());
        pause(StormProgram.UNRESPONSIVE_AFTER.toMillis() * 3 / 2);
        application.read();
    }

    /** Kills all that there are, at once. */
    private void gust(List<StormedWindow> open) throws Exception {
        application.count("kill all");
        for (StormedWindow window : open) {
            application.settle(window);
        }
        List<StormedWindow> alive =
                open.stream().filter(window -> !window.has("closed")).toList();
        alive.forEach(StormedWindow::mark);
        for (StormedWindow window : alive) {
            application.signal("KILL", window.pid());
        }
        application.await("all are gone", () -> alive.stream().allMatch(window -> window.hasNew("gone ")));
        for (StormedWindow window : alive) {
            if (window.attached) {
                application.await(window + " closes", () -> window.has("closed"));
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
                application.count("stop and kill");
                window.expectStop();
                application.signal("STOP", pid);
                pause(random.nextInt(500));
                killed(window, pid);
            }
            case 3 -> {
                application.count("stop for a moment");
                window.expectStop();
                application.signal("STOP", pid);
                pause(random.nextInt(500));
                application.signal("CONT", pid);
            }
            case 4, 5 -> {
                application.count("reload");
                application.ask("window", "reload", window.id);
                if (random.nextInt(4) == 0) {
                    application.count("kill what reloads");
                    long next = random.nextBoolean() ? pid : application.pidOf(window);
                    application.signal("KILL", next == 0 ? pid : next); // which may not be forked yet
                    application.awaitSettled(window, () -> window.hasNew("gone ") || window.hasNew("loaded "));
                } else {
                    application.awaitSettled(window, () -> window.hasNew("loaded "));
                }
            }
            case 6 -> {
                application.count("close");
                application.ask("window", "close", window.id);
                if (random.nextBoolean()) {
                    application.count("kill what closes");
                    application.signal("KILL", pid);
                }
                application.await(window + " closes", () -> window.has("closed"));
            }
            case 7 -> {
                application.count("destroy");
                application.ask("window", "destroy", window.id);
                application.await(window + " is destroyed", () -> window.has("closed"));
            }
            case 8 -> {
                application.count("crash");
                application.ask("window", "crash", window.id);
                application.await(window + " crashes", () -> window.hasNew("gone killed 137 " + pid));
            }
            case 9 -> {
                application.count("stop and close");
                window.expectStop();
                application.signal("STOP", pid);
                application.ask("window", "close", window.id);
                application.await(window + " closes although it is stopped", () -> window.has("closed"));
            }
            default -> {
                application.count("stop and reload");
                window.expectStop();
                application.signal("STOP", pid);
                application.ask("window", "reload", window.id);
                application.awaitSettled(window, () -> window.hasNew("loaded "));
            }
        }
    }

    private void killed(StormedWindow window, long pid) throws Exception {
        application.count("kill");
        application.signal("KILL", pid);
        String end = window.attached ? "gone abnormal-exit -1 " + pid : "gone killed 137 " + pid;
        application.await(window + " is gone: " + end, () -> window.hasNew(end));
        if (window.attached) {
            application.await(window + " closes", () -> window.has("closed"));
        }
    }

    private void stoppedForLong(StormedWindow window, long pid) throws Exception {
        application.count("stop");
        window.expectStop();
        application.signal("STOP", pid);
        application.await(window + " is unresponsive", () -> window.hasNew("unresponsive"));
        application.signal("CONT", pid);
        application.await(window + " is responsive again", () -> window.hasNew("responsive"));
    }

    /** Nobody is told what becomes of a spare; while all windows are settled, none of them takes it. */
    private void actOnSpare(List<StormedWindow> open) throws Exception {
        for (StormedWindow window : open) {
            application.settle(window);
        }
        haveSpare();
        long pid = application.sparePid();
        switch (random.nextInt(3)) {
            case 0 -> {
                application.count("kill the spare");
                application.signal("KILL", pid);
                application.await("the spare is missed", () -> application.sparePid() == 0);
            }
            case 1 -> {
                application.count("stop the spare for a moment");
                application.signal("STOP", pid);
                pause(random.nextInt(500));
                application.signal("CONT", pid);
                assertTaken(pid, settledPid(application.open()), "the process that was stopped");
            }
            default -> {
                application.count("stop the spare and open");
                application.signal("STOP", pid);
                assertThat(settledPid(application.open()))
                        .as("not the process that is stopped")
                        .isNotEqualTo(pid);
                application.await("the stopped spare is killed", () -> !application.isAlive(pid));
            }
        }
        haveSpare();
        long next = application.sparePid();
        assertTaken(next, settledPid(application.open()), "the process that has waited");
    }

    /** On an overloaded machine a spare may be late with its first call: the application says so, and takes another. */
    private void assertTaken(long spare, long pid, String which) {
        if (pid != spare && application.wasLate(spare)) {
            application.count("late spare");
        } else {
            assertThat(pid).as(which).isEqualTo(spare);
        }
    }

    private long settledPid(StormedWindow window) throws Exception {
        application.settle(window);
        return window.pid();
    }

    /** Has a spare made if there is to be one, and there is none: by another window, in any case once. */
    private void haveSpare() throws Exception {
        if (!spares || application.sparePid() > 0) {
            return;
        }
        StormedWindow window = application.open();
        application.settle(window);
        application.await("a spare", () -> application.sparePid() > 0);
        application.ask("window", "destroy", window.id);
        application.await(window + " is destroyed", () -> window.has("closed"));
    }

    /** Kills what may not even be a process yet, or may just have loaded. */
    private void killWhileItStarts(StormedWindow window) throws Exception {
        application.count("kill what starts");
        application.await(
                "a process of " + window,
                () -> application.pidOf(window) > 0 || window.has("gone ") || window.has("closed"));
        pause(random.nextInt(400));
        long pid = application.pidOf(window);
        if (pid > 0) {
            application.signal("KILL", pid);
            application.await(window + " ends", () -> window.has("gone ") || window.has("closed"));
        }
    }

    /** Ends everything and returns what was wrong, of what the application told and of what it still holds. */
    List<String> calm() throws Exception {
        for (StormedWindow window : application.windows()) {
            if (!window.has("closed")) {
                application.settle(window);
                application.ask("window", random.nextBoolean() && !window.attached ? "close" : "destroy", window.id);
            }
        }
        application.await(
                "all are closed", () -> application.windows().stream().allMatch(window -> window.has("closed")));
        application.await("all utility processes have ended", () -> application.utilities() == 0);
        haveSpare();
        application.closeAttachments();
        application.read();
        List<String> wrong = new ArrayList<>();
        application.windows().forEach(window -> window.wrong().forEach(what -> wrong.add(what + ": " + window)));
        application.out().stream().filter(line -> line.startsWith("violation")).forEach(wrong::add);
        wrong.addAll(application.grown());
        application.windowIds().forEach(id -> wrong.add("window " + id + " is left"));
        long spare = application.sparePid();
        application.processes().stream()
                .filter(pid -> pid != application.main() && pid != spare)
                .forEach(pid -> wrong.add("process " + pid + " is left"));
        return wrong;
    }

    /** Quits while everything runs, some of it stopped: main ends in good order, and what it let go ends itself. */
    void quit() throws Exception {
        List<StormedWindow> held = stopSome();
        application.count("quit");
        application.ask("quit");
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
        long spare = application.sparePid();
        if (spare > 0) {
            application.signal("STOP", spare);
            stoppedToo.add(spare);
        }
        application.count("kill main");
        application.signal("KILL", application.main());
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
        List<StormedWindow> all =
                List.of(application.open(), application.open(), application.attach(), application.attach());
        int unused = application.fork();
        for (StormedWindow window : all) {
            application.settle(window);
        }
        List<StormedWindow> held = List.of(all.get(1), all.get(3));
        for (StormedWindow window : held) {
            application.signal("STOP", window.pid());
        }
        return held;
    }

    private void goOn(Set<Long> held) throws Exception {
        for (long pid : held) {
            application.signal("CONT", pid);
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
        Set<Long> left = application.processes();
        while (!spared.containsAll(left) && System.nanoTime() - begin < GONE_NANOS) {
            pause(LOOK_AGAIN_MILLIS);
            left = application.processes();
        }
        left.removeAll(spared);
        assertThat(left).as("processes that are left 2 s after %s", since).isEmpty();
    }

    /** Returns what was done, and how often. */
    Map<String, Integer> done() {
        return application.done();
    }

    /** Returns what the application logged, without numbers, and how often. */
    Map<String, Integer> complaints() {
        return application.complaints();
    }

    /** Returns the last lines that the application logged. */
    List<String> lastLogged() {
        return application.lastLogged();
    }

    @Override
    public void close() throws IOException {
        application.close();
    }
}
