package dev.covalent.renderer.boot;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page that only exists. */
final class TrainingPage implements Page {
    private static final Logger log = LoggerFactory.getLogger(TrainingPage.class);

    private final IpcRenderer ipcRenderer;
    private final List<Object> given;

    @Inject
    TrainingPage(IpcRenderer ipcRenderer, RemoteModule remote, LocalStorage storage, PageWindow window) {
        this.ipcRenderer = ipcRenderer;
        given = List.of(ipcRenderer, remote, storage, window);
    }

    @Override
    public void load() {
        log.debug("Training: a page with {}", given);
        ipcRenderer.send("training", given.size());
    }
}
