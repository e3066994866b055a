package dev.covalent.renderer;

import java.util.List;
import java.util.Optional;

/** The windows of the application, asked for by a renderer. Mirrors {@code remote.BrowserWindow}. Thread-safe. */
public interface RemoteBrowserWindows {

    /** Returns the window of that id, or empty if there is none or it was closed. One call to main. */
    Optional<RemoteBrowserWindow> fromId(int windowId);

    /** Returns every window that is not closed, in order of their ids. One call to main. */
    List<RemoteBrowserWindow> getAllWindows();
}
