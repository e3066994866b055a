package dev.covalent.launcher.demo;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;

/** The page of the news window, which answers the flows of the index window. Confined to its renderer's event loop. */
final class NewsPage implements Page {
    static final String ROLE = "news";

    private final Renderer renderer;
    private final PageWindow window;

    @Inject
    NewsPage(Renderer renderer, PageWindow window) {
        this.renderer = renderer;
        this.window = window;
    }

    @Override
    public void load() {
        DemoPage.show(ROLE, "News: each button runs a flow from here to the index window", renderer, window);
    }
}
