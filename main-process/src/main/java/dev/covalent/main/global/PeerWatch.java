package dev.covalent.main.global;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import dev.covalent.main.session.RendererPeer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one renderer wants to hear of. While it does not keep up, what happens is kept as one change of each property.
 *
 * <p>Guarded by the lock of the bag, the {@link BagWatchers}.
 */
final class PeerWatch implements BagWatch {
    /** The most bytes of several changes in one frame. */
    private static final long FRAME_BYTES = 1 << 20;

    private final RendererPeer peer;
    private final long number;
    private final String property;
    private final BagWatchers watchers;
    private final Consumer<PeerWatch> behind;
    private final Map<String, BagChange> kept = new LinkedHashMap<>();

    /**
     * Makes a watch.
     *
     * @param number by which the renderer knows it
     * @param behind is told that something is kept, to be {@linkplain #flush flushed} when the renderer has caught up
     */
    PeerWatch(RendererPeer peer, long number, String property, BagWatchers watchers, Consumer<PeerWatch> behind) {
        this.peer = peer;
        this.number = number;
        this.property = property;
        this.watchers = watchers;
        this.behind = behind;
    }

    @Override
    public String property() {
        return property;
    }

    BagWatchers watchers() {
        return watchers;
    }

    @Override
    public void tell(List<BagChange> changes) {
        List<BagChange> rest = kept.isEmpty() ? unsent(changes) : changes;
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

    /** Ends it: nothing more is sent. */
    void close() {
        watchers.remove(this);
        kept.clear();
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
            return peer.post(new Downstream.BagChanged(number, changes)); // false if it is gone, and this soon, too
        } catch (QueueFullException full) {
            return false;
        }
    }
}
