package dev.covalent.renderer;

/**
 * What a window shows: the program of a renderer process.
 *
 * <p>A page class has a public or package-private constructor annotated with {@code jakarta.inject.Inject}, which may ask
 * for {@link IpcRenderer}, {@link RemoteModule}, {@link LocalStorage}, {@link PageWindow}, {@link Renderer} and for
 * classes of its own that can be injected. It is made and used on the renderer's event loop, which for a real window is
 * the event dispatch thread.
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

    /** Is called when the window closes, before the connection to main ends: what it sends still arrives. */
    default void unload() {}
}
