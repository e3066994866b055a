package dev.covalent.main.global;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.session.RendererPeer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Renewal renewal;

    /** How many listeners there are for each property, and for all. */
    private final Map<String, Integer> listeners = new HashMap<>();

    private final Map<String, BagChange> kept = new LinkedHashMap<>();

    /** Of what is kept, what a copy has been given; it must be told also if it is taken back. */
    private final Set<String> inCopies = new HashSet<>();

    private Standing standing = Standing.ALLOWED;

    /** That what the renderer may know of from before is gone, while it is not decided whether it may hear of the rest. */
    private List<BagChange> known = List.of();

    /** How often the bag was replaced. */
    private long replacements;

    /** How many of the listeners keep a copy. */
    private int live;

    /** Whether the renderer has not been told yet that it has been told of everything. */
    private boolean lags;

    /** Whether the renderer may hear of what is shared. */
    private enum Standing {
        ALLOWED,
        /** What happens is kept until somebody has decided. */
        UNDECIDED,
        DENIED
    }

    /** Decides whether a renderer that listens to a bag may hear of the one that is shared in its place. */
    interface Renewal {

        /** Tells whether anybody decides. Called under the lock of the bag. */
        boolean isDue();

        /** Has it decided soon, with no lock held, and told to {@link PeerWatch#decided}. Called under the lock of the bag. */
        void ask(PeerWatch watch, SharedBag bag, long replacement);
    }

    /**
     * Makes a watch of nothing.
     *
     * @param behind is told that something is kept, to be {@linkplain #flush flushed} when the renderer has caught up
     * @param renewal decides about what replaces the bag
     */
    PeerWatch(RendererPeer peer, BagWatchers watchers, Consumer<PeerWatch> behind, Renewal renewal) {
        this.peer = peer;
        this.watchers = watchers;
        this.behind = behind;
        this.renewal = renewal;
    }

    BagWatchers watchers() {
        return watchers;
    }

    /**
     * Wants to hear of a property, too, or of all, of what is shared now: somebody has just allowed that. If listeners
     * might not hear of it until now, their properties are told as they are; the renderer does not tell its listeners of
     * one property from each other, so the new one may hear that, too.
     *
     * @param there what is there
     */
    void add(String property, Map<String, Payload> there) {
        if (standing == Standing.DENIED) {
            standing = Standing.ALLOWED;
            tell(BagDifferences.of(Map.of(), there));
        }
        listeners.merge(property, 1, Integer::sum);
        watchers.add(this);
    }

    /** Wants to hear of all, and to know when it has heard of all, too. */
    void addLive(Map<String, Payload> there) {
        add(BagSteps.ALL, there); // first: what that keeps, the copy has already
        live++;
        inCopies.addAll(kept.keySet());
    }

    /** Has one copy less that it wanted that for; returns whether it wants to hear of nothing any more. */
    boolean removeLive() {
        live--;
        return remove(BagSteps.ALL);
    }

    @Override
    public void endLive() {
        while (live > 0) {
            boolean unused = removeLive();
        }
        inCopies.clear();
    }

    /** Tells whether it wants to hear of nothing. */
    boolean isIdle() {
        return listeners.isEmpty();
    }

    /** Wants to hear of it once less; returns whether it wants to hear of nothing any more. */
    boolean remove(String property) {
        listeners.computeIfPresent(property, (same, count) -> count == 1 ? null : count - 1);
        if (listeners.isEmpty()) {
            watchers.remove(this);
            kept.clear();
            inCopies.clear();
            known = List.of();
            standing = Standing.ALLOWED; // whoever listens next has asked for what is there
        }
        return listeners.isEmpty();
    }

    @Override
    public void replaced(BagReplacement replacement, List<BagChange> changes) {
        boolean due = renewal.isDue();
        List<BagChange> news = standing == Standing.DENIED ? replacement.arrival() : changes;
        if (due && standing == Standing.ALLOWED) {
            known = heard(replacement.departure());
        }
        standing = due ? Standing.UNDECIDED : Standing.ALLOWED;
        replacements++;
        tell(news);
        if (due) {
            renewal.ask(this, replacement.bag(), replacements);
        }
    }

    /** Tells whether it is still to be decided whether the renderer may hear of what is shared since a replacement. */
    boolean isUndecided(long replacement) {
        return replacement == replacements && standing == Standing.UNDECIDED && !isIdle();
    }

    /** Learns whether the renderer may hear of what is shared since a replacement. If not, what it knew of is gone for it. */
    void decided(long replacement, boolean allowed) {
        if (!isUndecided(replacement)) {
            return;
        }
        standing = allowed ? Standing.ALLOWED : Standing.DENIED;
        if (!allowed) {
            known.forEach(this::keep);
            kept.values().removeIf(change -> change.oldValue() == null);
            kept.replaceAll((property, change) -> change.then(new BagChange(property, null, null, change.originId())));
        }
        known = List.of();
        behind.accept(this);
        boolean unused = flush();
    }

    @Override
    public void tell(List<BagChange> changes) {
        if (standing == Standing.DENIED) {
            return;
        }
        List<BagChange> heard = heard(changes);
        if (heard.isEmpty()) {
            return;
        }
        List<BagChange> rest = isBehind() || standing == Standing.UNDECIDED ? heard : unsent(heard);
        if (!rest.isEmpty()) {
            lags = live > 0;
            rest.forEach(this::keep);
            behind.accept(this);
            flush(); // it may have caught up before anybody knew that this is behind
        }
    }

    private List<BagChange> heard(List<BagChange> changes) {
        return listeners.containsKey(BagSteps.ALL)
                ? changes
                : changes.stream()
                        .filter(change -> listeners.containsKey(change.property()))
                        .toList();
    }

    /** Sends what is kept, as far as the renderer has caught up; returns whether it has. */
    boolean flush() {
        if (isBehind() && standing != Standing.UNDECIDED && peer.isWritable()) {
            if (kept.isEmpty()) { // as all of it was taken back since, but that it does not know
                lags = !send(List.of(), true);
            } else {
                List<BagChange> rest = unsent(List.copyOf(kept.values()));
                kept.clear();
                rest.forEach(this::keep);
                lags = lags && !rest.isEmpty();
                inCopies.retainAll(kept.keySet());
            }
        }
        return !isBehind();
    }

    private boolean isBehind() {
        return !kept.isEmpty() || (lags && live > 0);
    }

    private void keep(BagChange change) {
        BagChange before = kept.remove(change.property());
        BagChange whole = before == null ? change : before.then(change);
        if (!whole.isNone() || inCopies.contains(change.property())) {
            kept.put(change.property(), whole);
        }
    }

    /** Sends changes, in several frames if they are large; returns those for which there is no room now. */
    private List<BagChange> unsent(List<BagChange> changes) {
        int from = 0;
        while (from < changes.size() && peer.isWritable()) {
            int to = endOfFrame(changes, from);
            if (!send(changes.subList(from, to), to == changes.size())) {
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

    private boolean send(List<BagChange> changes, boolean whole) {
        try {
            return peer.post(new Downstream.BagChanged(
                    watchers.name(), changes, watchers.version(), whole)); // false if it is gone, and this soon, too
        } catch (QueueFullException full) {
            return false;
        }
    }
}
