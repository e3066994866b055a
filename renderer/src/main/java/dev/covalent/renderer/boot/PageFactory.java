package dev.covalent.renderer.boot;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.Renderer;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes pages by constructor injection. Thread-safe. */
final class PageFactory implements PageLoader {
    private static final String MISSING =
            " is not on this renderer's class path: add it with BrowserWindowOptions.classPath or --class-path";

    private final String className;
    private final ClassLoader classes;

    /** Makes a factory that finds the page where the calling thread finds its classes. */
    PageFactory(String className) {
        this.className = className;
        this.classes = Thread.currentThread().getContextClassLoader();
    }

    @Override
    public LoadedPage load(ConnectedRenderer renderer) throws Exception {
        return load(renderer, renderer::newWindow);
    }

    /**
     * Makes the page and loads it.
     *
     * @param window makes the page's window, once there is a page for it
     */
    LoadedPage load(Renderer renderer, Supplier<PageWindow> window) throws Exception {
        Class<? extends Page> type = pageClass();
        Page page = make(type, PageParts.of(renderer, window.get()));
        page.load();
        return new Loaded(page);
    }

    /** Tells whether a page did not load because there is no such class, not one that it needs itself. */
    static boolean isMissingPage(Throwable failed) {
        return failed instanceof ClassNotFoundException
                && String.valueOf(failed.getMessage()).endsWith(MISSING);
    }

    private record Loaded(Page page) implements LoadedPage {
        @Override
        public boolean mayUnload() {
            return page.beforeUnload();
        }

        @Override
        public void unload() {
            page.unload();
        }
    }

    private Class<? extends Page> pageClass() throws Exception {
        Class<?> found;
        try {
            found = Class.forName(className, false, classes); // code of what is no page must not run
        } catch (ClassNotFoundException missing) {
            throw new ClassNotFoundException("The page " + className + MISSING, missing);
        }
        if (!Page.class.isAssignableFrom(found)) {
            throw new IllegalArgumentException(className + " is no page: it must implement " + Page.class.getName());
        }
        try {
            return Class.forName(className, true, classes).asSubclass(Page.class);
        } catch (ExceptionInInitializerError thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause; // what the page's own initialiser threw
            }
            throw thrown;
        }
    }

    private static <P extends Page> P make(Class<P> type, PageParts parts) throws Exception {
        Optional<PlainPage<P>> plain = PlainPage.of(type);
        return plain.isPresent() ? plain.get().make(parts) : InjectedPage.make(type, parts);
    }
}
