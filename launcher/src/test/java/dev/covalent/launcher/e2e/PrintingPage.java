package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteWindowOptions;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;

/** A page that prints, and tells what its process was given. */
public final class PrintingPage implements Page {
    private final Renderer renderer;
    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    @Inject
    PrintingPage(Renderer renderer, IpcRenderer ipcRenderer, RemoteModule remote) {
        this.renderer = renderer;
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
    }

    @Override
    public void load() {
        ipcRenderer.handle("print", (event, message) -> {
            System.out.println(message.get(0, String.class));
            System.err.println("to err: " + message.get(0, String.class));
            return null;
        });
        ipcRenderer.handle(
                "open",
                (event, message) -> remote.browserWindow()
                        .open(RemoteWindowOptions.page(PrintingPage.class))
                        .id());
        ipcRenderer.handle("flood", (event, message) -> {
            String line = "x".repeat(1000);
            for (int i = 0; i < message.get(0, int.class); i++) {
                System.out.println(line);
            }
            System.out.println("flooded");
            return null;
        });
        ipcRenderer.handle(
                "given",
                (event, message) -> List.of(
                        String.valueOf(System.getenv(message.get(0, String.class))),
                        Path.of("").toAbsolutePath().toString(),
                        String.join("|", renderer.arguments())));
    }
}
