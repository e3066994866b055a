package dev.covalent.renderer;

import dev.covalent.common.AppHandle;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.Subscription;
import java.util.concurrent.CompletableFuture;

/**
 * The life cycle of the application, as a page sees it. Mirrors {@code remote.app}.
 *
 * <p>A page hears of the application and decides nothing: events have no {@code preventDefault}, and the application
 * neither waits for a page's listener nor counts it as its own, so it quits when its last window closes though a page
 * listens to that. Listeners run on the page's loop; what they throw is reported as what other listeners throw. Main forgets
 * them when they are removed, and when the page is gone; a page for which more bytes wait than may misses events until it
 * keeps up, and main's log says so once. Thread-safe.
 *
 * <p>There is no {@code quit}, as every page is gone by then.
 */
public interface RemoteApp extends AppHandle {
    /**
     * The last window that main opened has closed. Mirrors {@code window-all-closed}. Only a renderer that attached by
     * itself can hear it.
     */
    EventType<RemoteApp> WINDOW_ALL_CLOSED = EventType.of("window-all-closed");

    /**
     * A window was made, and its page may not have loaded yet. Mirrors {@code browser-window-created}. Heard of by those only that
     * main lets have {@code BrowserWindow}.
     */
    EventType<RemoteBrowserWindow> BROWSER_WINDOW_CREATED = EventType.of("browser-window-created");

    /**
     * Contents were made, and their page may not have loaded yet. Mirrors {@code web-contents-created}; told just before the creation
     * of their window. Heard of by those only that main lets have {@code webContents}.
     */
    EventType<RemoteWebContents> WEB_CONTENTS_CREATED = EventType.of("web-contents-created");

    /** The process of a renderer is gone, and it did not close in good order. Mirrors {@code render-process-gone}. */
    EventType<RemoteRenderProcessGone> RENDER_PROCESS_GONE = EventType.of("render-process-gone");

    /**
     * The application has begun to quit. Mirrors {@code before-quit}. Told before the page unloads; not if the application
     * exits at once, also when a listener of main's own has it exit then.
     */
    EventType<RemoteApp> BEFORE_QUIT = EventType.of("before-quit");

    /** Returns the application's name; costs no call. */
    @Override
    String name();

    /** Returns the application's version; costs no call. Mirrors {@code app.getVersion()}. */
    @Override
    String version();

    /**
     * Has main quit the application: every window closes, that of this page too, with time to unload. One one-way message;
     * what this renderer sent before is delivered first, and however busy main is, it comes to it. Quitting while quitting is a
     * no-op.
     *
     * @throws IpcClosedException if this renderer is closed
     */
    @Override
    void quit();

    /**
     * Has main end the application at once: windows are destroyed, and the process of this page with its own. One one-way
     * message, as {@link #quit} is.
     *
     * @throws IpcClosedException if this renderer is closed
     */
    @Override
    void exit(int exitCode);

    /**
     * Adds a listener. One call to main, so that nothing is missed from then on; removing it is one one-way message. Events
     * that hand out windows or contents ask main for {@code BrowserWindow} or {@code webContents} too, if this renderer was
     * not granted it before.
     *
     * @param type one of those here
     * @throws IllegalArgumentException if it is another type
     * @throws RemoteAccessDeniedException if main does not let this renderer use {@code remote}, or have what the event
     *     hands out
     * @throws QueueFullException if this renderer has 1,000 listeners already
     */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener, as {@link #on} does, that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);

    /**
     * Adds a listener as {@link #on} does, and does not wait for main: the future is completed on the page's loop, on which
     * it may be joined too, and fails with what {@code on} would throw. The listener may be called before. A future that its
     * user completes takes the listener back.
     *
     * @throws IllegalArgumentException if the type is none of those here
     */
    <E> CompletableFuture<Subscription> onAsync(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener, as {@link #onAsync} does, that is removed before its first call. */
    <E> CompletableFuture<Subscription> onceAsync(EventType<E> type, EventListener<? super E> listener);
}
