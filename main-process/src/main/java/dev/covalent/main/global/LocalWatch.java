package dev.covalent.main.global;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.remote.BagResults;
import dev.covalent.common.remote.BagSteps;
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
    private final Consumer<BagWatchers> unwatched;
    private volatile boolean closed;

    /**
     * Makes a watch, which is still to be added.
     *
     * @param property the property whose changes it wants to hear of; {@link BagSteps#ALL} for all
     * @param uncaught is told what the listener throws
     * @param unwatched is told, with no lock held, that it is closed
     */
    LocalWatch(
            BagWatchers watchers,
            String property,
            EventListener<PropertyChange> listener,
            EventLoop loop,
            Consumer<Throwable> uncaught,
            Consumer<BagWatchers> unwatched) {
        this.unwatched = unwatched;
        this.watchers = watchers;
        this.property = property;
        this.listener = listener;
        this.loop = loop;
        this.uncaught = uncaught;
    }

    @Override
    public void tell(List<BagChange> changes) {
        for (BagChange change : changes) {
            if (property.equals(BagSteps.ALL) || property.equals(change.property())) {
                loop.execute(() -> call(change));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (watchers) {
            watchers.remove(this);
        }
        unwatched.accept(watchers);
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
