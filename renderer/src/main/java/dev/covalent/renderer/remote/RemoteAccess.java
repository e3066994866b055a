package dev.covalent.renderer.remote;

import dev.covalent.common.IpcException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.ReferenceRelease;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.common.remote.HeldReferences;
import dev.covalent.common.remote.ObjectSpace;
import dev.covalent.common.remote.OperatorPort;
import dev.covalent.common.remote.PassedObjects;
import dev.covalent.common.remote.ReferenceReleases;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.link.MainLink;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renderer's access to main's objects: the module that pages use, and the port by which main's calls of callbacks come
 * in.
 *
 * <p>Thread-safe.
 */
public final class RemoteAccess {
    private static final Logger log = LoggerFactory.getLogger(RemoteAccess.class);

    private final MainLink link;
    private final PassedObjects passed = new PassedObjects((type, number) -> CallingPlace.find());
    private final HeldReferences held;
    private final ObjectSpace space;
    private final Callbacks callbacks;
    private final BagListeners listeners;
    private final Replicas replicas;
    private final RemoteModuleImpl module;

    /**
     * Makes the access.
     *
     * @param uncaught is told, in the turn of the loop, what callbacks and listeners let escape
     */
    public RemoteAccess(MainLink link, Consumer<Throwable> uncaught) {
        this.link = link;
        this.held = new HeldReferences(
                (reference, type, origin) -> new TypedProxy(this, reference, type).newProxy(),
                new ReferenceReleases(link::whenLeaving, this::release)::add);
        RemoteWindows windows = new RemoteWindows(new Asker(link));
        this.space = new ObjectSpace(passed, held, new KnownHandles(windows));
        this.callbacks = new Callbacks(link, passed, space, uncaught);
        WatchNumbers watches = new WatchNumbers(link);
        this.replicas = new Replicas(watches);
        this.listeners = new BagListeners(link.loop(), watches, uncaught);
        this.module = new RemoteModuleImpl(link, windows, space, listeners, replicas, uncaught);
    }

    /** Returns the module. */
    public RemoteModule module() {
        return module;
    }

    /**
     * Asks main for what an operator's tool looks into the application with.
     *
     * @throws RemoteAccessDeniedException if this process did not introduce itself as one
     */
    public OperatorPort operator() {
        return module.operator();
    }

    MainLink link() {
        return link;
    }

    /** Returns main's objects that this renderer holds. */
    HeldReferences held() {
        return held;
    }

    /** Returns these and the callbacks that it passed to main. */
    ObjectSpace space() {
        return space;
    }

    /** Takes a call of a callback, to be run in a later turn of the loop; calls run in the order they are given. */
    public void received(Downstream.CallbackCall call) {
        callbacks.received(call);
    }

    /** Takes the news that main holds callbacks no more, to be acted upon in a later turn: it may yet have called them. */
    public void received(Downstream.ReferencesReleased released) {
        link.loop().execute(() -> released.releases().forEach(passed::release));
    }

    /** Takes an answer that nobody waits for. */
    public void discarded(Parcel answer) {
        space.discard(answer);
    }

    /** Returns how many callbacks main may call. */
    public int callbacks() {
        return passed.size();
    }

    /** Returns how many of main's objects this renderer holds. */
    public int references() {
        return held.size();
    }

    /**
     * Takes changes of a bag, to be made in copies of it at once, and to be told to listeners in later turns of the loop, in
     * the order they are given.
     */
    public void received(Downstream.BagChanged changes) {
        replicas.received(changes);
        listeners.received(changes);
    }

    /** Takes the news of windows and contents, which are known from now on. */
    public void received(WindowNews news) {
        module.received(news);
    }

    /** Learns that the link has ended: what was copied may be out of date from now on. */
    public void ended() {
        replicas.end();
        module.ended();
    }

    private void release(List<ReferenceRelease> releases) {
        try {
            link.post(new Upstream.ReferencesReleased(releases));
        } catch (IpcException ended) {
            log.debug("Main was not told of {} released objects: {}", releases.size(), ended.getMessage());
        }
    }
}
