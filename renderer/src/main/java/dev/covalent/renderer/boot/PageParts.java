package dev.covalent.renderer.boot;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.Renderer;
import java.util.Map;
import java.util.Set;

/**
 * What a renderer consists of and a page may ask for, each by its type.
 *
 * <p>Immutable.
 */
final class PageParts {
    /** The types that a page gets from its renderer. */
    static final Set<Class<?>> TYPES =
            Set.of(Renderer.class, IpcRenderer.class, RemoteModule.class, LocalStorage.class, PageWindow.class);

    private final Map<Class<?>, Object> parts;

    private PageParts(Map<Class<?>, Object> parts) {
        this.parts = parts;
    }

    static PageParts of(Renderer renderer, PageWindow window) {
        return new PageParts(Map.of(
                Renderer.class, renderer,
                IpcRenderer.class, renderer.ipcRenderer(),
                RemoteModule.class, renderer.remote(),
                LocalStorage.class, renderer.localStorage(),
                PageWindow.class, window));
    }

    /**
     * Returns the part of a type.
     *
     * @throws IllegalArgumentException if {@code type} is none of {@link #TYPES}
     */
    <T> T get(Class<T> type) {
        Object part = parts.get(type);
        if (part == null) {
            throw new IllegalArgumentException("A renderer has no " + type.getName());
        }
        return type.cast(part);
    }
}
