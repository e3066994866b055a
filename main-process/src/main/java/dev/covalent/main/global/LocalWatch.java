package dev.covalent.main.global;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.remote.BagResults;
import java.util.List;
import java.util.function.Consumer;

/**
 * A listener of main's own: it is called on the loop.
 *
 * <p>Thread-safe.
 */
final class LocalWatch implements BagWatch, Subscription {
    private final BagWatchers watchers;
    private final String property;
    private final EventListener<PropertyChange> listener;
    private final EventLoop loop;
    private final Consumer<Throwable> uncaught;
    private volatile boolean closed;

    /**
     * Makes a watch, and opens it.
     *
     * @param uncaught is told what the listener throws
     */
    LocalWatch(
            BagWatchers watchers,
            String property,
            EventListener<PropertyChange> listener,
            EventLoop loop,
            Consumer<Throwable> uncaught) {
        this.watchers = watchers;
        this.property = property;
        this.listener = listener;
        this.loop = loop;
        this.uncaught = uncaught;
    }

    @Override
    public String property() {
        return property;
    }

    @Override
    public void tell(List<BagChange> changes) {
        changes.forEach(change -> loop.execute(() -> call(change)));
    }

    @Override
    public void close() {
        closed = true;
        synchronized (watchers) {
            watchers.remove(this);
        }
    }

    private void call(BagChange change) {
        if (closed) {
            return;
        }
        try {
            listener.on(BagResults.change(change));
        } catch (Throwable thrown) { // whatever a listener throws is its own failure
            uncaught.accept(thrown);
        }
    }
}
