package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteWindowOptions;
import jakarta.inject.Inject;

/** Opens windows and ends the application, and tells main what it sees of that. */
public final class OpenerPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    @Inject
    OpenerPage(IpcRenderer ipcRenderer, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
    }

    @Override
    public void load() {
        RemoteApp app = remote.app();
        app.on(RemoteApp.BROWSER_WINDOW_CREATED, window -> tell("created", window));
        app.on(RemoteApp.BEFORE_QUIT, quitting -> ipcRenderer.send("told", "before-quit", quitting.name(), 0));
        ipcRenderer.on("open", (event, message) -> {
            RemoteBrowserWindow opened = remote.browserWindow()
                    .open(RemoteWindowOptions.page(Opened.class)
                            .title(message.get(0, String.class))
                            .size(200, 100));
            tell("opened", opened);
            remote.browserWindow().getAllWindows().forEach(window -> tell("listed", window));
        });
        ipcRenderer.on("open-late", (event, message) -> {
            try {
                remote.browserWindow().open(RemoteWindowOptions.page(Opened.class));
            } catch (IllegalStateException quitting) {
                ipcRenderer.send("told", "refused", quitting.getMessage(), 0);
            }
        });
        ipcRenderer.on("quit", (event, message) -> app.quit());
        ipcRenderer.on("exit", (event, message) -> app.exit(message.get(0, int.class)));
    }

    private void tell(String what, RemoteBrowserWindow window) {
        ipcRenderer.send("told", what, window.title(), window.id());
    }

    /** Is opened by the other one. */
    public static final class Opened implements Page {
        private final IpcRenderer ipcRenderer;
        private final RemoteModule remote;

        @Inject
        Opened(IpcRenderer ipcRenderer, RemoteModule remote) {
            this.ipcRenderer = ipcRenderer;
            this.remote = remote;
        }

        @Override
        public void load() {
            RemoteBrowserWindow own = remote.getCurrentWindow();
            ipcRenderer.send("told", "loaded", own.title(), own.id());
        }
    }
}
