package dev.covalent.launcher.bench.fault;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** A page that asks main questions, and tells how long the answers took. */
final class BystanderPage implements Page {
    /** What it asks main; the answer is whether that is enough. */
    static final String QUESTION = "question";

    /** A request to ask at a pace, so often at least and until it is enough; the answer is how many nanoseconds each took. */
    static final String PACED = "paced";

    /** A request to ask so many times; the answer is how many nanoseconds that took. */
    static final String AT_ONCE = "at-once";

    private final IpcRenderer ipcRenderer;

    @Inject
    BystanderPage(IpcRenderer ipcRenderer) {
        this.ipcRenderer = ipcRenderer;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
    public void load() {
        Pace pace = new Pace(ipcRenderer, QUESTION);
        ipcRenderer.handle(PACED, (event, message) -> {
            int fewest = message.get(0, int.class);
            return CompletableFuture.supplyAsync(() -> pace.untilEnough(fewest));
        });
        ipcRenderer.handle(AT_ONCE, (event, message) -> {
            int questions = message.get(0, int.class);
            return CompletableFuture.supplyAsync(() -> pace.nanosOf(questions));
        });
    }
}
