package dev.covalent.main.global;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.common.remote.NestedListener;
import java.util.List;

/**
 * A place in a bag, for main: whatever map is there.
 *
 * <p>Immutable.
 */
final class SharedPlace extends BagHandle {
    private final SharedBag bag;
    private final BagPath path;

    SharedPlace(SharedBag bag, BagPath path) {
        this.bag = bag;
        this.path = path;
    }

    @Override
    public PropertyBag object(String property) {
        return new SharedPlace(bag, path.then(property));
    }

    @Override
    public String toString() {
        return "'" + path + "' of shared object '" + bag.name() + "'";
    }

    @Override
    protected Subscription watch(String property, EventListener<PropertyChange> listener) {
        NestedListener nested = new NestedListener(path, property, listener);
        return nested.subscription(bag.watch(path.property(), nested));
    }

    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        return bag.perform(path, steps, BagCaller.MAIN);
    }
}
