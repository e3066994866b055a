package dev.covalent.launcher.e2e;

import dev.covalent.common.TypeToken;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A main process with two scripted renderers, which the tests of a class share.
 *
 * <p>Thread-safe once made.
 */
final class IpcFixture implements AutoCloseable {
    /** How many messages main sends to each window as soon as it is there. */
    static final int EARLY = 100;

    /** The numbers that a message of an order test carries. */
    static final TypeToken<List<Integer>> NUMBERS = new TypeToken<>() {};

    final MainProcess main;
    final Scripts scripts;
    final Peer first;
    final Peer second;
    private final AtomicInteger names = new AtomicInteger();

    /** Opens a window with a scripted renderer that has loaded. */
    @FunctionalInterface
    interface Opening {
        BrowserWindow open(MainProcess main, String title);
    }

    IpcFixture(MainProcess main, Opening opening) {
        this.main = main;
        this.scripts = new Scripts(main.ipcMain());
        main.app().on(App.BROWSER_WINDOW_CREATED, window -> {
            for (int i = 0; i < EARLY; i++) {
                window.webContents().send(ScriptHost.EARLY, i);
            }
        });
        this.first = peer(opening.open(main, "first"));
        this.second = peer(opening.open(main, "second"));
    }

    Peer peer(BrowserWindow window) {
        return new Peer(scripts, window.webContents(), window.id());
    }

    /** Returns a name that no other test uses. */
    String name(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    @Override
    public void close() {
        main.close();
    }
}
