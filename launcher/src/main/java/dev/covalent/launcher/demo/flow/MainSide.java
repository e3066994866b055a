package dev.covalent.launcher.demo.flow;

import dev.covalent.main.MainProcess;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * What a flow needs in the main process.
 *
 * <p>Thread-safe.
 */
public final class MainSide {
    private final MainProcess process;
    private final BiConsumer<String, String> reports;

    /**
     * Makes the main process's side.
     *
     * @param reports is told the nonce and the text of what main saw
     */
    public MainSide(MainProcess process, BiConsumer<String, String> reports) {
        this.process = Objects.requireNonNull(process, "process");
        this.reports = Objects.requireNonNull(reports, "reports");
    }

    MainProcess process() {
        return process;
    }

    /** Reports what the main process received. */
    void saw(String nonce, String what) {
        reports.accept(nonce, what);
    }

    /** Sends a message to the renderer of that contents. */
    void send(int contentsId, String channel, Object... args) {
        process.browserWindows()
                .webContentsFromId(contentsId)
                .orElseThrow(() -> new IllegalStateException("Contents " + contentsId + " are gone"))
                .send(channel, args);
    }

    /** Tells the initiator to begin. */
    void tell(Assignment run) {
        send(run.initiator().contentsId(), RendererSide.BEGIN, run);
    }
}
