package dev.covalent.renderer.host;

import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import java.awt.EventQueue;
import java.util.Optional;

/** A page in a Swing window with FlatLaf's looks; the event dispatch thread is its loop. */
final class SwingHost implements PageHost {

    @Override
    public Optional<Loop> loop() {
        return Optional.of(new DispatchThread());
    }

    @Override
    public HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener) {
        return new SwingWindow(setup, listener);
    }

    @Override
    public void close() {
        // the dispatch thread is the toolkit's, which ends it when no window is left
    }

    /** The event dispatch thread; the toolkit replaces one that died. */
    static final class DispatchThread implements Loop {
        @Override
        public void execute(Runnable task) {
            EventQueue.invokeLater(task);
        }

        @Override
        public boolean isCurrent() {
            return EventQueue.isDispatchThread();
        }
    }
}
