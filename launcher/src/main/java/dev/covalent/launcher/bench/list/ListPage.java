package dev.covalent.launcher.bench.list;

import dev.covalent.common.TypeToken;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.util.List;

/** A page that gets the shared list, and goes through it, as soon as it is told to. */
final class ListPage implements Page {
    /** The request that has it do so; answered with a {@link Walk}. */
    static final String WALK = "walk";

    /** The name of what is shared. */
    static final String SHARED = "catalogue";

    /** The property that is the list. */
    static final String ITEMS = "items";

    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    @Inject
    ListPage(IpcRenderer ipcRenderer, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
    }

    @Override
    public void load() {
        ipcRenderer.handle(WALK, (event, message) -> {
            long start = System.nanoTime();
            List<Item> items = remote.getGlobal(SHARED).get(ITEMS, new TypeToken<List<Item>>() {});
            double sum = Item.walk(items);
            return new Walk(System.nanoTime() - start, sum);
        });
    }
}
