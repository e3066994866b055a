package dev.covalent.main;

import dev.covalent.common.Channel;
import dev.covalent.common.ContentsHandle;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MessagePort;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.PageLoadException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Procedure;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows, and the way to its renderer. Mirrors Electron's {@code webContents}.
 *
 * <p>Its id stays readable when it is destroyed; {@link #isDestroyed} is always safe to call. A crash does not destroy
 * it. Thread-safe.
 */
public interface WebContents extends ContentsHandle {
    /**
     * A page begins to load: the first, or the next after {@link #reload} or {@link #loadPage(String)}. Who opens a window
     * outside of the event loop may be too late for the first: {@link App#BROWSER_WINDOW_CREATED} comes before it. Mirrors
     * {@code did-start-loading}.
     */
    EventType<WebContents> DID_START_LOADING = EventType.of("did-start-loading");

    /** The page has loaded. Mirrors {@code did-finish-load}. */
    EventType<WebContents> DID_FINISH_LOAD = EventType.of("did-finish-load");

    /** The page could not be made or its {@code load} threw; the event is what it threw. Mirrors {@code did-fail-load}. */
    EventType<RemoteError> DID_FAIL_LOAD = EventType.of("did-fail-load");

    /**
     * The page has changed the title of its window; the event is the new one. Mirrors {@code page-title-updated}, which is
     * not told of {@link BrowserWindow#setTitle}.
     */
    EventType<String> PAGE_TITLE_UPDATED = EventType.of("page-title-updated");

    /** The process of the renderer is gone. Mirrors {@code render-process-gone}. */
    EventType<RenderProcessGone> RENDER_PROCESS_GONE = EventType.of("render-process-gone");

    /**
     * The page does not answer: its event loop has not come to a turn for {@link MainProcess.Builder#unresponsiveAfter}, or
     * its process is stopped; or it was told to close and has not within its grace, and is about to be killed. Told once, and
     * before {@link #RESPONSIVE}. Nobody kills it otherwise: {@link #forcefullyCrashRenderer} does. Time in which the main
     * process itself stood still, or its event loop did, does not count. Mirrors {@code unresponsive}.
     */
    EventType<WebContents> UNRESPONSIVE = EventType.of("unresponsive");

    /** The page answers again. Mirrors {@code responsive}. */
    EventType<WebContents> RESPONSIVE = EventType.of("responsive");

    /**
     * The page wants its window to stay open: {@code beforeUnload} said so. Preventing that closes it all the same. Mirrors
     * {@code will-prevent-unload}.
     */
    EventType<PreventableEvent<WebContents>> WILL_PREVENT_UNLOAD = EventType.of("will-prevent-unload");

    /**
     * The renderer printed a line. Mirrors {@code console-message}. What it prints before its process is gone is told before
     * {@link #RENDER_PROCESS_GONE}; of what it prints while nobody listens nothing is kept. Faster than main's loop takes
     * them, lines are dropped, and one in their place says how many: {@code … 1234 lines dropped}. Not told of a renderer
     * that was launched separately, whose output is its own.
     */
    EventType<ConsoleMessage> CONSOLE_MESSAGE = EventType.of("console-message");

    /** The contents are destroyed. Mirrors {@code destroyed}. */
    EventType<WebContents> DESTROYED = EventType.of("destroyed");

    /**
     * The renderer has caught up: more than the high-water mark had waited for it, so that {@link #send} returned false, and
     * half of that is left. Not told for one that is gone; {@link #RENDER_PROCESS_GONE} and {@link #DESTROYED} are.
     */
    EventType<WebContents> DRAIN = EventType.of("drain");

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

    /** A renderer calls {@code remote.getGlobal}: deny it, or give it something else. Mirrors {@code remote-get-global}. */
    EventType<RemoteGetGlobalEvent> REMOTE_GET_GLOBAL = App.REMOTE_GET_GLOBAL;

    /**
     * A renderer first uses {@code remote.browserWindow()}, {@code webContents()}, {@code app()} or {@code process()}: deny
     * it, or give it something else. Mirrors {@code remote-get-builtin}.
     */
    EventType<RemoteGetBuiltinEvent> REMOTE_GET_BUILTIN = App.REMOTE_GET_BUILTIN;

    /** A renderer first calls {@code remote.getCurrentWindow}. Mirrors {@code remote-get-current-window}. */
    EventType<RemoteGetCurrentWindowEvent> REMOTE_GET_CURRENT_WINDOW = App.REMOTE_GET_CURRENT_WINDOW;

    /** A renderer first calls {@code remote.getCurrentWebContents}. Mirrors {@code remote-get-current-web-contents}. */
    EventType<RemoteGetCurrentWebContentsEvent> REMOTE_GET_CURRENT_WEB_CONTENTS = App.REMOTE_GET_CURRENT_WEB_CONTENTS;

    /**
     * A renderer has a window opened through {@code remote.browserWindow().open}, and nothing of it is made yet: deny it, or
     * have it made otherwise. Electron has nothing like it.
     */
    EventType<RemoteOpenWindowEvent> REMOTE_OPEN_WINDOW = App.REMOTE_OPEN_WINDOW;

    /** Returns the id: 1 for the first contents, never reused, not to be mixed up with the id of the window. */
    @Override
    int id();

    /**
     * Sends a message to the renderer; its listeners see {@code senderId} 0. Returns when the arguments are copied.
     * Messages to one renderer arrive in the order they were sent. Before the page has loaded they are kept for it;
     * after a crash they are dropped.
     *
     * @param channel not empty, at most 1,024 characters
     * @param args values that can be cloned
     * @return true to go on; false if more than the high-water mark waits for the renderer now, which gets the message all
     *     the same, but better wait for {@link #DRAIN}; false, too, if it is gone ({@link #isCrashed} tells) and the message
     *     was dropped
     * @throws IllegalStateException {@code Object has been destroyed}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait for this renderer; nothing was sent
     */
    @Override
    boolean send(String channel, @Nullable Object... args);

    /**
     * Sends a message as {@link #send} does, unless there is nobody to take it: where that throws because the contents are
     * destroyed, this returns false. Electron has nothing like it but the result of {@code sendToFrame}.
     *
     * @return true if it was sent, however much waits for the renderer; false if the contents are destroyed or crashed, and
     *     the message was dropped
     * @throws UncloneableValueException if an argument cannot be cloned, also if they are destroyed
     * @throws QueueFullException if too many bytes wait for this renderer; nothing was sent
     */
    boolean trySend(String channel, @Nullable Object... args);

    /** Sends a message on a typed channel, as {@link #trySend(String, Object...)} does. */
    default <T> boolean trySend(Channel<T> channel, T message) {
        return trySend(channel.name(), message);
    }

    /**
     * Sends one value and transfers ports with it. Mirrors {@code webContents.postMessage}.
     *
     * @return as {@link #send} does: false if the message is sent, but better wait, or the renderer is gone; unlike {@link
     *     MessagePort#postMessage}, which returns false only for a message that it dropped
     * @throws IllegalArgumentException if a port is null, a duplicate, or was transferred before
     * @throws IllegalStateException {@code Object has been destroyed}
     * @throws IpcException as {@link #send} does
     */
    boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer);

    /** Sends a message on a typed channel and transfers ports with it. */
    default <T> boolean postMessage(Channel<T> channel, T message, List<MessagePort> transfer) {
        return postMessage(channel.name(), message, transfer);
    }

    /**
     * Returns how many bytes were sent and the renderer has not taken yet, each message with 64 for its keeping; not what
     * other renderers sent to it.
     */
    long bufferedAmount();

    /**
     * Asks the handler that the page set with {@code ipcRenderer.handle}. Electron has nothing like it; this takes the
     * place of {@code executeJavaScript}, too.
     *
     * <p>It has its place among the messages sent with {@link #send}, and like them waits until the page has loaded. The
     * future completes on the main process's event loop, after the messages that the handler sent before it answered. It
     * fails with {@link NoHandlerException}, {@link HandlerException}, {@link IpcTimeoutException}, {@link
     * PeerGoneException} as soon as the renderer is gone, {@link UncloneableValueException}, {@link QueueFullException},
     * or {@code IllegalStateException: Object has been destroyed}; none of these is thrown here. Cancelling it, or
     * completing it in any other way, raises the handler's cancellation.
     *
     * <p>This never blocks. Waiting for the future on the event loop, which could not take the answer then, is refused
     * with an {@link IllegalStateException}; chain to it, or wait on another thread.
     *
     * @param channel not empty, at most 1,024 characters
     * @param deadline how long to wait from now on, because a renderer cannot be trusted to answer; longer than nothing
     * @param args values that can be cloned
     * @throws IllegalArgumentException if there is no channel or no deadline
     */
    CompletableFuture<Value> invoke(String channel, Duration deadline, @Nullable Object... args);

    /** Asks the handler of a typed procedure, as {@link #invoke(String, Duration, Object...)} does. */
    <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, Duration deadline, A argument);

    /**
     * Returns an {@code ipcMain} for what this renderer sends alone. Mirrors {@code contents.ipc}.
     *
     * <p>Messages reach its listeners before those of {@code ipcMain}, which hear them too; a handler here is asked instead
     * of the one there. It survives a crash of the renderer and is cleared when the contents are destroyed; its methods
     * that add something then throw {@code IllegalStateException}: {@code Object has been destroyed}.
     */
    IpcMain ipc();

    /** Tells whether the process of the renderer is gone while the contents are not destroyed. */
    boolean isCrashed();

    /** Tells whether the page has not finished loading. */
    boolean isLoading();

    /** Loads a page, as {@link #loadPage(String)} does. */
    default CompletableFuture<Void> loadPage(Class<?> page) {
        return loadPage(page.getName());
    }

    /**
     * Loads another page: the one that is there unloads and its process ends, as when its window closes, and a new process
     * then loads the other. Also after a crash. Returns at once. What is sent from now on is kept for the new page, and nothing
     * that the page before had, such as its listeners, callbacks and ports, lives on. Mirrors {@code win.loadURL}.
     *
     * <p>A load that has not ended when another begins is given up. A page that does not unload within 5 s is killed.
     *
     * @param className the name of the class of the page
     * @return completes on the event loop when the page has loaded, and fails with a {@link PageLoadException} if it threw,
     *     another page was loaded in its place, or the window closed first, or with a {@link PeerGoneException} if its
     *     process ended. As with {@link #invoke}, waiting for it on the event loop is refused
     * @throws IllegalArgumentException if that is not the name of a class
     * @throws IllegalStateException {@code Object has been destroyed}, or if the renderer was launched separately, which main
     *     cannot start again
     */
    CompletableFuture<Void> loadPage(String className);

    /**
     * Loads the page again, in a new process, as {@link #loadPage(String)} does; brings it back after a crash, also in a
     * listener of {@link #RENDER_PROCESS_GONE}. Mirrors {@code contents.reload()}.
     *
     * @throws IllegalStateException as {@link #loadPage(String)} does
     */
    void reload();

    /**
     * Loads the page again as {@link #reload} does, and has the new process start without the class archive that renderers
     * otherwise start from, and so from nothing but its class path. Mirrors {@code contents.reloadIgnoringCache()}.
     */
    void reloadIgnoringCache();

    /** Closes the contents, and their window with them, without asking: as {@link #close(boolean)} with false does. */
    default void close() {
        close(false);
    }

    /**
     * Closes the contents, and their window with them; {@link BrowserWindow#CLOSE} is not told. The page unloads, and is
     * killed if it does not within 5 s. Returns at once. Mirrors {@code contents.close({waitForBeforeUnload})}.
     *
     * @param waitForBeforeUnload whether the page is asked, and may keep them open
     */
    void close(boolean waitForBeforeUnload);

    /**
     * Kills the process of the renderer, also one that was launched separately; if that was attached to outlive main, or is
     * main's own, its connection is cut and the process lives on. Mirrors {@code forcefullyCrashRenderer}.
     */
    void forcefullyCrashRenderer();

    /** Adds a listener, called on the main process's event loop. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
