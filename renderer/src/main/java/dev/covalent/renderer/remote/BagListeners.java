package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.remote.BagResults;
import dev.covalent.common.remote.BagSteps;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * This renderer's listeners for changes of bags. Main knows each by a number, and so which properties anybody wants to hear
 * of; it tells each change once, and here it goes to whoever wants to hear of it.
 *
 * <p>Thread-safe. Listeners run in the turn of the loop, in the order they were added.
 */
final class BagListeners {
    private final EventLoop loop;
    private final WatchNumbers numbers;
    private final Consumer<Throwable> uncaught;

    /** In the order of the numbers. */
    private final Map<Long, Listener> byWatch = new ConcurrentSkipListMap<>();

    /** Who wants to hear of what. */
    private record Listener(String object, String property, EventListener<PropertyChange> listener) {
        boolean hears(String name, BagChange change) {
            return object.equals(name) && (property.equals(BagSteps.ALL) || property.equals(change.property()));
        }
    }

    /**
     * Makes a table without listeners.
     *
     * @param uncaught is told, in the turn of the loop, what listeners throw
     */
    BagListeners(EventLoop loop, WatchNumbers numbers, Consumer<Throwable> uncaught) {
        this.loop = loop;
        this.numbers = numbers;
        this.uncaught = uncaught;
    }

    /** Adds a listener and returns its number, before main is asked: it may tell changes ahead of its answer. */
    long add(String object, String property, EventListener<PropertyChange> listener) {
        long watch = numbers.next();
        byWatch.put(watch, new Listener(object, property, listener));
        return watch;
    }

    /** Returns what removes a listener. */
    Subscription subscription(long watch) {
        return () -> remove(watch);
    }

    /** Removes a listener, and tells main; twice is a no-op. */
    void remove(long watch) {
        if (byWatch.remove(watch) != null) {
            numbers.close(watch);
        }
    }

    /** Takes changes, which are told in later turns. */
    void received(Downstream.BagChanged frame) {
        for (BagChange change : frame.changes()) {
            if (change.isNone()) {
                continue; // for copies
            }
            loop.execute(() -> tell(frame.object(), change));
        }
    }

    private void tell(String object, BagChange change) {
        for (Listener listener : byWatch.values()) {
            if (listener.hears(object, change)) {
                call(listener, BagResults.change(change)); // each may do what it likes with what it decodes
            }
        }
    }

    private void call(Listener listener, PropertyChange change) {
        try {
            listener.listener().on(change);
        } catch (Throwable thrown) { // whatever a listener throws is its own failure
            uncaught.accept(thrown);
        }
    }
}
