package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** A page that tells how its JVM was started. */
public final class FlagsPage implements Page {
    private final IpcRenderer ipcRenderer;

    @Inject
    FlagsPage(IpcRenderer ipcRenderer) {
        this.ipcRenderer = ipcRenderer;
    }

    @Override
    public void load() {
        ipcRenderer.handle(
                "flags",
                (event, message) ->
                        String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        ipcRenderer.handle(
                "heap",
                (event, message) ->
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getInit());
        ipcRenderer.handle(
                "collectors",
                (event, message) -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList());
    }
}
