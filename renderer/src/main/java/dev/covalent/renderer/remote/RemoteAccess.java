package dev.covalent.renderer.remote;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.link.MainLink;
import java.util.function.Consumer;

/**
 * A renderer's access to main's objects: the module that pages use, and the port by which main's calls of callbacks come
 * in.
 *
 * <p>Thread-safe.
 */
public final class RemoteAccess {
    private final CallbackTable callbacks;
    private final BagListeners listeners;
    private final RemoteModule module;

    /**
     * Makes the access.
     *
     * @param own this renderer's own window
     * @param uncaught is told, in the turn of the loop, what callbacks and listeners let escape
     */
    public RemoteAccess(MainLink link, WindowDescription own, Consumer<Throwable> uncaught) {
        this.callbacks = new CallbackTable(link, uncaught);
        this.listeners = new BagListeners(link, uncaught);
        this.module = new RemoteModuleImpl(link, callbacks, listeners, own);
    }

    /** Returns the module. */
    public RemoteModule module() {
        return module;
    }

    /** Takes a call of a callback, to be run in a later turn of the loop; calls run in the order they are given. */
    public void received(Downstream.CallbackCall call) {
        callbacks.received(call);
    }

    /** Takes the news that main holds callbacks no more. */
    public void received(Downstream.CallbacksReleased released) {
        callbacks.released(released);
    }

    /** Returns how many callbacks main may call. */
    public int callbacks() {
        return callbacks.size();
    }

    /** Takes changes of a bag, to be told in later turns of the loop, in the order they are given. */
    public void received(Downstream.BagChanged changes) {
        listeners.received(changes);
    }
}
