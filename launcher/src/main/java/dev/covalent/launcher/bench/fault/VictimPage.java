package dev.covalent.launcher.bench.fault;

import dev.covalent.common.MessagePort;
import dev.covalent.common.Value;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A page that waits for its end. */
final class VictimPage implements Page {
    /** A request that it never answers. */
    static final String ASK = "ask";

    /** A message that has it take more memory than there is: of which kind, and whether on another thread. */
    static final String EXHAUST = "exhaust";

    /** A message that has it pass a callback to the {@link Bell}. */
    static final String RING = "ring";

    /** A message with a port that it takes. */
    static final String TAKE_PORT = "take-port";

    /** A message that has it ask main, and wait for the answers. */
    static final String ASK_MAIN = "ask-main";

    /** What it asks main then: as {@code invoke} and as {@code sendSync}. */
    static final String UNANSWERED = "unanswered";

    private final IpcRenderer ipcRenderer;
    private final RemoteModule remote;

    @Inject
    VictimPage(IpcRenderer ipcRenderer, RemoteModule remote) {
        this.ipcRenderer = ipcRenderer;
        this.remote = remote;
    }

    @Override
    public void load() {
        ipcRenderer.handle(ASK, (event, message) -> new CompletableFuture<>());
        ipcRenderer.on(EXHAUST, (event, message) -> {
            Exhaustion exhaustion = message.get(0, Exhaustion.class);
            if (message.get(1, boolean.class)) {
                Threads.daemon("exhausting", exhaustion::meet).start();
            } else {
                exhaustion.meet();
            }
        });
        ipcRenderer.on(RING, (event, message) -> remote.getGlobal(Bell.NAME, Bell.class).onRing(() -> {}));
        ipcRenderer.on(TAKE_PORT, (event, message) -> event.ports().forEach(MessagePort::start));
        ipcRenderer.on(ASK_MAIN, (event, message) -> {
            CompletableFuture<Value> unused = ipcRenderer.invoke(UNANSWERED);
            Threads.daemon("asking", () -> ipcRenderer.sendSync(UNANSWERED)).start();
        });
        ipcRenderer.on(Offers.CHANNEL, (event, message) -> TimeUnit.SECONDS.sleep(1)); // as it does not keep up
    }
}
