package dev.covalent.renderer;

import dev.covalent.common.MessagePort;
import java.util.List;
import java.util.Objects;

/**
 * A message that a renderer received. Mirrors {@code IpcRendererEvent}.
 *
 * @param sender this renderer's own {@code ipcRenderer}, as in Electron; not who sent the message
 * @param senderId the id of the contents whose renderer sent the message; 0 if main did
 * @param ports the ports that came with the message, or an empty list
 */
public record IpcRendererEvent(IpcRenderer sender, int senderId, List<MessagePort> ports) {

    /** Checks and copies the parts. */
    public IpcRendererEvent {
        Objects.requireNonNull(sender, "sender");
        ports = List.copyOf(ports);
    }
}
