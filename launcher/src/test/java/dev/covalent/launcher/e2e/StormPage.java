package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;

/** Answers each number with one of its own, and tells when one is missing, or comes twice. */
public final class StormPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final long pid = ProcessHandle.current().pid();
    private long last = -1;
    private long ticks;

    @Inject
    StormPage(IpcRenderer ipcRenderer) {
        this.ipcRenderer = ipcRenderer;
    }

    @Override
    public void load() {
        ipcRenderer.on("ping", (event, message) -> {
            long number = message.get(0, long.class);
            if (last >= 0 && number != last + 1) {
                ipcRenderer.send("violation", "pid " + pid + " got ping " + number + " after " + last);
            }
            last = number;
            ipcRenderer.send("tick", pid, ticks++);
        });
        ipcRenderer.send("hello", pid);
    }
}
