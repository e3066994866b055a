package dev.covalent.launcher.bench.fault;

import dev.covalent.common.Value;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A page that waits for its end. */
final class VictimPage implements Page {
    /** A request that it never answers. */
    static final String ASK = "ask";

    /** A message that has it take more memory than there is. */
    static final String EXHAUST = "exhaust";

    /** A message that has it ask main, and wait for the answers. */
    static final String ASK_MAIN = "ask-main";

    /** What it asks main then: as {@code invoke} and as {@code sendSync}. */
    static final String UNANSWERED = "unanswered";

    private static final int CHUNK = 1 << 20;

    private final IpcRenderer ipcRenderer;
    private final List<byte[]> kept = new ArrayList<>();

    @Inject
    VictimPage(IpcRenderer ipcRenderer) {
        this.ipcRenderer = ipcRenderer;
    }

    @Override
    public void load() {
        ipcRenderer.handle(ASK, (event, message) -> new CompletableFuture<>());
        ipcRenderer.on(EXHAUST, (event, message) -> {
            while (kept.size() < Integer.MAX_VALUE) {
                kept.add(new byte[CHUNK]);
            }
        });
        ipcRenderer.on(ASK_MAIN, (event, message) -> {
            CompletableFuture<Value> unused = ipcRenderer.invoke(UNANSWERED);
            Threads.daemon("asking", () -> ipcRenderer.sendSync(UNANSWERED)).start();
        });
        ipcRenderer.on(Offers.CHANNEL, (event, message) -> TimeUnit.SECONDS.sleep(1)); // as it does not keep up
    }
}
