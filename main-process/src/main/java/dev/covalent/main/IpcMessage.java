package dev.covalent.main;

import dev.covalent.common.Arguments;
import java.util.Objects;

/**
 * A message of a renderer, as {@link WebContents#IPC_MESSAGE}, {@link WebContents#IPC_MESSAGE_SYNC} and {@link
 * IpcMain#onUnheard} tell it. Immutable.
 *
 * @param kind how it was sent: {@code SEND}, {@code SEND_SYNC}, {@code INVOKE} or {@code POST_MESSAGE}
 * @param channel its channel
 * @param message its arguments
 * @param event what listeners of the channel are given; {@code returnValue} answers a {@code SEND_SYNC} and nothing else
 */
public record IpcMessage(MessageKind kind, String channel, Arguments message, IpcMainEvent event) {

    /** Checks that the parts are there. */
    public IpcMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(event, "event");
    }
}
