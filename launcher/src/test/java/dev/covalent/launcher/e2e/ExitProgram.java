package dev.covalent.launcher.e2e;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * An application whose JVM has a thread that would keep it for ever, unless it is alone: {@code exit NAME DATA EXITS HOW}.
 * It ends in one of several ways, and says what was run then.
 */
final class ExitProgram {
    private ExitProgram() {}

    static void run(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("hook")));
        boolean exits = Boolean.parseBoolean(arguments[3]);
        MainProcess.Builder builder = MainProcess.builder()
                .name(arguments[1])
                .headless(true)
                .userData(Path.of(arguments[2]))
                .exitsJvm(exits);
        String how = arguments[4];
        if (!how.equals("alone")) {
            Threads.keeping("stays", () -> new CompletableFuture<Void>().join()).start();
        }
        if (how.equals("before ready")) {
            builder.beforeReady(main -> {
                main.app().on(App.READY, app -> say("ready"));
                main.app().exit(7);
            });
        }
        try (MainProcess main = builder.start()) {
            main.app().on(App.QUIT, code -> say("quit " + code));
            begin(main, how);
            int code = main.awaitQuit();
            say("awaited " + code + (!exits || Eventually.becomes(true, ExitProgram::isWaitedFor) ? "" : " in vain"));
        }
        if (how.equals("goes on")) {
            System.exit(5);
        }
    }

    private static void begin(MainProcess main, String how) throws InterruptedException {
        switch (how) {
            case "page" -> main.browserWindows().open(BrowserWindowOptions.page(Exiting.class));
            case "loop, twice" -> {
                main.app().on(App.BROWSER_WINDOW_CREATED, window -> {
                    main.app().exit(7);
                    main.app().exit(8);
                });
                main.browserWindows().open(BrowserWindowOptions.page(ScriptPage.class));
            }
            case "quit" -> main.app().quit();
            case "throw" -> throw new IllegalStateException("thrown by the program");
            case "stay" -> say("stays");
            case "daemon" -> {
                Thread daemon = Threads.daemon("waits", () -> awaitAndStay(main));
                awaitWaiting(daemon);
                main.app().exit(7);
            }
            case "waits" -> {
                awaitWaiting(Threads.keeping("goes-on", () -> awaitAndStay(main)));
                main.app().exit(7);
            }
            case "given up" -> {
                Thread impatient = Threads.keeping("gives-up", () -> awaitAndStay(main));
                awaitWaiting(impatient);
                impatient.interrupt();
                say("given up " + Eventually.becomes(true, () -> isIn(impatient, "stay")));
                main.app().exit(7);
            }
            case "before ready" -> say("started");
            default -> main.app().exit(7);
        }
    }

    private static void awaitAndStay(MainProcess main) {
        try {
            say("awaited elsewhere " + main.awaitQuit());
        } catch (InterruptedException givenUp) {
            stay();
        }
        stay();
    }

    private static void stay() {
        new CompletableFuture<Void>().join();
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        thread.start();
        say("waiting " + Eventually.becomes(true, () -> isIn(thread, "awaitQuit")));
    }

    private static boolean isIn(Thread thread, String method) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(call -> call.getMethodName().equals(method));
    }

    /** Tells whether what ends the JVM waits for this thread to have done what it has to do. */
    private static boolean isWaitedFor() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(Threads.PREFIX + "exit")
                        && !thread.getKey().isDaemon())
                .anyMatch(thread -> Stream.of(thread.getValue())
                        .anyMatch(call -> call.getMethodName().equals("timedJoin")));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Ends the application as it loads. */
    static final class Exiting implements Page {
        private final RemoteModule remote;

        @Inject
        Exiting(RemoteModule remote) {
            this.remote = remote;
        }

        @Override
        public void load() {
            remote.app().exit(7);
        }
    }
}
