package dev.covalent.renderer;

/**
 * What a window shows: the program of a renderer process.
 *
 * <p>A page class has a public or package-private constructor annotated with {@code jakarta.inject.Inject}, which may ask
 * for {@link IpcRenderer}, {@link RemoteModule}, {@link LocalStorage}, {@link PageWindow}, {@link Renderer} and for
 * classes of its own that can be injected. It is made and used on the renderer's event loop, which for a window of Swing's
 * is the event dispatch thread, and for one of another {@link PageHost} the thread of that.
 */
@FunctionalInterface
public interface Page {

    /**
     * Builds the page: registers its listeners, fills its window. Messages that were sent to the window before are
     * delivered when this method has returned; then main sees {@code did-finish-load}.
     *
     * @throws Exception if the page cannot be shown: main sees {@code did-fail-load} with it
     */
    void load() throws Exception;

    /**
     * Is asked when the window is to close, each time anew, and may keep it open, after a question to its user for instance.
     * The answer may take its time while the event loop turns, as it does below a modal dialogue of Swing; a page that holds
     * up its loop is killed. Not asked when the page is loaded again, the window destroyed, or the application exits. What it
     * throws is reported, and does not keep the window open. Mirrors {@code beforeunload}.
     *
     * @return false to keep the window open
     */
    default boolean beforeUnload() {
        return true;
    }

    /** Is called when the window closes, before the connection to main ends: what it sends still arrives. */
    default void unload() {}
}
