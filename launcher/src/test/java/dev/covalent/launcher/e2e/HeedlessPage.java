package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** A page that does not look at what becomes of its requests, and collects its garbage when it is asked to. */
public final class HeedlessPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    @Inject
    HeedlessPage(IpcRenderer ipcRenderer, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
    }

    /** What main shares. */
    interface Refusal {
        /** Fails. */
        CompletionStage<String> refuse(String what);
    }

    @Override
    public void load() {
        Refusal refusal = Objects.requireNonNull(remote.getGlobal("refusal", Refusal.class));
        ipcRenderer.handle("ignore", (event, message) -> {
            Object unused = refusal.refuse("the ignored").thenAccept(answer -> {});
            unused = refusal.refuse("the handled").exceptionally(failure -> "refused");
            unused = ipcRenderer.invoke("refuse");
            return true;
        });
        ipcRenderer.handle("collect", (event, message) -> {
            System.gc();
            return true;
        });
    }
}
