package dev.covalent.renderer.host;

import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import java.util.Optional;

/** A page without a display: its window is memory, which belongs to no thread. */
final class HeadlessHost implements PageHost {

    @Override
    public Optional<Loop> loop() {
        return Optional.empty();
    }

    @Override
    public HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener) {
        return new HeadlessWindow(setup);
    }

    @Override
    public void close() {
        // there is nothing
    }
}
