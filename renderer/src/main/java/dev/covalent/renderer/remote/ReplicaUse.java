package dev.covalent.renderer.remote;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's use of the copy of a bag, until it is closed.
 *
 * <p>Thread-safe.
 */
final class ReplicaUse implements AutoCloseable {
    private final Replicas replicas;
    private final RemoteBag bag;
    private final Replica replica;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Makes a use, which the replica counts already. */
    ReplicaUse(Replicas replicas, RemoteBag bag, Replica replica) {
        this.replicas = replicas;
        this.bag = bag;
        this.replica = replica;
    }

    Replica replica() {
        return replica;
    }

    /** Returns the copy; null if there is none. */
    @Nullable BagCopy copy() {
        return closed.get() ? null : replica.copy();
    }

    /**
     * Learns that main was asked for a read, and may let this renderer have a copy of what it shares now.
     *
     * @param found the copy that could not; null for none
     */
    void askedMain(@Nullable BagCopy found) {
        if ((found == null || found.isEnded()) && !closed.get()) {
            replicas.renew(replica, bag, found);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            replicas.leave(bag.name(), replica);
        }
    }
}
