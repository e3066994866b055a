package dev.covalent.launcher.cli;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.util.List;

/** What operators look at. */
final class OperatedPage implements Page {
    private final IpcRenderer ipcRenderer;

    @Inject
    OperatedPage(IpcRenderer ipcRenderer) {
        this.ipcRenderer = ipcRenderer;
    }

    @Override
    public void load() {
        ipcRenderer.handle("selection", (event, message) -> List.of("selected", message.toList()));
        ipcRenderer.handle("failing", (event, message) -> {
            throw new IllegalStateException("no selection");
        });
        ipcRenderer.on("news", (event, message) -> ipcRenderer.send("heard", message.toList()));
        ipcRenderer.on("order", (event, message) -> ipcRenderer.sendSync("order-sync", message.toList()));
    }
}
