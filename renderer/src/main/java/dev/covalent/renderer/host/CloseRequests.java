package dev.covalent.renderer.host;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.renderer.HostWindow;
import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Toolkit;
import java.awt.event.WindowEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tells that the user wants a frame closed: when the event dispatch thread comes to that, or when that has waited for the
 * thread from one look at the queue to the next. Each click counts once. A queue of one's own would not see it come: what
 * the desktop says goes past what such a queue may override.
 *
 * <p>Thread-safe.
 */
final class CloseRequests {
    private final Frame frame;
    private final HostWindow.Listener listener;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable Nudge nudge;

    @GuardedBy("lock") private @Nullable AWTEvent seen;

    @GuardedBy("lock") private @Nullable AWTEvent told;

    CloseRequests(Frame frame, HostWindow.Listener listener) {
        this.frame = frame;
        this.listener = listener;
    }

    /** The event dispatch thread has come to a request. */
    void dispatched(WindowEvent event) {
        if (isNews(event)) {
            listener.closeRequested();
        }
    }

    /** Looks whether a request waits that had waited before; on any thread, while the event dispatch thread is held up. */
    void look() {
        EventQueue queue = Toolkit.getDefaultToolkit().getSystemEventQueue();
        queue.postEvent(nudge());
        AWTEvent waiting = queue.peekEvent(WindowEvent.WINDOW_CLOSING);
        if (waiting != null && waiting.getSource() == frame && hasWaited(waiting) && isNews(waiting)) {
            listener.closeRequested();
        }
    }

    private boolean hasWaited(AWTEvent event) {
        synchronized (lock) {
            boolean again = seen == event;
            seen = event;
            return again;
        }
    }

    private boolean isNews(AWTEvent event) {
        synchronized (lock) {
            boolean first = told != event;
            told = event;
            return first;
        }
    }

    private Nudge nudge() {
        synchronized (lock) {
            Nudge current = nudge;
            if (current == null) {
                current = new Nudge(new Nobody());
                nudge = current;
            }
            return current;
        }
    }

    /** Has the toolkit put what has come from the desktop into the queue, as it does before any other event. */
    private static final class Nudge extends AWTEvent {
        private static final long serialVersionUID = 1L;

        Nudge(Nobody source) {
            super(source, RESERVED_ID_MAX + 1);
        }
    }

    /** Whom a nudge is for: of several that wait, one is as good as all. */
    private static final class Nobody extends Component {
        private static final long serialVersionUID = 1L;

        @Override
        protected AWTEvent coalesceEvents(AWTEvent waiting, AWTEvent next) {
            return waiting;
        }
    }
}
