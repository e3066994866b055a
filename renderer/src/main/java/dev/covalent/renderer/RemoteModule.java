package dev.covalent.renderer;

import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.RemoteCallException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the main process, used from a renderer. Mirrors {@code @electron/remote}: an access is a synchronous
 * call to main, if it does not say that it costs none, in the one sequence of everything that this renderer sends.
 *
 * <p>What waits for main has a twin that does not, for use on a page's loop: its name ends with {@code Async}, its future
 * completes on the loop, or is complete already, and fails with what the other throws. Thread-safe.
 */
public interface RemoteModule {

    /**
     * Returns the property bag that main shares under a name.
     *
     * @return a handle of the live object, or {@code null} if main shares nothing under that name
     * @throws IllegalArgumentException if main shares a typed object under that name
     * @throws RemoteAccessDeniedException if main denies it
     */
    @NullUnmarked
    RemoteObject getGlobal(String name);

    /**
     * Returns a proxy of the typed object that main shares under a name. Its methods call main and wait, except those
     * that return a {@code CompletionStage}, {@code CompletableFuture} or {@code Future}, which return at once. A lambda
     * for a functional parameter becomes a callback that main may keep and call; it runs on this process's loop, so an answer
     * that depends on it must not be waited for there. Interfaces as parameters and results, also
     * as parts of values, are referred to, as {@link RemoteReference} says. What a method throws in main is thrown here as
     * what it declares, or else as {@link RemoteCallException}. {@code equals}, {@code hashCode}, {@code toString} and default methods that
     * the implementation does not override run as usual: the first three here, the others in main.
     *
     * @param type the interface that main shared the object as
     * @return the proxy, of one object always the same while somebody holds it; {@code null} if main shares nothing under
     *     that name
     * @throws IllegalArgumentException if main shares a property bag, or another interface, under that name
     * @throws RemoteAccessDeniedException if main denies it
     */
    @NullUnmarked
    <T> T getGlobal(String name, Class<T> type);

    /** Gets a property bag as {@link #getGlobal(String)} does, without waiting; null if there is none. */
    CompletableFuture<@Nullable RemoteObject> getGlobalAsync(String name);

    /** Gets a proxy of a typed object as {@link #getGlobal(String, Class)} does, without waiting; null if there is none. */
    <T> CompletableFuture<@Nullable T> getGlobalAsync(String name, Class<T> type);

    /**
     * Returns the windows of the application. The first time it is one call to main, which may deny it; from then on main tells
     * this renderer of windows that are made or destroyed.
     */
    RemoteBrowserWindows browserWindow();

    /** Returns what {@link #browserWindow} returns, without waiting. */
    CompletableFuture<RemoteBrowserWindows> browserWindowAsync();

    /**
     * Returns the contents of the application's windows. The first time it is one call to main, which may deny it; from then on
     * main tells this renderer of contents that are made or destroyed.
     */
    RemoteWebContentsLookup webContents();

    /** Returns what {@link #webContents} returns, without waiting. */
    CompletableFuture<RemoteWebContentsLookup> webContentsAsync();

    /** Returns the application. The first time it is one call to main, which may deny it. */
    RemoteApp app();

    /** Returns what {@link #app} returns, without waiting. */
    CompletableFuture<RemoteApp> appAsync();

    /** Returns the main process. The first time it is one call to main, which may deny it. */
    RemoteProcess process();

    /** Returns what {@link #process} returns, without waiting. */
    CompletableFuture<RemoteProcess> processAsync();

    /** Returns this renderer's own window. The first time it is one call to main, which may deny it or give another. */
    RemoteBrowserWindow getCurrentWindow();

    /** Returns what {@link #getCurrentWindow} returns, without waiting. */
    CompletableFuture<RemoteBrowserWindow> getCurrentWindowAsync();

    /** Returns this renderer's own contents. The first time it is one call to main, which may deny it or give others. */
    RemoteWebContents getCurrentWebContents();

    /** Returns what {@link #getCurrentWebContents} returns, without waiting. */
    CompletableFuture<RemoteWebContents> getCurrentWebContentsAsync();
}
