package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;

/** Hands main a callback, and says what is called and sent. */
public final class BellPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    /** What the page waits for; Electron's {@code remote} has functions here. */
    @FunctionalInterface
    public interface Ringer {
        /** Is called by main. */
        void ring(String by);
    }

    /** What main shares. */
    public interface Bell {
        /** Keeps a callback. */
        void keep(Ringer ringer);
    }

    @Inject
    BellPage(IpcRenderer ipcRenderer, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
    }

    @Override
    public void load() {
        long pid = ProcessHandle.current().pid();
        ipcRenderer.on("message", (event, message) -> ipcRenderer.send("heard", pid, message.get(0, String.class)));
        remote.getGlobal("bell", Bell.class).keep(by -> ipcRenderer.send("rung", pid, by));
        ipcRenderer.send("here", pid);
    }

    @Override
    public void unload() {
        ipcRenderer.send("left", ProcessHandle.current().pid());
    }
}
