package dev.covalent.launcher.demo;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;

/** The page of the index window, from which the flows begin. Confined to its renderer's event loop. */
final class IndexPage implements Page {
    static final String ROLE = "index";

    private final Renderer renderer;
    private final PageWindow window;

    @Inject
    IndexPage(Renderer renderer, PageWindow window) {
        this.renderer = renderer;
        this.window = window;
    }

    @Override
    public void load() {
        DemoPage.show(ROLE, "Index: each button runs a flow from here to the news window", renderer, window);
    }
}
