package dev.covalent.main;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.WindowHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A window and the renderer process behind it. Mirrors Electron's {@code BrowserWindow}.
 *
 * <p>What is done to a window takes effect in its renderer's process, which owns it, after all that was sent to it before,
 * and not before its page has loaded. Main knows at once what it has asked for, and is corrected when the renderer tells
 * what became of it: a window manager need not do as it is told. Events tell what has happened, whoever did it. What crosses
 * is in the units of the desktop, pixels unless the display is scaled.
 *
 * <p>The id and the title stay readable when it is closed, {@link #isDestroyed} is always safe to call, and to close or
 * destroy it again does nothing; whatever else is done to it or asked then throws {@code IllegalStateException}: {@code
 * Object has been destroyed}. A null argument throws a {@code NullPointerException}. What changes it throws a {@code
 * QueueFullException} if its renderer takes nothing and too much waits for it. A crash takes the window away until its
 * contents come back, then as it was. Thread-safe.
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

    /** The window is shown. Mirrors {@code show}. */
    EventType<BrowserWindow> SHOW = EventType.of("show");

    /** The window is hidden. Mirrors {@code hide}. */
    EventType<BrowserWindow> HIDE = EventType.of("hide");

    /** The window has another size; many changes in a row may be told as one. Mirrors {@code resize}. */
    EventType<BrowserWindow> RESIZE = EventType.of("resize");

    /** The window is elsewhere; many changes in a row may be told as one. Mirrors {@code move}. */
    EventType<BrowserWindow> MOVE = EventType.of("move");

    /** The window has become an icon. Mirrors {@code minimize}. */
    EventType<BrowserWindow> MINIMIZE = EventType.of("minimize");

    /** The window is no icon any more. Mirrors {@code restore}. */
    EventType<BrowserWindow> RESTORE = EventType.of("restore");

    /** The window has become as large as its screen. Mirrors {@code maximize}. */
    EventType<BrowserWindow> MAXIMIZE = EventType.of("maximize");

    /** The window is no longer as large as its screen. Mirrors {@code unmaximize}. */
    EventType<BrowserWindow> UNMAXIMIZE = EventType.of("unmaximize");

    /** The window covers its screen. Mirrors {@code enter-full-screen}. */
    EventType<BrowserWindow> ENTER_FULL_SCREEN = EventType.of("enter-full-screen");

    /** The window covers its screen no more. Mirrors {@code leave-full-screen}. */
    EventType<BrowserWindow> LEAVE_FULL_SCREEN = EventType.of("leave-full-screen");

    /**
     * The page has changed the title; the event is the new one. Mirrors {@code page-title-updated}, which is not told of {@link
     * #setTitle}.
     */
    EventType<String> PAGE_TITLE_UPDATED = WebContents.PAGE_TITLE_UPDATED;

    /** Returns the id: 1 for the first window, never reused, not to be mixed up with the id of its contents. */
    @Override
    int id();

    /** Returns the name that it was given by {@link BrowserWindowOptions#name}, which stays readable; empty if none. */
    Optional<String> name();

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

    /** Shows the window, also if it is an icon, and gives it the focus; before its page has loaded: when it has. */
    @Override
    void show();

    /**
     * Shows the window and leaves the focus where it is. Of an icon it makes a window again, to which window managers may give
     * the focus.
     */
    void showInactive();

    /** Hides the window. */
    @Override
    void hide();

    /** Tells whether the window is shown; an icon is, a window whose page has not loaded or whose process is gone is not. */
    boolean isVisible();

    /** Gives the window the focus, if it is shown. */
    @Override
    void focus();

    /** Puts the window behind the others; which window gets the focus then, if any, is up to the platform. */
    void blur();

    /** Makes the window an icon. */
    @Override
    void minimize();

    /** Tells whether the window is an icon. */
    boolean isMinimized();

    /** Makes a window again of an icon. */
    @Override
    void restore();

    /** Makes the window as large as its screen, and shows it. */
    @Override
    void maximize();

    /** Makes the window as large as it was before it was maximised. */
    void unmaximize();

    /** Tells whether the window is as large as its screen. */
    boolean isMaximized();

    /** Makes the window cover its screen, without a frame, or no longer so; a hidden one when it is shown. */
    void setFullScreen(boolean on);

    /** Tells whether the window covers its screen. */
    boolean isFullScreen();

    /** Moves and resizes the window, which then is neither maximised nor in full screen. */
    @Override
    void setBounds(Bounds bounds);

    /** Returns where the window is; before its page has loaded what was asked for, at 0, 0 if that was no position. */
    Bounds getBounds();

    /** Returns where the window is when it is neither minimised nor maximised nor in full screen. */
    Bounds getNormalBounds();

    /**
     * Moves the window.
     *
     * @throws IllegalArgumentException if that is further than {@link Bounds#MAX} from the corner of the first screen
     */
    void setPosition(int x, int y);

    /**
     * Resizes the window, with its frame.
     *
     * @throws IllegalArgumentException if it is less than 1 or more than {@link Bounds#MAX} wide or high
     */
    void setSize(int width, int height);

    /** Resizes the window so that its content has a size. */
    void setContentSize(int width, int height);

    /** Returns the size of the window's content. */
    WindowStyle.Size getContentSize();

    /** Sets the least size that the user can give the window, with its frame. */
    void setMinimumSize(int width, int height);

    /** Puts the window into the middle of its screen, but for task bars and the like. */
    void center();

    /** Returns the title as it is now. */
    @Override
    String title();

    /** Changes the title. */
    @Override
    void setTitle(String title);

    /** Keeps the window above others, or no longer so. */
    void setAlwaysOnTop(boolean on);

    /** Tells whether the window stays above others. */
    boolean isAlwaysOnTop();

    /** Sets whether the user may change the window's size. */
    void setResizable(boolean resizable);

    /** Tells whether the user may change the window's size. */
    boolean isResizable();

    /** Returns the window that this one belongs to, which may be closed meanwhile; empty if there never was one. */
    Optional<BrowserWindow> getParentWindow();

    /** Returns the windows that belong to this one and are not closed, in the order they were opened. */
    List<BrowserWindow> getChildWindows();

    /**
     * Closes the window as its user would: {@link #CLOSE} is told, then the page is asked ({@code beforeUnload}), which may
     * take its time for that while its loop turns; unless either keeps it open, the page unloads and its process ends. One
     * that has not ended 5 s after that, or does not answer, is killed. Returns at once; {@link #CLOSED} tells when it has
     * happened. Closing again while that is under way is a no-op; after it was kept open, both are asked again.
     *
     * <p>The windows that belong to it are asked, and close, first; if one of them stays open, so does this one.
     */
    @Override
    void close();

    /**
     * Closes the window without asking the page, and kills its process; the windows that belong to it, too. Destroying twice is
     * a no-op.
     */
    void destroy();

    /** Adds a listener, called on the main process's event loop. */
    <E> Subscription on(EventType<E> type, EventListener<? super E> listener);

    /** Adds a listener that is removed before its first call. */
    <E> Subscription once(EventType<E> type, EventListener<? super E> listener);
}
