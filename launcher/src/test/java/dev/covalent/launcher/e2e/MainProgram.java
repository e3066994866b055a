package dev.covalent.launcher.e2e;

import dev.covalent.common.Value;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.transport.Address;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.RendererOutput;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.Renderer;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The programs of the JVMs that the tests fork beside renderers: {@code main NAME USER_DATA WINDOWS}, which exits when a
 * renderer asks it to; {@code spare NAME USER_DATA}, which has a spare renderer; {@code phases NAME USER_DATA}, whose windows
 * are on their way; {@code attach NAME}, {@code attach-page NAME} and {@code attach-many NAME COUNT}; {@code alarms NAME
 * USER_DATA MILLIS} answers how often its pages were called unresponsive, after more time than that takes; {@code inherit NAME
 * USER_DATA LINE} has a page print; {@code starting NAME USER_DATA} starts a renderer and a utility process; {@code utility NAME USER_DATA} forks a process; {@code utility-output NAME USER_DATA LINE}
 * has one print; {@code half-handshake NAME COUNT} says too little to main; and those of {@link InstanceProgram}, {@link
 * RelaunchProgram}, {@link ExitProgram}, {@link QuitProgram} and {@link DroppedProgram}.
 */
final class MainProgram {

    private MainProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "main" -> runMain(args[1], Path.of(args[2]), Integer.parseInt(args[3]));
            case "instance" -> InstanceProgram.run(args);
            case "instances" -> InstanceProgram.race(args[1], Path.of(args[2]), Integer.parseInt(args[3]));
            case "spare" -> keepSpare(args[1], Path.of(args[2]));
            case "attach" -> attach(Renderer.attachment(args[1]).setUp(ScriptHost::install));
            case "attach-page" -> attach(Renderer.attachment(args[1]).page(ScriptPage.class.getName()));
            case "attach-many" -> attachMany(args[1], Integer.parseInt(args[2]));
            case "phases" -> runPhases(args[1], Path.of(args[2]));
            case "attach-outliving" -> attachForItself(args[1]);
            case "half-handshake" -> beginHandshakes(args[1], Integer.parseInt(args[2]));
            case "exit" -> ExitProgram.run(args);
            case "dropped" -> DroppedProgram.run(args);
            case "relaunch" -> RelaunchProgram.run(args);
            case "utility" -> runUtility(args[1], Path.of(args[2]));
            case "utility-output" -> inheritUtilityOutput(args[1], Path.of(args[2]), args[3]);
            case "inherit" -> inheritOutput(args[1], Path.of(args[2]), args[3]);
            case "starting" -> startBoth(args[1], Path.of(args[2]));
            case "quitting" -> QuitProgram.run(args);
            case "alarms" -> countAlarms(args[1], Path.of(args[2]), Duration.ofMillis(Long.parseLong(args[3])));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Opens windows: the first is left blocked in a request, the others with a busy loop. */
    private static void runMain(String name, Path userData, int windows) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start();
        Scripts scripts = new Scripts(main.ipcMain());
        CompletableFuture<Boolean> blocked = new CompletableFuture<>();
        main.ipcMain().on("never-answered", (event, message) -> {
            event.defer();
            blocked.complete(true);
        });
        main.ipcMain().on("exit", (event, message) -> System.exit(message.get(0, int.class)));
        main.app().on(App.QUIT, code -> say("quit " + code));
        for (int i = 0; i < windows; i++) {
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
            Peer peer = new Peer(scripts, window.webContents(), window.id());
            CompletableFuture<Value> never =
                    i == 0 ? peer.start(Script.SEND_SYNC, "never-answered") : peer.startOnLoop(Script.SPIN);
            say("renderer " + window.webContents().getOSProcessId() + (never.isDone() ? "" : " busy"));
        }
        Peer.settled(blocked);
        say("ready");
        say("ended with " + main.awaitQuit());
    }

    private static void keepSpare(String name, Path userData) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .spareRenderer(true)
                .start();
        ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
        Supplier<Optional<Long>> waiting = () -> main.app().getAppMetrics().stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.SPARE
                        && metric.name().equals("spare"))
                .map(ProcessMetric::pid)
                .findFirst();
        if (Eventually.becomes(true, () -> waiting.get().isPresent())) {
            say("spare " + waiting.get().orElseThrow());
        }
        main.awaitQuit();
    }

    private static void runUtility(String name, Path userData) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start();
        UtilityWatch utility = new UtilityWatch(main.utilityProcess().fork(UtilityProgram.class, "serve"));
        utility.process.postMessage(List.of("echo", "here"));
        Object unused = utility.take();
        say("utility " + utility.awaitSpawn());
        main.awaitQuit();
    }

    /** Says when a renderer is forked, beside a utility process, and what becomes of both. */
    private static void startBoth(String name, Path userData) throws Exception {
        try (MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start()) {
            UtilityWatch utility = new UtilityWatch(main.utilityProcess().fork(UtilityProgram.class, "serve"));
            utility.process.postMessage(List.of("echo", "here"));
            CompletableFuture<String> page = new CompletableFuture<>();
            BrowserWindow window = main.browserWindows().open(BrowserWindowOptions.page(ScriptPage.class));
            window.webContents().on(WebContents.DID_FINISH_LOAD, event -> page.complete("loaded"));
            window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> page.complete(gone.toString()));
            boolean forked = Eventually.becomes(true, () -> window.webContents().getOSProcessId() > 0);
            say("forked " + forked);
            say("page " + Peer.settled(page));
            say("utility " + utility.take());
        }
    }

    /** Has a utility process print to where this process prints, which is the default, and nowhere else. */
    private static void inheritUtilityOutput(String name, Path userData, String line) throws Exception {
        try (MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start()) {
            UtilityWatch utility = new UtilityWatch(main.utilityProcess().fork(UtilityProgram.class, "serve"));
            Object before = streams(utility);
            utility.process.postMessage(List.of("print", line));
            Object unused = utility.take();
            Object running = streams(utility);
            utility.process.postMessage(List.of("exit", 0));
            utility.awaitExit();
            say("streams " + before + running + streams(utility));
        }
    }

    private static Object streams(UtilityWatch utility) {
        return List.of(
                utility.process.stdout().isPresent(), utility.process.stderr().isPresent());
    }

    private static void countAlarms(String name, Path userData, Duration unresponsiveAfter) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .unresponsiveAfter(unresponsiveAfter)
                .start();
        AtomicInteger alarms = new AtomicInteger();
        main.app()
                .on(
                        App.BROWSER_WINDOW_CREATED,
                        window -> window.on(BrowserWindow.UNRESPONSIVE, hung -> {
                            alarms.incrementAndGet();
                        }));
        Executor afterwards =
                CompletableFuture.delayedExecutor(2 * unresponsiveAfter.toMillis(), TimeUnit.MILLISECONDS);
        main.ipcMain().on("alarms", (event, message) -> {
            event.defer();
            afterwards.execute(() -> event.returnValue(alarms.get()));
        });
        main.ipcMain().on("quit", (event, message) -> main.app().quit());
        for (int i = 0; i < 3; i++) {
            ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
        }
        say("ready");
        main.awaitQuit();
    }

    /** Has a page print to where this process prints. */
    private static void inheritOutput(String name, Path userData, String line) throws Exception {
        try (MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start()) {
            BrowserWindow window = ForkedIpcIT.loaded(
                    main, BrowserWindowOptions.page(PrintingPage.class).output(RendererOutput.inherit()));
            Value unused = Peer.settled(window.webContents().invoke("print", Duration.ofSeconds(20), line));
            main.awaitQuit();
        }
    }

    private static void attach(Renderer.Attachment attachment) {
        Renderer renderer = attachment.headless(true).attach();
        say("attached " + renderer.webContentsId());
        new CompletableFuture<Void>().join(); // it is not this thread that ends the JVM
    }

    private static void attachForItself(String name) throws InterruptedException {
        Renderer renderer =
                Renderer.attachment(name).headless(true).outliveMain().attach();
        say("attached " + renderer.webContentsId());
        if (renderer.awaitClose(Duration.ofSeconds(30))) {
            say("closed");
        }
        new CompletableFuture<Void>().join();
    }

    /** Connects so many times, says a little each time, and waits. */
    private static void beginHandshakes(String name, int count) throws Exception {
        EndpointDescriptor endpoint = new EndpointLocator(RuntimeDirectory.open()).find(name);
        Address address = Address.parse(endpoint.address());
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            channels.add(Strangers.connect(address));
            channels.get(i).write(ByteBuffer.wrap(new byte[] {'C'}));
        }
        say("connected " + channels.size());
        new CompletableFuture<Void>().join();
    }

    /** Attaches many renderers at the same moment, and tells how many failed. */
    private static void attachMany(String name, int count) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Renderer>> attaching = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Renderer> attached = new CompletableFuture<>();
            attaching.add(attached);
            Threads.daemon("attaching", () -> {
                        try {
                            start.await();
                            attached.complete(
                                    Renderer.attachment(name).headless(true).attach());
                        } catch (InterruptedException | RuntimeException failed) {
                            say("failed " + failed);
                            attached.completeExceptionally(failed);
                        }
                    })
                    .start();
        }
        start.countDown();
        List<Renderer> attached = attaching.stream()
                .map(CompletableFuture::join)
                .filter(renderer -> !renderer.isClosed())
                .toList();
        say("attached " + attached.size());
        new CompletableFuture<Void>().join();
    }

    /** Has a window in each state in which its process could be when main ends, but for those that are ready. */
    private static void runPhases(String name, Path userData) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .start();
        Map<String, CompletableFuture<Boolean>> reached = new HashMap<>();
        for (Class<?> page : List.of(TestPages.Loading.class, TestPages.Unloading.class)) {
            CompletableFuture<Boolean> there = new CompletableFuture<>();
            reached.put(page.getSimpleName(), there);
            main.ipcMain().on(page.getSimpleName(), (event, message) -> there.complete(true));
        }
        BrowserWindow loading = main.browserWindows().open(BrowserWindowOptions.page(TestPages.Loading.class));
        BrowserWindow unloading = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(TestPages.Unloading.class));
        unloading.close();
        reached.values().forEach(Peer::settled);
        BrowserWindow starting = main.browserWindows().open(BrowserWindowOptions.page(ScriptPage.class));
        if (Eventually.becomes(true, () -> starting.webContents().getOSProcessId() > 0)) {
            Signals.send("STOP", starting);
        }
        for (BrowserWindow window : List.of(starting, loading, unloading)) {
            say("renderer " + window.webContents().getOSProcessId());
        }
        say("ready");
        main.awaitQuit();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
