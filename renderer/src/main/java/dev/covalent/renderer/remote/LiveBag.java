package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.renderer.LiveObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A bag of main's that is read from a copy while that is up to date, and from main otherwise.
 *
 * <p>Thread-safe.
 */
final class LiveBag extends BagHandle implements LiveObject {
    private final Replicas replicas;
    private final RemoteBag bag;
    private final Replica replica;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Makes a handle, which counts as a user of the replica. */
    LiveBag(Replicas replicas, RemoteBag bag, Replica replica) {
        this.replicas = replicas;
        this.bag = bag;
        this.replica = replica;
    }

    Replica replica() {
        return replica;
    }

    @Override
    public boolean isLocal() {
        BagCopy copy = copy();
        return copy != null && !copy.isBehind();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            replicas.leave(bag.name(), replica);
        }
    }

    @Override
    public String toString() {
        return "live " + bag;
    }

    @Override
    protected Value read(String property) {
        BagCopy copy = copy();
        Value here = copy == null ? null : copy.read(Objects.requireNonNull(property, "property"));
        return here == null ? super.read(property) : here;
    }

    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        BagCopy copy = copy();
        BagAnswer here = copy != null && BagCopy.canAnswer(steps) ? copy.answer(steps) : null;
        if (here != null) {
            return here;
        }
        BagAnswer answer = bag.perform(steps);
        if (copy != null && copy.isEnded()) { // as main shares another object, which it has let this renderer have now
            replicas.renew(replica, bag);
        }
        return answer;
    }

    @Override
    protected Subscription watch(String property, EventListener<PropertyChange> listener) {
        return bag.watch(property, listener);
    }

    private @Nullable BagCopy copy() {
        return closed.get() ? null : replica.copy();
    }
}
