package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;

/** Finds windows by their ids; has handed main a callback before it is loaded. */
public final class FinderPage implements Page {
    static final String NOTHING = "nothing";
    static final String ITSELF = "itself";

    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    @Inject
    FinderPage(IpcRenderer ipcRenderer, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
        remote.getGlobal("bell", BellPage.Bell.class).keep(by -> ipcRenderer.send("rung", by));
    }

    @Override
    public void load() {
        ipcRenderer.handle("find", (event, message) -> find(message.get(0, int.class)));
    }

    private String find(int id) {
        return remote.browserWindow().fromId(id).map(this::name).orElse(NOTHING);
    }

    private String name(RemoteBrowserWindow window) {
        return window == remote.getCurrentWindow() ? ITSELF : window.title();
    }
}
