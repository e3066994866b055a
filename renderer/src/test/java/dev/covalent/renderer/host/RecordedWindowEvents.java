package dev.covalent.renderer.host;

import dev.covalent.common.frame.WindowState;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what happened to a window. */
record RecordedWindowEvents(BlockingQueue<String> told, BlockingQueue<WindowState> states, BlockingQueue<Long> settled)
        implements WindowEvents {
    RecordedWindowEvents() {
        this(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
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
    public void changed(long handled, WindowState state) {
        states.add(state);
        settled.add(handled);
    }
}
