package dev.covalent.launcher.bench.fault;

import dev.covalent.common.GoneReason;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Subscription;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.OpenSockets;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.common.process.ProcessPause;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SecondInstance;
import dev.covalent.renderer.Renderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Has processes of a main process die, with real signals, and tells how long it takes until that is dealt with. */
public final class Faults {
    /** How often a fault is had for a figure. */
    static final int TIMES = 5;

    private static final int KILLED_AT_ONCE = 200;

    /** An archive with which a renderer does not start is not used again; there is none yet for other flags. */
    private static final String NO_ARCHIVE = "-Dcovalent.bench.fault=starting";

    static final Duration NEVER = Duration.ofMinutes(2);

    private final MainProcess main;

    /** Makes them for a main process, which is left as it was. */
    public Faults(MainProcess main) {
        this.main = main;
    }

    /** Takes a figure. */
    public Measurement take(Subject subject, Mode mode) throws Exception {
        return switch (subject) {
            case KILLED_IN_HANDSHAKE -> repeated(this::killedInHandshake);
            case KILLED_STARTING -> repeated(this::killedStarting);
            case KILLED_IDLE -> repeated(this::killedIdle);
            case KILLED_ASKED -> repeated(this::killedAsked);
            case CUT_AND_RESUMED -> repeated(this::cutAndResumed);
            case ATTACHED_MANY -> Measurement.ofTimes(List.of(attachedMany()));
            case KILLED_MANY -> Measurement.ofTimes(List.of(killedMany()));
            case LET_GO -> repeated(this::letGo);
            case MAIN_KILLED -> repeated(this::mainKilled);
            case CALLBACKS_PASSED -> Measurement.ofTimes(List.of(Callbacks.passed(main)));
            case HEAPS_BACK -> Measurement.ofTimes(List.of(Callbacks.heapsBack(main)));
            case OUT_OF_MEMORY -> repeated(() -> outOfMemory(Exhaustion.HEAP, false));
            case OUT_OF_MEMORY_BESIDE -> repeated(() -> outOfMemory(Exhaustion.HEAP, true));
            case OUT_OF_METASPACE -> repeated(() -> outOfMemory(Exhaustion.METASPACE, false));
            case OUT_OF_DIRECT_MEMORY -> repeated(() -> outOfMemory(Exhaustion.DIRECT_MEMORY, false));
            case SECOND_INSTANCE -> repeated(this::secondInstance);
            case STALE_ENDPOINT -> staleEndpoint();
            case BYSTANDER, BESIDE_BARE_KILLS, BESIDE_KILLS, BESIDE_GLUT ->
                Bystanders.take(main.name() + "-beside", subject, mode);
            default -> throw new IllegalArgumentException("No fault: " + subject);
        };
    }

    private static Measurement repeated(Callable<Duration> fault) throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            times.add(fault.call());
        }
        return Measurement.ofTimes(times);
    }

    private Duration killedInHandshake() throws Exception {
        Set<String> before = sockets();
        try (Victim victim = Victim.start(VictimProgram.class, VictimProgram.Role.HALF_HANDSHAKE.name(), main.name())) {
            victim.awaitReady();
            Set<String> more = new HashSet<>();
            Within.limit("main has taken the connection", () -> {
                more.addAll(sockets());
                more.removeAll(before);
                return !more.isEmpty();
            });
            long start = System.nanoTime();
            victim.process().destroyForcibly();
            Within.limit(
                    "main has let go of the connection", () -> more.stream().noneMatch(sockets()::contains));
            return since(start);
        }
    }

    private Duration killedStarting() throws Exception {
        try (VictimWindow window = VictimWindow.open(main, NO_ARCHIVE).awaitProcess()) {
            long start = window.kill();
            Duration time = Duration.ofNanos(window.awaitGone() - start);
            window.closeAfter(GoneReason.LAUNCH_FAILED);
            return time;
        }
    }

    private Duration killedIdle() throws Exception {
        try (VictimWindow window = VictimWindow.open(main).awaitLoaded()) {
            long start = window.kill();
            Duration time = Duration.ofNanos(window.awaitGone() - start);
            window.closeAfter(GoneReason.KILLED);
            return time;
        }
    }

    private Duration letGo() throws Exception {
        try (Holdings holdings = new Holdings(main);
                VictimWindow window = VictimWindow.open(main).awaitLoaded()) {
            holdings.takeFor(window);
            long start = window.kill();
            Within.limit("main has nothing of the renderer", holdings::areGone);
            Duration time = since(start);
            window.closeAfter(GoneReason.KILLED);
            return time;
        }
    }

    private Duration killedAsked() throws Exception {
        try (VictimWindow window = VictimWindow.open(main).awaitLoaded()) {
            CompletableFuture<Long> goneAt = window.contents()
                    .invoke(VictimPage.ASK, NEVER)
                    .handle((value, failed) -> failed instanceof PeerGoneException ? System.nanoTime() : 0L);
            long start = window.kill();
            long end = Within.limit(goneAt);
            if (end == 0) {
                throw new IllegalStateException("What main asked a renderer that is gone did not end as gone");
            }
            Duration time = Duration.ofNanos(end - start);
            window.closeAfter(GoneReason.KILLED);
            return time;
        }
    }

    private Duration cutAndResumed() throws Exception {
        Set<BrowserWindow> before = new HashSet<>(main.browserWindows().getAllWindows());
        try (Victim victim = Victim.start(VictimProgram.class, VictimProgram.Role.ATTACH.name(), main.name())) {
            victim.awaitReady();
            BrowserWindow window = main.browserWindows().getAllWindows().stream()
                    .filter(each -> !before.contains(each))
                    .findFirst()
                    .orElseThrow();
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
            ProcessPause.stop(victim.pid());
            window.destroy();
            Within.limit(closed);
            long start = System.nanoTime();
            ProcessPause.resume(victim.pid());
            return Duration.ofNanos(victim.awaitEnd() - start);
        }
    }

    /** They have attached and gone before, so that their process does nothing for the first time. */
    private Duration attachedMany() throws Exception {
        List<String> flags = List.of("-XX:TieredStopAtLevel=1"); // so that its compiler is done, too
        Rush rush = new Rush(RushProgram.MANY);
        List<BrowserWindow> before = main.browserWindows().getAllWindows();
        try (Victim victim = Victim.start(flags, RushProgram.class, main.name())) {
            victim.awaitReady();
            Within.limit(
                    "the windows of the warm-up are closed",
                    () -> main.browserWindows().getAllWindows().equals(before));
            Subscription arrivals = main.app().on(App.BROWSER_WINDOW_CREATED, rush::arrived);
            try {
                long start = System.nanoTime();
                victim.go();
                Duration time = Duration.ofNanos(rush.awaitAll(victim) - start);
                Duration unused = victim.killed();
                rush.awaitGone();
                return time;
            } finally {
                arrivals.close();
            }
        }
    }

    private Duration killedMany() throws Exception {
        List<VictimWindow> windows = new ArrayList<>();
        try {
            for (int i = 0; i < KILLED_AT_ONCE; i++) {
                windows.add(VictimWindow.open(main));
            }
            List<ProcessHandle> processes = new ArrayList<>();
            for (VictimWindow window : windows) {
                processes.add(window.awaitLoaded().process());
            }
            long start = System.nanoTime();
            processes.forEach(ProcessHandle::destroyForcibly);
            long last = start;
            for (VictimWindow window : windows) {
                last = Math.max(last, window.awaitGone());
            }
            for (VictimWindow window : windows) {
                window.closeAfter(GoneReason.KILLED);
            }
            OwnLoad.awaitIdle();
            return Duration.ofNanos(last - start);
        } finally {
            windows.forEach(VictimWindow::close);
        }
    }

    /** Each time the application has the same name, which the one that was killed before has left. */
    private Duration mainKilled() throws Exception {
        String name = main.name() + "-killed";
        try (Victim application = Victim.start(VictimProgram.class, VictimProgram.Role.WINDOWS.name(), name)) {
            List<ProcessHandle> renderers = new ArrayList<>();
            for (String pid : application.awaitReady().split(" ", -1)) {
                renderers.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
            }
            try (Victim attached = Victim.start(VictimProgram.class, VictimProgram.Role.ATTACH.name(), name)) {
                attached.awaitReady();
                renderers.add(attached.process());
                long start = System.nanoTime();
                application.killed();
                Within.limit(
                        "its renderers have ended", () -> renderers.stream().allMatch(ProcessEnd::hasCome));
                Duration time = since(start);
                if (attached.exitCode() != ExitCodes.PARENT_GONE) {
                    throw new IllegalStateException("A renderer did not end as without main: " + attached.lastLines());
                }
                return time;
            }
        }
    }

    /** To fill the memory takes its time, too; what counts begins when the renderer last got any. */
    private Duration outOfMemory(Exhaustion exhaustion, boolean onAnotherThread) throws Exception {
        AtomicLong lastGot = new AtomicLong();
        try (VictimWindow window = VictimWindow.open(main, exhaustion.limit()).awaitLoaded();
                Subscription hearing =
                        main.ipcMain().on(VictimPage.GOT, (event, message) -> lastGot.set(System.nanoTime()))) {
            window.contents().send(VictimPage.EXHAUST, exhaustion, onAnotherThread);
            long gone = window.awaitGone();
            if (lastGot.get() == 0) {
                throw new IllegalStateException("The renderer got no memory at all, and " + hearing + " heard nothing");
            }
            Duration time = Duration.ofNanos(gone - lastGot.get());
            window.closeAfter(GoneReason.OOM);
            if (window.exitCode() != ExitCodes.OUT_OF_MEMORY) {
                throw new IllegalStateException("Out of memory, a renderer ended with " + window.exitCode());
            }
            return time;
        }
    }

    private Duration secondInstance() throws Exception {
        if (!main.app().requestSingleInstanceLock()) {
            throw new IllegalStateException("The benchmark is not the first instance of '" + main.name() + "'");
        }
        CompletableFuture<SecondInstance> heard = new CompletableFuture<>();
        Subscription hearing = main.app().on(App.SECOND_INSTANCE, heard::complete);
        long start = System.nanoTime();
        try (Victim second = Victim.start(VictimProgram.class, VictimProgram.Role.SECOND.name(), main.name())) {
            Duration time = Duration.ofNanos(second.awaitEnd() - start);
            if (second.exitCode() != 1 || !Within.limit(heard).arguments().contains("--open=file")) {
                throw new IllegalStateException("The second instance did not end as such: " + second.lastLines());
            }
            return time;
        } finally {
            hearing.close();
            main.app().releaseSingleInstanceLock();
        }
    }

    private Measurement staleEndpoint() throws Exception {
        String name = main.name() + "-stale";
        try (Victim stale = Victim.start(VictimProgram.class, VictimProgram.Role.MAIN.name(), name)) {
            stale.awaitReady();
            stale.killed();
            return repeated(() -> refused(name));
        }
    }

    private static Duration refused(String name) {
        long start = System.nanoTime();
        try (Renderer unexpected = Renderer.attachment(name).headless(true).attach()) {
            throw new IllegalStateException(unexpected + " attached to '" + name + "', which was killed");
        } catch (RuntimeException refused) {
            if (!String.valueOf(refused.getMessage()).contains(name)) {
                throw refused;
            }
            return since(start);
        }
    }

    private static Set<String> sockets() {
        return OpenSockets.of(ProcessHandle.current().pid());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
