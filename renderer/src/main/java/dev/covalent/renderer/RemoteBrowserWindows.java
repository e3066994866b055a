package dev.covalent.renderer;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteAccessDeniedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The windows of the application, asked for by a renderer. Mirrors {@code remote.BrowserWindow}. Thread-safe. */
public interface RemoteBrowserWindows {

    /**
     * Has main open a window and start the renderer process that shows its page. Returns as soon as there is the window; one
     * call to main. The window belongs to the application, and stays when this page's closes.
     *
     * @throws IllegalArgumentException if no JVM can be started so
     * @throws IllegalStateException if the application is quitting
     * @throws RemoteAccessDeniedException if main does not let this renderer use the windows, or open this one
     * @throws QueueFullException if eight windows that this renderer has opened are still starting; nothing was opened
     * @throws IpcTimeoutException if main did not answer in time; the window may have been opened all the same, and {@link
     *     #getAllWindows} tells
     */
    RemoteBrowserWindow open(RemoteWindowOptions options);

    /** Has main open a window as {@link #open} does, without waiting; the future fails instead of a throw. */
    CompletableFuture<RemoteBrowserWindow> openAsync(RemoteWindowOptions options);

    /**
     * Returns the window of that id, or empty if there is none or it was closed. Costs no call if main has told this renderer
     * of the window, as it does before anything that it sends after the window was made; one that was closed this very moment
     * may be found until this renderer hears of it, and what is done to it does nothing. An id that is not known here is one
     * call to main.
     */
    Optional<RemoteBrowserWindow> fromId(int windowId);

    /** Finds a window as {@link #fromId} does, without waiting. */
    CompletableFuture<Optional<RemoteBrowserWindow>> fromIdAsync(int windowId);

    /** Returns every window that is not closed, in order of their ids. One call to main. */
    List<RemoteBrowserWindow> getAllWindows();

    /** Finds every window as {@link #getAllWindows} does, without waiting. */
    CompletableFuture<List<RemoteBrowserWindow>> getAllWindowsAsync();

    /** Returns the window that has the focus, or empty if none of the application's has. One call to main. */
    Optional<RemoteBrowserWindow> getFocusedWindow();

    /** Finds the window that has the focus as {@link #getFocusedWindow} does, without waiting. */
    CompletableFuture<Optional<RemoteBrowserWindow>> getFocusedWindowAsync();
}
