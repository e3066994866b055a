package dev.covalent.common;

import java.util.Objects;

/**
 * Two entangled ports: what one posts, the other receives. Mirrors {@code MessageChannel} and {@code
 * MessageChannelMain}; made by {@code ipcRenderer.newMessageChannel()} and {@code ipcMain.newMessageChannel()}.
 *
 * @param port1 one end
 * @param port2 the other end
 */
public record MessageChannel(MessagePort port1, MessagePort port2) {

    /** Checks that both ends are there. */
    public MessageChannel {
        Objects.requireNonNull(port1, "port1");
        Objects.requireNonNull(port2, "port2");
    }
}
