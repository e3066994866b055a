package dev.covalent.launcher.bench.jvm;

import dev.covalent.renderer.Page;
import jakarta.inject.Inject;

/** A page that does nothing, so that its window costs what a window costs. */
final class IdlePage implements Page {

    @Inject
    IdlePage() {}

    @Override
    public void load() {
        // There is nothing to show.
    }
}
