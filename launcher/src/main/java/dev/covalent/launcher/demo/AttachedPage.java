package dev.covalent.launcher.demo;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;

/** The page that a separately launched renderer shows. Confined to its renderer's event loop. */
final class AttachedPage implements Page {
    static final String ROLE = "attached";

    private final Renderer renderer;
    private final PageWindow window;

    @Inject
    AttachedPage(Renderer renderer, PageWindow window) {
        this.renderer = renderer;
        this.window = window;
    }

    @Override
    public void load() {
        DemoPage.show(ROLE, "Attached: each button runs a flow from here to the news window", renderer, window);
    }
}
