package dev.covalent.renderer.host;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what happened to a window. */
record RecordedWindowEvents(BlockingQueue<String> told) implements PageHost.WindowEvents {
    RecordedWindowEvents() {
        this(new LinkedBlockingQueue<>());
    }

    @Override
    public void closeRequested() {
        told.add("close");
    }

    @Override
    public void focusChanged(boolean focused) {
        told.add("focus " + focused);
    }
}
