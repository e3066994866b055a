package dev.covalent.main;

import dev.covalent.common.Channel;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.UncloneableValueException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The windows of the application. Mirrors the static members of Electron's {@code BrowserWindow}. Thread-safe. */
public interface BrowserWindows {

    /**
     * Opens a window and starts the renderer process that shows its page. Returns at once; {@link
     * WebContents#DID_FINISH_LOAD} tells when the page is loaded, {@link WebContents#RENDER_PROCESS_GONE} if its process
     * could not be launched. Messages sent before that are kept and delivered in order once the page has loaded.
     *
     * @throws IllegalArgumentException if no JVM can be started so, because of its class path for example
     * @throws IllegalStateException {@code BrowserWindow cannot be created before app is ready}, or if the application is
     *     quitting
     */
    BrowserWindow open(BrowserWindowOptions options);

    /** Returns the window of that id, or empty if there is none or it was closed. */
    Optional<BrowserWindow> fromId(int windowId);

    /** Returns the window of that name, as {@link BrowserWindowOptions#name} gave it; empty if none has it. */
    Optional<BrowserWindow> fromName(String name);

    /** Returns the window that shows {@code contents}, or empty if it was closed. */
    Optional<BrowserWindow> fromWebContents(WebContents contents);

    /** Returns every window that is not closed, those of separately launched renderers included, in order of their ids. */
    List<BrowserWindow> getAllWindows();

    /**
     * Returns the window that has the focus, or empty if none of the application's has. Windows in memory only never have
     * it. Between two processes focus goes over in two steps, which may come in either order: it is the last window that
     * got it and has not lost it.
     */
    Optional<BrowserWindow> getFocusedWindow();

    /** Returns the contents of that id, or empty if there are none or they were destroyed. */
    Optional<WebContents> webContentsFromId(int webContentsId);

    /** Returns every contents that is not destroyed, in order of their ids. Mirrors {@code getAllWebContents}. */
    List<WebContents> getAllWebContents();

    /**
     * Sends a message to the renderer of every window, as {@link WebContents#send} does, but clones and encodes it once.
     * Renderers that are gone are passed over.
     *
     * @return true to go on; false if more than the high-water mark waits for one of them now, which gets the message all the
     *     same; {@link WebContents#bufferedAmount} tells for which
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException names the contents for which too many bytes wait; all others were sent the message
     */
    boolean broadcast(String channel, @Nullable Object... args);

    /** Sends a message on a typed channel to the renderer of every window. */
    default <T> boolean broadcast(Channel<T> channel, T message) {
        return broadcast(channel.name(), message);
    }

    /**
     * Returns a view of these windows that finds, lists and broadcasts to only those that pass, and contents only of these;
     * windows are opened through it as ever, whether they pass or not. {@link RemoteGetBuiltinEvent#returnValue(BrowserWindows)}
     * lets a page have that in place of all. A broadcast through it is encoded for each of them.
     *
     * @param which asked each time anew, on the thread that uses the view
     */
    default BrowserWindows only(Predicate<? super BrowserWindow> which) {
        return new OnlyWindows(this, which);
    }
}
