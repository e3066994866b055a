package dev.covalent.renderer.boot;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page that only exists, and needs an injector for that. */
final class InjectedTrainingPage implements Page {
    private static final Logger log = LoggerFactory.getLogger(InjectedTrainingPage.class);

    private final IpcRenderer ipcRenderer;
    private final Service service;

    @Inject
    InjectedTrainingPage(IpcRenderer ipcRenderer, Service service) {
        this.ipcRenderer = ipcRenderer;
        this.service = service;
    }

    @Override
    public void load() {
        log.debug("Training: a page with {} and {}", ipcRenderer, service);
    }

    /** What no renderer has. */
    record Service(RemoteModule remote) {
        @Inject
        Service {}
    }
}
