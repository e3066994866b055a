package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.EarlierWrite;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;

/** The page of the earlier life: it stores a value. Confined to its renderer's event loop. */
final class EarlierPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final LocalStorage localStorage;

    @Inject
    EarlierPage(IpcRenderer ipcRenderer, LocalStorage localStorage) {
        this.ipcRenderer = ipcRenderer;
        this.localStorage = localStorage;
    }

    @Override
    public void load() {
        localStorage.setItem(
                EarlierWrite.KEY, ipcRenderer.sendSync(EarlierLife.VALUE).get(String.class));
        ipcRenderer.send(EarlierLife.STORED, localStorage.getItem(EarlierWrite.KEY));
    }
}
