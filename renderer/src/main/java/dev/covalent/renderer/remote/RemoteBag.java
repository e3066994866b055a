package dev.covalent.renderer.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Request;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.common.remote.BagSteps;
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
    private final BagListeners listeners;
    private final Replicas replicas;
    private final AsyncRemoteObject async;

    RemoteBag(MainLink link, String name, BagListeners listeners, Replicas replicas) {
        this.link = link;
        this.name = name;
        this.listeners = listeners;
        this.replicas = replicas;
        this.async = new AsyncBag(link, this, listeners, replicas);
    }

    String name() {
        return name;
    }

    @Override
    public LiveObject live() {
        return replicas.open(this);
    }

    @Override
    public AsyncRemoteObject async() {
        return async;
    }

    @Override
    public String toString() {
        return "remote object '" + name + "'";
    }

    @Override
    protected Subscription watch(String property, EventListener<PropertyChange> listener) {
        long watch = listeners.add(name, property, listener);
        boolean watching = false;
        try {
            perform(List.of(BagSteps.watch(property, watch)));
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
        return BagAnswer.decode(link.call(new Request.BagCall(name, steps)).value(), steps.size());
    }
}
