package dev.covalent.renderer;

import dev.covalent.common.Cancellation;
import java.util.Objects;

/**
 * A request of the main process. Electron has nothing like it; this is the twin of {@code IpcMainInvokeEvent}.
 *
 * @param sender this renderer's own {@code ipcRenderer}, as in {@link IpcRendererEvent}; not who asks
 * @param cancellation tells the handler that main does not wait for its answer any more
 */
public record IpcRendererInvokeEvent(IpcRenderer sender, Cancellation cancellation) {

    /** Checks the parts. */
    public IpcRendererInvokeEvent {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(cancellation, "cancellation");
    }

    /** Returns who asks: 0, which is main; nobody else can. */
    public int senderId() {
        return 0;
    }
}
