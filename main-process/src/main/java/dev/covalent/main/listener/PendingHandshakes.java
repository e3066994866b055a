package dev.covalent.main.listener;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.transport.ChannelSocket;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The peers that have not proved themselves yet, in the order they came.
 *
 * <p>When there are too many, the oldest one has to go and not the newcomer: an honest peer is through in a millisecond, so
 * the oldest is the likeliest to be none.
 *
 * <p>Thread-safe.
 */
final class PendingHandshakes {
    private final int limit;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<ChannelSocket> pending = new LinkedHashSet<>();

    /** Those whose threads have not noticed yet. */
    @GuardedBy("lock") private final Set<ChannelSocket> evicted = new HashSet<>();

    PendingHandshakes(int limit) {
        this.limit = limit;
    }

    /** Adds a peer, and returns the one that has to go for it, if any; the caller closes that. */
    @Nullable ChannelSocket add(ChannelSocket newcomer) {
        synchronized (lock) {
            ChannelSocket oldest = pending.size() >= limit ? evictLocked() : null;
            pending.add(newcomer);
            return oldest;
        }
    }

    /** Returns the oldest peer, if there is any, which has to go to free its descriptor; the caller closes it. */
    @Nullable ChannelSocket evictOldest() {
        synchronized (lock) {
            return evictLocked();
        }
    }

    @GuardedBy("lock") private @Nullable ChannelSocket evictLocked() {
        Iterator<ChannelSocket> order = pending.iterator();
        if (!order.hasNext()) {
            return null;
        }
        ChannelSocket oldest = order.next();
        order.remove();
        evicted.add(oldest);
        return oldest;
    }

    /** Takes out a peer that has proved itself or failed to, and tells whether it was evicted before. */
    boolean removeEvicted(ChannelSocket peer) {
        synchronized (lock) {
            pending.remove(peer);
            return evicted.remove(peer);
        }
    }

    List<ChannelSocket> all() {
        synchronized (lock) {
            return List.copyOf(pending);
        }
    }
}
