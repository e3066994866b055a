package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.renderer.LiveObject;
import java.util.List;
import java.util.Objects;

/**
 * A bag of main's, or a place in one, that is read from a copy while that is up to date, and from main otherwise.
 *
 * <p>Thread-safe.
 */
final class LiveBag extends BagHandle implements LiveObject {
    private final RemoteBag bag;
    private final ReplicaUse use;

    LiveBag(RemoteBag bag, ReplicaUse use) {
        this.bag = bag;
        this.use = use;
    }

    ReplicaUse use() {
        return use;
    }

    @Override
    public PropertyBag object(String property) {
        return new LiveBag((RemoteBag) bag.object(property), use);
    }

    @Override
    public boolean isLocal() {
        BagCopy copy = use.copy();
        return copy != null && !copy.isBehind();
    }

    @Override
    public void close() {
        use.close();
    }

    @Override
    public String toString() {
        return "live " + bag;
    }

    @Override
    protected Value read(String property) {
        Objects.requireNonNull(property, "property");
        BagCopy copy = use.copy();
        Value here = copy == null ? null : copy.read(bag.path(), property);
        return here == null ? super.read(property) : here;
    }

    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        BagCopy copy = use.copy();
        if (!BagCopy.canAnswer(steps)) {
            return bag.perform(steps);
        }
        BagAnswer here = copy == null ? null : copy.answer(bag.path(), steps);
        if (here != null) {
            return here;
        }
        BagAnswer answer;
        try {
            answer = bag.perform(steps);
        } catch (IllegalArgumentException
                | IllegalStateException notSo) { // there is something, if not what it was taken for
            use.askedMain(copy);
            throw notSo;
        }
        use.askedMain(copy);
        return answer;
    }

    @Override
    protected Subscription watch(String property, EventListener<PropertyChange> listener) {
        return bag.watch(property, listener);
    }
}
