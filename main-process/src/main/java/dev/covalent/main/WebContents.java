package dev.covalent.main;

import dev.covalent.common.Channel;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.IpcException;
import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows, and the way to its renderer. Mirrors Electron's {@code webContents}.
 *
 * <p>Its id stays readable when it is destroyed; {@link #isDestroyed} is always safe to call. A crash does not destroy
 * it. Thread-safe.
 */
public interface WebContents {
    /** The page has loaded. Mirrors {@code did-finish-load}. */
    EventType<WebContents> DID_FINISH_LOAD = EventType.of("did-finish-load");

    /** The page could not be made or its {@code load} threw; the event is what it threw. Mirrors {@code did-fail-load}. */
    EventType<RemoteError> DID_FAIL_LOAD = EventType.of("did-fail-load");

    /** The process of the renderer is gone. Mirrors {@code render-process-gone}. */
    EventType<RenderProcessGone> RENDER_PROCESS_GONE = EventType.of("render-process-gone");

    /** The contents are destroyed. Mirrors {@code destroyed}. */
    EventType<WebContents> DESTROYED = EventType.of("destroyed");

    /**
     * The renderer sent a message or a request; told before anybody who listens to its channel. Mirrors {@code
     * ipc-message}, for all four kinds.
     */
    EventType<IpcMessage> IPC_MESSAGE = EventType.of("ipc-message");

    /**
     * The renderer sent a synchronous message, which the listener may answer with {@code event().returnValue(…)}. Mirrors
     * {@code ipc-message-sync}.
     */
    EventType<IpcMessage> IPC_MESSAGE_SYNC = EventType.of("ipc-message-sync");

    /** Returns the id: 1 for the first contents, never reused, not to be mixed up with the id of the window. */
    int id();

    /**
     * Sends a message to the renderer; its listeners see {@code senderId} 0. Returns when the arguments are copied.
     * Messages to one renderer arrive in the order they were sent. Before the page has loaded they are kept for it;
     * after a crash they are dropped.
     *
     * @param channel not empty, at most 1,024 characters
     * @param args values that can be cloned
     * @throws IllegalStateException {@code Object has been destroyed}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait for this renderer; nothing was sent
     */
    void send(String channel, @Nullable Object... args);

    /** Sends a message on a typed channel. */
    default <T> void send(Channel<T> channel, T message) {
        send(channel.name(), message);
    }

    /**
     * Sends one value and transfers ports with it. Mirrors {@code webContents.postMessage}.
     *
     * @throws IllegalArgumentException if a port is null, a duplicate, or was transferred before
     * @throws IllegalStateException {@code Object has been destroyed}
     * @throws IpcException as {@link #send} does
     */
    void postMessage(String channel, @Nullable Object message, List<MessagePort> transfer);

    /**
     * Returns an {@code ipcMain} for what this renderer sends alone. Mirrors {@code contents.ipc}.
     *
     * <p>Messages reach its listeners before those of {@code ipcMain}, which hear them too; a handler here is asked instead
     * of the one there. It survives a crash of the renderer and is cleared when the contents are destroyed; its methods
     * that add something then throw {@code IllegalStateException}: {@code Object has been destroyed}.
     */
    IpcMain ipc();

    /** Tells whether the contents are destroyed. */
    boolean isDestroyed();

    /** Tells whether the process of the renderer is gone while the contents are not destroyed. */
    boolean isCrashed();

    /** Tells whether the page has not finished loading. */
    boolean isLoading();

    /** Returns the process id of the renderer, or 0 as long as it has none. */
    long getOSProcessId();

    /** Kills the process of the renderer. Mirrors {@code forcefullyCrashRenderer}. */
    void forcefullyCrashRenderer();

    /** Adds a listener, called on the main process's event loop. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
