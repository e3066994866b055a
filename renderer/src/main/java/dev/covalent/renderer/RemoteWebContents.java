package dev.covalent.renderer;

import dev.covalent.common.ContentsHandle;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.UncloneableValueException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a window of the application shows, as a renderer sees it. Two handles of one contents are equal. Thread-safe.
 */
public interface RemoteWebContents extends ContentsHandle {

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
    @Override
    boolean send(String channel, @Nullable Object... args);

    /** Tells whether the contents are destroyed. One call to main. */
    @Override
    boolean isDestroyed();

    /** Tells whether the contents are destroyed, as {@link #isDestroyed} does, without waiting. */
    CompletableFuture<Boolean> isDestroyedAsync();

    /** Returns the process id of the renderer that shows them, or 0 as long as none does. One call to main. */
    @Override
    long getOSProcessId();

    /** Returns the process id as {@link #getOSProcessId} does, without waiting. */
    CompletableFuture<Long> getOSProcessIdAsync();
}
