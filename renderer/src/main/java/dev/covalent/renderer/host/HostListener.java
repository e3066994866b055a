package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.renderer.HostWindow;

/** Hears from a host what happens to its window, on any thread. Thread-safe. */
final class HostListener implements HostWindow.Listener {
    private final EventLoop loop;
    private final WindowEvents events;
    private volatile Runnable changed = () -> {};
    private volatile boolean enabled = true;

    HostListener(EventLoop loop, WindowEvents events) {
        this.loop = loop;
        this.events = events;
    }

    /** Says what is to be done, in the loop's turn, when the window has changed; nothing before. */
    void onChanged(Runnable action) {
        changed = action;
    }

    /** Says whether the user can do something with the window: toolkits let the close button of a blocked one through. */
    void enabled(boolean on) {
        enabled = on;
    }

    @Override
    public void closeRequested() {
        if (enabled) {
            events.closeRequested();
        }
    }

    @Override
    public void focusChanged(boolean focused) {
        events.focusChanged(focused);
    }

    @Override
    public void changed() {
        if (loop.inTurn()) {
            changed.run();
        } else {
            loop.execute(changed);
        }
    }
}
