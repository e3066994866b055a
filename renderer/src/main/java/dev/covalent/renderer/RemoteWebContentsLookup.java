package dev.covalent.renderer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The contents of the application's windows, asked for by a renderer. Mirrors {@code remote.webContents}. Thread-safe. */
public interface RemoteWebContentsLookup {

    /**
     * Returns the contents of that id, or empty if there are none or they were destroyed. Costs no call if main has told this
     * renderer of them, as {@link RemoteBrowserWindows#fromId} says of windows; else it is one call to main.
     */
    Optional<RemoteWebContents> fromId(int webContentsId);

    /** Finds contents as {@link #fromId} does, without waiting. */
    CompletableFuture<Optional<RemoteWebContents>> fromIdAsync(int webContentsId);
}
