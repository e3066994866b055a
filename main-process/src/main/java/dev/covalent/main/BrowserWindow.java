package dev.covalent.main;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.WindowHandle;
import java.util.concurrent.CompletableFuture;

/**
 * A window and the renderer process behind it. Mirrors Electron's {@code BrowserWindow}.
 *
 * <p>Its id stays readable when it is closed; {@link #isDestroyed} is always safe to call. Thread-safe.
 */
public interface BrowserWindow extends WindowHandle {
    /**
     * The window is to close, because its user, its page or {@link #close} wants that, and neither the page was asked nor
     * has anything happened. Preventing it keeps the window open. Told for each attempt; not by {@link #destroy}. Mirrors
     * {@code close}.
     */
    EventType<PreventableEvent<BrowserWindow>> CLOSE = EventType.of("close");

    /** The window is closed; it is no longer found by its id. Mirrors {@code closed}. */
    EventType<BrowserWindow> CLOSED = EventType.of("closed");

    /** The window got the focus. Mirrors {@code focus}; a window in memory only never gets it. */
    EventType<BrowserWindow> FOCUS = EventType.of("focus");

    /**
     * The window lost the focus, also because its process is gone. Mirrors {@code blur}; not told of one that closes. The window that gets the focus then may
     * have told {@link #FOCUS} before, because it is of another process.
     */
    EventType<BrowserWindow> BLUR = EventType.of("blur");

    /** The page has loaded, and the window is about to be shown, if it is to be. Mirrors {@code ready-to-show}. */
    EventType<BrowserWindow> READY_TO_SHOW = EventType.of("ready-to-show");

    /** The page does not answer; see {@link WebContents#UNRESPONSIVE}. */
    EventType<BrowserWindow> UNRESPONSIVE = EventType.of("unresponsive");

    /** The page answers again. Mirrors {@code responsive}. */
    EventType<BrowserWindow> RESPONSIVE = EventType.of("responsive");

    /** Returns the id: 1 for the first window, never reused, not to be mixed up with the id of its contents. */
    @Override
    int id();

    /** Returns what the window shows. */
    @Override
    WebContents webContents();

    /** Tells whether the window has the focus: it is what {@link BrowserWindows#getFocusedWindow} returns. */
    boolean isFocused();

    /** Loads a page into this window, as {@link WebContents#loadPage(String)} does. */
    default CompletableFuture<Void> loadPage(Class<?> page) {
        return loadPage(page.getName());
    }

    /** Loads a page into this window, as {@link WebContents#loadPage(String)} does. */
    CompletableFuture<Void> loadPage(String className);

    /** Loads the page again, as {@link WebContents#reload} does. */
    void reload();

    /**
     * Closes the window as its user would: {@link #CLOSE} is told, then the page is asked ({@code beforeUnload}), which may
     * take its time for that while its loop turns; unless either keeps it open, the page unloads and its process ends. One
     * that has not ended 5 s after that, or does not answer, is killed. Returns at once; {@link #CLOSED} tells when it has
     * happened. Closing again while that is under way is a no-op; after it was kept open, both are asked again.
     */
    @Override
    void close();

    /** Closes the window without asking the page, and kills its process. Destroying twice is a no-op. */
    void destroy();

    /** Adds a listener, called on the main process's event loop. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
