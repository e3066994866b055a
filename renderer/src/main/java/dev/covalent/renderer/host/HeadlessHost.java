package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.renderer.PageWindow;
import org.jspecify.annotations.Nullable;

/** A page without a display: its window is memory, its loop a thread. */
final class HeadlessHost implements PageHost {
    private final SerialLoop loop;
    private final WindowSetup setup;

    /** Confined to the loop. */
    private @Nullable HostedWindow window;

    HeadlessHost(WindowSetup setup, String role) {
        this.setup = setup;
        loop = new SerialLoop(role, Uncaught::report);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public PageWindow newWindow(int id, String title, WindowEvents events) {
        HostedWindow made = new HostedWindow(id, loop, new HeadlessWindow(title, setup), events, setup);
        window = made;
        return made;
    }

    @Override
    public void loaded() {
        if (window != null) {
            window.loaded();
        }
    }

    @Override
    public void apply(long number, WindowCommand command) {
        if (window != null) {
            window.apply(number, command);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
