package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.common.remote.NestedListener;
import dev.covalent.renderer.AsyncRemoteObject;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.link.MainLink;
import java.util.List;

/**
 * A handle of a property bag of main's.
 *
 * <p>Immutable.
 */
final class RemoteBag extends BagHandle implements RemoteObject {
    private final MainLink link;
    private final String name;
    private final BagPath path;
    private final BagListeners listeners;
    private final Replicas replicas;
    private final AsyncRemoteObject async;

    RemoteBag(MainLink link, String name, BagListeners listeners, Replicas replicas) {
        this(link, name, BagPath.ROOT, listeners, replicas);
    }

    private RemoteBag(MainLink link, String name, BagPath path, BagListeners listeners, Replicas replicas) {
        this.link = link;
        this.name = name;
        this.path = path;
        this.listeners = listeners;
        this.replicas = replicas;
        this.async = new AsyncBag(link, this, listeners, replicas);
    }

    String name() {
        return name;
    }

    BagPath path() {
        return path;
    }

    @Override
    public LiveObject live() {
        return replicas.open(this);
    }

    @Override
    public RemoteObject object(String property) {
        return new RemoteBag(link, name, path.then(property), listeners, replicas);
    }

    @Override
    public AsyncRemoteObject async() {
        return async;
    }

    @Override
    public String toString() {
        return (path.isRoot() ? "" : "'" + path + "' of ") + "remote object '" + name + "'";
    }

    @Override
    protected Subscription watch(String property, EventListener<PropertyChange> listener) {
        if (path.isRoot()) {
            return watchBag(property, listener);
        }
        NestedListener nested = new NestedListener(path, property, listener);
        return nested.subscription(watchBag(path.property(), nested));
    }

    private Subscription watchBag(String property, EventListener<PropertyChange> listener) {
        long watch = listeners.add(name, property, listener);
        boolean watching = false;
        try {
            perform(BagPath.ROOT, List.of(BagSteps.watch(property, watch)));
            watching = true;
        } finally {
            if (!watching) {
                listeners.remove(watch); // main may watch all the same, if only its answer was lost
            }
        }
        return listeners.subscription(watch);
    }

    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        return perform(path, steps);
    }

    /** Asks for a copy of the whole bag. */
    BagAnswer performForCopy(BagStep live) {
        return perform(BagPath.ROOT, List.of(live));
    }

    private BagAnswer perform(BagPath at, List<BagStep> steps) {
        return BagAnswer.decode(
                link.call(new RemoteRequest.BagCall(name, at, steps)).value(), steps.size());
    }
}
