package dev.covalent.main.global;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.session.RendererPeer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one renderer wants to hear of one bag: whichever of its listeners do, each change goes there once. While it does not
 * keep up, what happens is kept as one change of each property.
 *
 * <p>Guarded by the lock of the bag, the {@link BagWatchers}.
 */
final class PeerWatch implements BagWatch {
    /** The most bytes of several changes in one frame. */
    private static final long FRAME_BYTES = 1 << 20;

    private final RendererPeer peer;
    private final BagWatchers watchers;
    private final Consumer<PeerWatch> behind;

    /** How many listeners there are for each property, and for all. */
    private final Map<String, Integer> listeners = new HashMap<>();

    private final Map<String, BagChange> kept = new LinkedHashMap<>();

    /**
     * Makes a watch of nothing.
     *
     * @param behind is told that something is kept, to be {@linkplain #flush flushed} when the renderer has caught up
     */
    PeerWatch(RendererPeer peer, BagWatchers watchers, Consumer<PeerWatch> behind) {
        this.peer = peer;
        this.watchers = watchers;
        this.behind = behind;
    }

    BagWatchers watchers() {
        return watchers;
    }

    /** Wants to hear of a property, too, or of all. */
    void add(String property) {
        listeners.merge(property, 1, Integer::sum);
        watchers.add(this);
    }

    /** Wants to hear of it once less; returns whether it wants to hear of nothing any more. */
    boolean remove(String property) {
        listeners.computeIfPresent(property, (same, count) -> count == 1 ? null : count - 1);
        if (listeners.isEmpty()) {
            watchers.remove(this);
            kept.clear();
        }
        return listeners.isEmpty();
    }

    @Override
    public void tell(List<BagChange> changes) {
        List<BagChange> heard = changes;
        if (!listeners.containsKey(BagSteps.ALL)) {
            heard = changes.stream()
                    .filter(change -> listeners.containsKey(change.property()))
                    .toList();
        }
        List<BagChange> rest = kept.isEmpty() ? unsent(heard) : heard;
        if (!rest.isEmpty()) {
            rest.forEach(this::keep);
            behind.accept(this);
            flush(); // it may have caught up before anybody knew that this is behind
        }
    }

    /** Sends what is kept, as far as the renderer has caught up; returns whether nothing is kept any more. */
    boolean flush() {
        if (peer.isWritable() && !kept.isEmpty()) {
            List<BagChange> rest = unsent(List.copyOf(kept.values()));
            kept.clear();
            rest.forEach(this::keep);
        }
        return kept.isEmpty();
    }

    private void keep(BagChange change) {
        BagChange before = kept.remove(change.property());
        BagChange whole = before == null ? change : before.then(change);
        if (!whole.isNone()) {
            kept.put(change.property(), whole);
        }
    }

    /** Sends changes, in several frames if they are large; returns those for which there is no room now. */
    private List<BagChange> unsent(List<BagChange> changes) {
        int from = 0;
        while (from < changes.size() && peer.isWritable()) {
            int to = endOfFrame(changes, from);
            if (!send(changes.subList(from, to))) {
                break;
            }
            from = to;
        }
        return changes.subList(from, changes.size());
    }

    private static int endOfFrame(List<BagChange> changes, int from) {
        int to = from;
        for (long bytes = 0; to < changes.size() && bytes < FRAME_BYTES; to++) {
            bytes += changes.get(to).bytes();
        }
        return to;
    }

    private boolean send(List<BagChange> changes) {
        try {
            return peer.post(
                    new Downstream.BagChanged(watchers.name(), changes)); // false if it is gone, and this soon, too
        } catch (QueueFullException full) {
            return false;
        }
    }
}
