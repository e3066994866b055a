package dev.covalent.launcher.e2e;

import dev.covalent.common.concurrent.Countdown;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RendererOutput;
import dev.covalent.renderer.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application that quits while its page has a lot to save, and says what becomes of both: {@code quitting NAME DATA}. */
final class QuitProgram {
    private QuitProgram() {}

    static void run(String[] arguments) throws InterruptedException {
        try (MainProcess main = MainProcess.builder()
                .name(arguments[1])
                .headless(true)
                .spareRenderer(false)
                .userData(Path.of(arguments[2]))
                .start()) {
            BrowserWindow window = ForkedIpcIT.loaded(
                    main, BrowserWindowOptions.page(SavingPage.class).output(RendererOutput.inherit()));
            window.on(BrowserWindow.CLOSED, closed -> say("closed"));
            main.app().on(App.QUIT, code -> say("quit " + code));
            say("page " + window.webContents().getOSProcessId());
            main.app().quit();
            say("awaited " + main.awaitQuit());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Takes half of its grace to unload, not counting time in which it is stopped. */
    public static final class SavingPage implements Page {
        private static final Duration HALF_OF_ITS_GRACE = Duration.ofMillis(2500);

        @Override
        public void load() {}

        @Override
        public void unload() {
            say("unloading");
            CountDownLatch never = new CountDownLatch(1);
            try {
                boolean unused =
                        new Countdown(HALF_OF_ITS_GRACE).await(nanos -> never.await(nanos, TimeUnit.NANOSECONDS));
                say("saved");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
