package dev.covalent.launcher.e2e;

import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A main process with two real windows, of which the second takes the focus from the first; says what main knows of it. */
public final class FocusProgram {
    private static final int LIMIT_SECONDS = 20;

    private FocusProgram() {}

    /** Runs it; the argument is the directory for its data. */
    public static void main(String[] arguments) throws InterruptedException {
        try (MainProcess main = MainProcess.builder()
                .name("focus")
                .userData(Path.of(arguments[0]))
                .start()) {
            main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
            CountDownLatch firstGained = new CountDownLatch(1);
            CountDownLatch bothTold = new CountDownLatch(2);
            CountDownLatch looked = new CountDownLatch(1);
            CountDownLatch crashed = new CountDownLatch(1);
            List<String> told = new CopyOnWriteArrayList<>();
            main.app().on(App.BROWSER_WINDOW_CREATED, window -> {
                window.on(BrowserWindow.FOCUS, focused -> told.add(window.id() + " focus"));
                window.on(BrowserWindow.BLUR, blurred -> told.add(window.id() + " blur"));
            });
            main.app().on(App.BROWSER_WINDOW_FOCUS, window -> {
                told.add(window.id() + " focus of the app");
                (window.id() == 1 ? firstGained : bothTold).countDown();
            });
            main.app().on(App.BROWSER_WINDOW_BLUR, window -> {
                told.add(window.id() + " blur of the app");
                (window.id() == 1 ? bothTold : crashed).countDown();
            });
            BrowserWindow first = open(main);
            await(firstGained);
            print(main, first, null);

            BrowserWindow second = open(main);
            await(bothTold);
            print(main, first, second);

            main.ipcMain().on("looked", (event, message) -> {
                System.out.println("page sees " + message.get(0));
                looked.countDown();
            });
            second.webContents().send("look");
            await(looked);
            second.webContents().forcefullyCrashRenderer();
            await(crashed);
            System.out.println("crashed, second " + second.isFocused() + ", destroyed " + second.isDestroyed());
            print(told, first);
            print(told, second);
        }
    }

    private static BrowserWindow open(MainProcess main) {
        return main.browserWindows()
                .open(BrowserWindowOptions.page(LookingPage.class).size(200, 100));
    }

    private static void print(MainProcess main, BrowserWindow first, @Nullable BrowserWindow second) {
        System.out.println("main sees "
                + main.browserWindows()
                        .getFocusedWindow()
                        .map(BrowserWindow::id)
                        .orElse(0) + ", first "
                + first.isFocused() + (second == null ? "" : ", second " + second.isFocused()));
    }

    /** Prints what was told of a window; what two processes say of theirs comes in either order. */
    private static void print(List<String> told, BrowserWindow window) {
        System.out.println(told.stream()
                .filter(event -> event.startsWith(window.id() + " "))
                .collect(Collectors.joining(", ")));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing happened within " + LIMIT_SECONDS + " s");
        }
    }

    /** Looks who has the focus. */
    public static final class LookingPage implements Page {
        private final IpcRenderer ipcRenderer;
        private final RemoteModule remote;

        @Inject
        LookingPage(IpcRenderer ipcRenderer, RemoteModule remote) {
            this.ipcRenderer = ipcRenderer;
            this.remote = remote;
        }

        @Override
        public void load() {
            ipcRenderer.on("look", (event, message) -> {
                Optional<RemoteBrowserWindow> focused = remote.browserWindow().getFocusedWindow();
                ipcRenderer.send("looked", focused.map(RemoteBrowserWindow::id).orElse(0));
            });
        }
    }
}
