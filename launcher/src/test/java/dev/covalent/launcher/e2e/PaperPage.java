package dev.covalent.launcher.e2e;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteWindowOptions;
import jakarta.inject.Inject;
import java.util.List;

/** A page on paper: it says what its sheet is like, and has things done to it. */
public final class PaperPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final PageWindow window;
    private final RemoteModule remote;

    @Inject
    PaperPage(IpcRenderer ipcRenderer, PageWindow window, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.window = window;
        this.remote = remote;
    }

    @Override
    public void load() {
        PaperWindow paper = window.content(PaperWindow.class).orElse(null);
        ipcRenderer.send(
                "loaded",
                Thread.currentThread().getName(),
                window.isHeadless(),
                window.contentPane().isPresent());
        if (paper == null) {
            return;
        }
        ipcRenderer.handle(
                "sheet",
                (event, message) -> new Sheet(
                        paper.title(),
                        paper.bounds(),
                        paper.isVisible(),
                        paper.setup().id(),
                        paper.done()));
        ipcRenderer.on("use", (event, message) -> paper.use(message.get(0, String.class)));
        ipcRenderer.on("own", (event, message) -> window.bounds(new Bounds(1, 2, 300, 200)));
        ipcRenderer.on(
                "open",
                (event, message) -> remote.browserWindow()
                        .open(RemoteWindowOptions.page(PaperPage.class).title("of the page")));
    }

    /** What a sheet of paper is like. */
    public record Sheet(String title, Bounds bounds, boolean visible, int id, List<String> done) {}
}
