package dev.covalent.renderer;

import dev.covalent.common.AppHandle;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.Subscription;

/**
 * The life cycle of the application, as a page sees it. Mirrors {@code remote.app}.
 *
 * <p>A page hears of the application and decides nothing: events have no {@code preventDefault}, and the application
 * neither waits for a page's listener nor counts it as its own, so it quits when its last window closes though a page
 * listens to that. Listeners run on the page's loop; what they throw is reported as what other listeners throw. Main forgets
 * them when they are removed, and when the page is gone; a page for which more bytes wait than may misses an event, and
 * main's log says so. Thread-safe.
 *
 * <p>There is no {@code quit}, as every page is gone by then.
 */
public interface RemoteApp extends AppHandle {
    /**
     * The last window that main opened has closed. Mirrors {@code window-all-closed}. Only a renderer that attached by
     * itself can hear it.
     */
    EventType<RemoteApp> WINDOW_ALL_CLOSED = EventType.of("window-all-closed");

    /** A window was made; its renderer has not started yet. Mirrors {@code browser-window-created}. */
    EventType<RemoteBrowserWindow> BROWSER_WINDOW_CREATED = EventType.of("browser-window-created");

    /** Contents were made. Mirrors {@code web-contents-created}; told just before the creation of their window. */
    EventType<RemoteWebContents> WEB_CONTENTS_CREATED = EventType.of("web-contents-created");

    /** The process of a renderer is gone, and it did not close in good order. Mirrors {@code render-process-gone}. */
    EventType<RemoteRenderProcessGone> RENDER_PROCESS_GONE = EventType.of("render-process-gone");

    /**
     * The application has begun to quit. Mirrors {@code before-quit}. Told before the page unloads; not if the application
     * exits at once.
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
     * what this renderer sent before is delivered first. Quitting while quitting is a no-op.
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
     * Adds a listener. One call to main, so that nothing is missed from then on; removing it is one one-way message.
     *
     * @param type one of those here
     * @throws IllegalArgumentException if it is another type
     * @throws RemoteAccessDeniedException if main does not let this renderer use {@code remote}
     */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener, as {@link #on} does, that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
