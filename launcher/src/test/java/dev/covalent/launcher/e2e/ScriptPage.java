package dev.covalent.launcher.e2e;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;

/** A page that does what the tests in main ask for. */
public final class ScriptPage implements Page {
    private final Renderer renderer;

    @Inject
    ScriptPage(Renderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public void load() {
        ScriptHost.install(renderer);
    }
}
