package dev.covalent.launcher.e2e;

import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The application that goes through a storm: {@code NAME USER_DATA}. It does what is asked of it by messages, numbers
 * what it sends to its windows, and prints each event.
 */
final class StormProgram {
    static final Duration UNRESPONSIVE_AFTER = Duration.ofSeconds(2);
    private static final int PING_MILLIS = 20;

    private final MainProcess main;
    /** What a window was sent last. */
    private final Map<Integer, Long> pings = new ConcurrentHashMap<>();

    /** What each process is to say next; in the turn. */
    private final Map<Long, Long> ticks = new HashMap<>();

    /** The process that each window's page told; in the turn. */
    private final Map<Integer, Long> pids = new HashMap<>();

    private @Nullable MainSnapshot before;
    private int utilities;

    private StormProgram(MainProcess main) {
        this.main = main;
    }

    public static void main(String[] args) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(args[0])
                .userData(Path.of(args[1]))
                .headless(true)
                .unresponsiveAfter(UNRESPONSIVE_AFTER)
                .start();
        new StormProgram(main).run();
    }

    private void run() throws InterruptedException {
        main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        main.app().on(App.UNCAUGHT_EXCEPTION, thrown -> say("violation uncaught " + thrown));
        main.app().on(App.BROWSER_WINDOW_CREATED, this::watch);
        main.app().on(App.QUIT, code -> say("quit " + code));
        main.ipcMain().on("hello", (event, message) -> {
            int window = windowOf(event);
            pids.put(window, message.get(0, long.class));
            say("W" + window + " hello " + message.get(0));
        });
        main.ipcMain().on("tick", (event, message) -> tick(message.get(0, long.class), message.get(1, long.class)));
        main.ipcMain().on("violation", (event, message) -> say("violation " + message.get(0)));
        handle();
        ScheduledExecutorService pinging = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "pinging");
            thread.setDaemon(true);
            return thread;
        });
        var unused = pinging.scheduleWithFixedDelay(this::ping, PING_MILLIS, PING_MILLIS, TimeUnit.MILLISECONDS);
        say("main " + ProcessHandle.current().pid());
        main.awaitQuit();
    }

    private void handle() {
        main.ipcMain()
                .handle(
                        "open",
                        (event, message) -> main.browserWindows()
                                .open(BrowserWindowOptions.page(StormPage.class))
                                .id());
        main.ipcMain().handle("spare", (event, message) -> spare());
        main.ipcMain().handle("utility", (event, message) -> fork());
        main.ipcMain()
                .handle(
                        "pid",
                        (event, message) -> main.browserWindows()
                                .fromId(message.get(0, int.class))
                                .map(window -> window.webContents().getOSProcessId())
                                .orElse(0L));
        main.ipcMain()
                .on(
                        "window",
                        (event, message) -> main.browserWindows()
                                .fromId(message.get(1, int.class))
                                .ifPresent(window -> act(window, message.get(0, String.class))));
        main.ipcMain()
                .handle(
                        "windows",
                        (event, message) -> main.browserWindows().getAllWindows().stream()
                                .map(BrowserWindow::id)
                                .toList());
        main.ipcMain().handle("before", (event, message) -> {
            before = MainSnapshot.take();
            return true;
        });
        main.ipcMain().handle("grown", (event, message) -> {
            ticks.clear();
            pids.clear();
            pings.clear();
            return before == null ? List.of() : MainSnapshot.take().grownSince(before);
        });
        main.ipcMain().on("quit", (event, message) -> main.app().quit());
    }

    /** Returns the process that waits for its page, or 0. */
    private long spare() {
        return main.app().getAppMetrics().stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.SPARE
                        && metric.name().equals("spare"))
                .map(ProcessMetric::pid)
                .findFirst()
                .orElse(0L);
    }

    private static void act(BrowserWindow window, String what) {
        switch (what) {
            case "reload" -> window.reload();
            case "close" -> window.close();
            case "destroy" -> window.destroy();
            case "crash" -> window.webContents().forcefullyCrashRenderer();
            default -> throw new IllegalArgumentException(what);
        }
    }

    private int fork() {
        int number = ++utilities;
        UtilityProcess utility =
                main.utilityProcess().fork(UtilityProgram.class.getName(), List.of("serve"), UtilityOptions.defaults());
        utility.on(
                UtilityProcess.SPAWN,
                same -> say("U" + number + " spawn " + same.pid().orElse(0)));
        utility.on(UtilityProcess.EXIT, code -> say("U" + number + " exit " + code));
        return number;
    }

    private void watch(BrowserWindow window) {
        int id = window.id();
        say("W" + id + " created");
        window.on(BrowserWindow.CLOSED, closed -> say("W" + id + " closed"));
        window.on(BrowserWindow.UNRESPONSIVE, hung -> say("W" + id + " unresponsive"));
        window.on(BrowserWindow.RESPONSIVE, hung -> say("W" + id + " responsive"));
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> say("W" + id + " loaded " + pids.get(id)));
        window.webContents()
                .on(
                        WebContents.RENDER_PROCESS_GONE,
                        gone -> say("W" + id + " gone " + gone.reason().text() + " " + gone.exitCode() + " "
                                + pids.get(id)));
    }

    private void tick(long pid, long number) {
        long expected = ticks.getOrDefault(pid, 0L);
        if (number != expected) {
            say("violation: pid " + pid + " said " + number + ", not " + expected);
        }
        ticks.put(pid, number + 1);
    }

    private void ping() {
        for (BrowserWindow window : main.browserWindows().getAllWindows()) {
            long next = pings.getOrDefault(window.id(), 0L);
            try {
                window.webContents().send("ping", next);
                pings.put(window.id(), next + 1);
            } catch (RuntimeException refused) {
                if (!window.isDestroyed()) { // as any may be by now: this is not the turn of main's loop
                    say("W" + window.id() + " refused " + refused);
                }
            }
        }
    }

    private int windowOf(IpcMainEvent event) {
        return main.browserWindows()
                .fromWebContents(event.sender())
                .map(BrowserWindow::id)
                .orElse(0);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
