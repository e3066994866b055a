package dev.covalent.renderer;

import dev.covalent.common.Channel;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.UncloneableValueException;
import org.jspecify.annotations.Nullable;

/**
 * What a window of the application shows, as a renderer sees it. Two handles of one contents are equal. Thread-safe.
 */
public interface RemoteWebContents {

    /** Returns the id of the contents. */
    int id();

    /**
     * Has the main process send a message to that renderer: {@code event.senderId()} is 0 there, because main sends it.
     * One one-way message; where Electron makes four blocking calls. Contents destroyed meanwhile are ignored.
     *
     * @return true to go on; false if more than the high-water mark is on its way there now: the message is sent all the
     *     same, but better wait for {@link IpcRenderer#onDrain}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent, or to be taken there; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    boolean send(String channel, @Nullable Object... args);

    /** Has the main process send a message on a typed channel to that renderer. */
    default <T> boolean send(Channel<T> channel, T message) {
        return send(channel.name(), message);
    }

    /** Tells whether the contents are destroyed. One call to main. */
    boolean isDestroyed();

    /** Returns the process id of the renderer that shows them, or 0 as long as it has none. One call to main. */
    long getOSProcessId();
}
