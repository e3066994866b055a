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
import java.util.concurrent.atomic.AtomicInteger;

/** A page that waits for its end. */
final class VictimPage implements Page {
    /** A request that it never answers. */
    static final String ASK = "ask";

    /** A message that has it take more memory than there is: of which kind, and whether on another thread. */
    static final String EXHAUST = "exhaust";

    /** What it sends main each time that it has got some. */
    static final String GOT = "got";

    /** A message that has it pass a callback to the {@link Bell}. */
    static final String RING = "ring";

    /** A request to pass so many, each another. */
    static final String RING_OFTEN = "ring-often";

    /** A request to collect the garbage; the answer is how many bytes are reachable. */
    static final String HEAP = "heap";

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
            Runnable toTheEnd = () -> exhaustion.meet(() -> ipcRenderer.send(GOT));
            if (message.get(1, boolean.class)) {
                Threads.daemon("exhausting", toTheEnd).start();
            } else {
                toTheEnd.run();
            }
        });
        ipcRenderer.on(
                RING,
                (event, message) -> remote.getGlobal(Bell.NAME, Bell.class).onRing(() -> {}));
        ipcRenderer.handle(RING_OFTEN, (event, message) -> {
            ringOften(message.get(0, int.class));
            return null;
        });
        ipcRenderer.handle(HEAP, (event, message) -> LiveHeap.bytes());
        ipcRenderer.on(TAKE_PORT, (event, message) -> event.ports().forEach(MessagePort::start));
        ipcRenderer.on(ASK_MAIN, (event, message) -> {
            CompletableFuture<Value> unused = ipcRenderer.invoke(UNANSWERED);
            Threads.daemon("asking", () -> ipcRenderer.sendSync(UNANSWERED)).start();
        });
        ipcRenderer.on(Offers.CHANNEL, (event, message) -> TimeUnit.SECONDS.sleep(1)); // as it does not keep up
    }

    private void ringOften(int count) {
        Bell bell = remote.getGlobal(Bell.NAME, Bell.class);
        for (int i = 0; i < count; i++) {
            AtomicInteger own = new AtomicInteger(i);
            bell.onRing(own::incrementAndGet); // another object each time
        }
    }
}
