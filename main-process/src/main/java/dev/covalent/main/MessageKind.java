package dev.covalent.main;

/** How a renderer sent something. */
public enum MessageKind {
    /** {@code ipcRenderer.send}. */
    SEND,
    /** {@code ipcRenderer.sendSync}. */
    SEND_SYNC,
    /** {@code ipcRenderer.invoke}. */
    INVOKE,
    /** {@code ipcRenderer.postMessage}. */
    POST_MESSAGE,
    /** {@code ipcRenderer.sendTo}: for another renderer, relayed by main. */
    SEND_TO,
    /** {@code webContents.send} of a {@code RemoteWebContents}: for a renderer, sent by main in its own name. */
    REMOTE_SEND
}
