package dev.covalent.renderer.boot;

import com.google.inject.AbstractModule;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.Renderer;

/** Gives a page what its renderer consists of; what else a page asks for is made by its own constructor's annotation. */
final class PageModule extends AbstractModule {
    private final Renderer renderer;
    private final PageWindow window;
    private final Class<? extends Page> page;

    PageModule(Renderer renderer, PageWindow window, Class<? extends Page> page) {
        this.renderer = renderer;
        this.window = window;
        this.page = page;
    }

    @Override
    protected void configure() {
        binder().disableCircularProxies();
        bind(Renderer.class).toInstance(renderer);
        bind(IpcRenderer.class).toInstance(renderer.ipcRenderer());
        bind(RemoteModule.class).toInstance(renderer.remote());
        bind(LocalStorage.class).toInstance(renderer.localStorage());
        bind(PageWindow.class).toInstance(window);
        bind(page);
    }
}
