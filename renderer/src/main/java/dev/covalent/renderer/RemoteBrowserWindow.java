package dev.covalent.renderer;

import dev.covalent.common.WindowHandle;
import java.util.concurrent.CompletableFuture;

/**
 * A window of the application, as a renderer sees it. Two handles of one window are equal. What is done to it is done by main,
 * after what this renderer sent before, and costs no call; to one that is closed nothing is done. Thread-safe.
 */
public interface RemoteBrowserWindow extends WindowHandle {

    /** Returns what the window shows; costs no call. */
    @Override
    RemoteWebContents webContents();

    /**
     * Returns the title that the window had when main last told this renderer of it, before it got this handle; costs no call.
     * {@link RemoteBrowserWindows#getAllWindows} has main tell of all.
     */
    @Override
    String title();

    /** Tells whether the window is closed. One call to main. */
    @Override
    boolean isDestroyed();

    /** Tells whether the window is closed, as {@link #isDestroyed} does, without waiting. */
    CompletableFuture<Boolean> isDestroyedAsync();

    /** Closes the window, as its user would; what this renderer sent before is delivered first. Returns at once. */
    @Override
    void close();
}
