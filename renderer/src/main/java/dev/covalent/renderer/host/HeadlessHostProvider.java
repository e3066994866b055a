package dev.covalent.renderer.host;

import dev.covalent.renderer.PageHost;
import java.util.function.Consumer;

/** Starts the host {@code headless}. Thread-safe. */
public final class HeadlessHostProvider implements PageHost.Provider {

    /** Makes one; for the service loader. */
    public HeadlessHostProvider() {}

    @Override
    public String name() {
        return "headless";
    }

    @Override
    public PageHost start(Consumer<Throwable> broken) {
        return new HeadlessHost();
    }
}
