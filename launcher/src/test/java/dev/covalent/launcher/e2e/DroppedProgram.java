package dev.covalent.launcher.e2e;

import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;

/** An application that sends to renderers that are gone, and logs what becomes of that: {@code dropped NAME DATA}. */
final class DroppedProgram {
    /** How many messages go to the renderer that is loaded again. */
    static final int RELOADED = 120;

    /** How many go to the one whose window is destroyed then. */
    static final int DESTROYED = 7;

    private DroppedProgram() {}

    static void run(String[] arguments) throws InterruptedException {
        System.setProperty("org.slf4j.simpleLogger.log.dev.covalent.main.session.RendererSession", "debug");
        try (MainProcess main = MainProcess.builder()
                .name(arguments[1])
                .headless(true)
                .spareRenderer(false)
                .userData(Path.of(arguments[2]))
                .start()) {
            main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
            sendTo(window, RELOADED);
            say("before the reload");
            window.reload();
            say("loaded again "
                    + Eventually.becomes(false, () -> window.webContents().isLoading()));
            sendTo(window, DESTROYED);
            say("before the end");
            window.destroy();
            say("destroyed " + window.isDestroyed());
        }
    }

    /** Every other message is sent by the method that throws for what is destroyed. */
    private static void sendTo(BrowserWindow window, int messages) throws InterruptedException {
        window.webContents().forcefullyCrashRenderer();
        say("crashed " + Eventually.becomes(true, () -> window.webContents().isCrashed()));
        boolean sent = false;
        for (int i = 0; i < messages; i++) {
            sent |= i % 2 == 0
                    ? window.webContents().trySend("number", i)
                    : window.webContents().send("number", i);
        }
        say("sent " + sent);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
