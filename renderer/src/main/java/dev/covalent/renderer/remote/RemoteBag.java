package dev.covalent.renderer.remote;

import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Request;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.renderer.AsyncRemoteObject;
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
    private final AsyncRemoteObject async;

    RemoteBag(MainLink link, String name) {
        this.link = link;
        this.name = name;
        this.async = new AsyncBag(link, name);
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
    protected BagAnswer perform(List<BagStep> steps) {
        return BagAnswer.decode(link.call(new Request.BagCall(name, steps)), steps.size());
    }
}
