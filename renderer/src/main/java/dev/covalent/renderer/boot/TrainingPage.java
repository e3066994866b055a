package dev.covalent.renderer.boot;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;

/** A page that only exists. */
final class TrainingPage implements Page {

    @Inject
    TrainingPage(IpcRenderer ipcRenderer, RemoteModule remote, LocalStorage storage, PageWindow window) {}

    @Override
    public void load() {
        // It was made: that was all.
    }
}
