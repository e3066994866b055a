package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.frame.WindowState;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what happened to a window. */
record RecordedWindowEvents(
        BlockingQueue<String> told,
        BlockingQueue<WindowState> states,
        BlockingQueue<Long> settled,
        AtomicReference<Bounds> normal)
        implements WindowEvents {
    RecordedWindowEvents() {
        this(
                new LinkedBlockingQueue<>(),
                new LinkedBlockingQueue<>(),
                new LinkedBlockingQueue<>(),
                new AtomicReference<>());
    }

    @Override
    public void closeRequested() {
        told.add("close");
    }

    @Override
    public void focusChanged(boolean focused) {
        told.add("focus " + focused);
    }

    @Override
    public void changed(long handled, WindowState state, Bounds bounds) {
        states.add(state);
        normal.set(bounds);
        settled.add(handled);
    }
}
