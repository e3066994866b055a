package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.IpcException;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.remote.BagResults;
import dev.covalent.renderer.link.MainLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This renderer's listeners for changes of bags, by the numbers that main tells them by: each is a watch of its own, so
 * that main knows which properties anybody wants to hear of, and nothing is to be agreed upon when one comes as another
 * goes.
 *
 * <p>Thread-safe. Listeners run in the turn of the loop.
 */
final class BagListeners {
    private static final Logger log = LoggerFactory.getLogger(BagListeners.class);

    private final MainLink link;
    private final Consumer<Throwable> uncaught;
    private final Map<Long, EventListener<PropertyChange>> byWatch = new ConcurrentHashMap<>();
    private final AtomicLong lastWatch = new AtomicLong();

    /**
     * Makes a table without listeners.
     *
     * @param uncaught is told, in the turn of the loop, what listeners throw
     */
    BagListeners(MainLink link, Consumer<Throwable> uncaught) {
        this.link = link;
        this.uncaught = uncaught;
    }

    /** Adds a listener and returns its number, before main is asked: it may tell changes ahead of its answer. */
    long add(EventListener<PropertyChange> listener) {
        long watch = lastWatch.incrementAndGet();
        byWatch.put(watch, listener);
        return watch;
    }

    /** Returns what removes a listener. */
    Subscription subscription(long watch) {
        return () -> remove(watch);
    }

    /** Removes a listener, and tells main; twice is a no-op. */
    void remove(long watch) {
        if (byWatch.remove(watch) == null) {
            return;
        }
        try {
            link.post(new Upstream.BagUnwatch(watch));
        } catch (IpcException ended) {
            log.debug("Watch {} was not closed, as the link is: {}", watch, ended.getMessage());
        }
    }

    /** Takes changes, which are told in a later turn. */
    void received(Downstream.BagChanged frame) {
        for (BagChange change : frame.changes()) {
            link.loop().execute(() -> tell(frame.watch(), change));
        }
    }

    private void tell(long watch, BagChange change) {
        EventListener<PropertyChange> listener = byWatch.get(watch);
        if (listener == null) {
            return; // removed meanwhile
        }
        try {
            listener.on(BagResults.change(change));
        } catch (Throwable thrown) { // whatever a listener throws is its own failure
            uncaught.accept(thrown);
        }
    }
}
