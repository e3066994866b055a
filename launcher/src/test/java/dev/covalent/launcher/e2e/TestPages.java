package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** Pages that misbehave, each in its way. */
final class TestPages {

    private TestPages() {}

    /** Cannot be shown. */
    public static final class Throwing implements Page {
        @Inject
        Throwing() {}

        @Override
        public void load() {
            throw new IllegalStateException("no database, as the test wants");
        }
    }

    /** Does not let itself be closed. */
    public static final class Stubborn implements Page {
        @Inject
        Stubborn() {}

        @Override
        public void load() {}

        @Override
        public void unload() {
            new CompletableFuture<Void>().join();
        }
    }

    /** Says so, and never gets any further. */
    public static final class Loading implements Page {
        private final IpcRenderer ipcRenderer;

        @Inject
        Loading(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {
            ipcRenderer.send("Loading");
            new CompletableFuture<Void>().join();
        }
    }

    /** Says so, and does not let itself be closed. */
    public static final class Unloading implements Page {
        private final IpcRenderer ipcRenderer;

        @Inject
        Unloading(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {}

        @Override
        public void unload() {
            ipcRenderer.send("Unloading");
            new CompletableFuture<Void>().join();
        }
    }

    /** Says something when it is unloaded. */
    public static final class Polite implements Page {
        private final IpcRenderer ipcRenderer;

        @Inject
        Polite(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {}

        @Override
        public void unload() {
            ipcRenderer.send("farewell", ipcRenderer.sendSync("may-i-go").get());
        }
    }

    /** Closes its window as soon as it is there. */
    public static final class ShortLived implements Page {
        private final PageWindow window;

        @Inject
        ShortLived(PageWindow window) {
            this.window = window;
        }

        @Override
        public void load() {
            window.close();
        }
    }
}
