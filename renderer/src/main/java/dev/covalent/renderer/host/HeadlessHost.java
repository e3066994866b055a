package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.renderer.PageWindow;
import java.awt.Container;
import java.util.Optional;

/** A page without a display: its window is a record, its loop a thread. */
final class HeadlessHost implements PageHost {
    private final SerialLoop loop;

    HeadlessHost(String role) {
        loop = new SerialLoop(role, Uncaught::report);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public PageWindow newWindow(int id, String title, WindowEvents events) {
        return new HeadlessWindow(id, title, events);
    }

    @Override
    public void show() {
        // There is nothing to show.
    }

    @Override
    public void close() {
        loop.close();
    }

    private record HeadlessWindow(int id, String title, WindowEvents events) implements PageWindow {
        @Override
        public boolean isHeadless() {
            return true;
        }

        @Override
        public Optional<Container> contentPane() {
            return Optional.empty();
        }

        @Override
        public void close() {
            events.closeRequested();
        }
    }
}
