package dev.covalent.renderer;

import dev.covalent.common.RemoteAccessDeniedException;
import java.util.List;
import java.util.Optional;

/** The windows of the application, asked for by a renderer. Mirrors {@code remote.BrowserWindow}. Thread-safe. */
public interface RemoteBrowserWindows {

    /**
     * Has main open a window and start the renderer process that shows its page. Returns as soon as there is the window; one
     * call to main. The window belongs to the application, and stays when this page's closes.
     *
     * @throws IllegalArgumentException if no JVM can be started so
     * @throws IllegalStateException if the application is quitting
     * @throws RemoteAccessDeniedException if main does not let this renderer use the windows
     */
    RemoteBrowserWindow open(RemoteWindowOptions options);

    /** Returns the window of that id, or empty if there is none or it was closed. One call to main. */
    Optional<RemoteBrowserWindow> fromId(int windowId);

    /** Returns every window that is not closed, in order of their ids. One call to main. */
    List<RemoteBrowserWindow> getAllWindows();

    /** Returns the window that has the focus, or empty if none of the application's has. One call to main. */
    Optional<RemoteBrowserWindow> getFocusedWindow();
}
