package dev.covalent.common.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.concurrent.Collected;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.ReferenceRelease;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of another process that this one holds, each as proxies of the interfaces that it was passed as.
 *
 * <p>Proxies are held weakly: as long as somebody holds one, the same number gives the same one. When nobody holds one of a
 * number any more, its owner is told how often it had passed the object until then, and forgets it unless it has passed it
 * again. So a release and a pass may cross.
 *
 * <p>Thread-safe. Nobody is called under the lock.
 */
public final class HeldReferences {
    private final Proxies proxies;
    private final Consumer<ReferenceRelease> releases;
    private final Object lock = new Object();

    @GuardedBy("lock") private Map<Long, Held> held = new HashMap<>();

    @GuardedBy("lock") private final PeakSize peak = new PeakSize();

    /** Makes what user code calls in place of the other process' object. */
    @FunctionalInterface
    public interface Proxies {

        /**
         * Returns a new proxy, whose handler is a {@link HeldObject}.
         *
         * @param origin the method that it came with; null if it was asked for by its name
         */
        Object newProxy(ObjectReference reference, RemoteInterface type, @Nullable RemoteMethod origin);
    }

    /**
     * Makes a table without objects.
     *
     * @param releases is told of each that nobody holds any more
     */
    public HeldReferences(Proxies proxies, Consumer<ReferenceRelease> releases) {
        this.proxies = proxies;
        this.releases = releases;
    }

    /** Returns the handler of a proxy that stands for an object of this table; null if the object is none. */
    @Nullable HeldObject find(Object object) {
        return Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof HeldObject handler
                        && handler.table() == this
                ? handler
                : null;
    }

    /** Counts that an object was passed, before its proxy is asked for. */
    void arrived(ObjectReference reference) {
        synchronized (lock) {
            Held object = held.computeIfAbsent(reference.number(), added -> new Held());
            object.passed++;
            object.unsettled++;
            peak.grown(held.size());
        }
    }

    /** Returns the proxy of an object that has arrived and is not settled yet. */
    Object proxyFor(ObjectReference reference, RemoteInterface type, @Nullable RemoteMethod origin) {
        Object known = known(reference.number(), type);
        if (known != null) {
            return known;
        }
        Object made = proxies.newProxy(reference, type, origin);
        WeakReference<Object> weak = new WeakReference<>(made);
        synchronized (lock) {
            Held object = Objects.requireNonNull(held.get(reference.number()), "not arrived, or settled");
            WeakReference<Object> before = object.proxies.get(type);
            Object faster = before == null ? null : before.get();
            if (faster != null) {
                return faster;
            }
            object.proxies.put(type, weak);
        }
        Collected.whenCollected(made, () -> let(reference.number(), type, weak));
        return made;
    }

    private @Nullable Object known(long number, RemoteInterface type) {
        synchronized (lock) {
            Held object = held.get(number);
            WeakReference<Object> proxy = object == null ? null : object.proxies.get(type);
            return proxy == null ? null : proxy.get();
        }
    }

    /** Releases an object that has arrived, unless somebody holds a proxy of it. */
    void settle(ObjectReference reference) {
        release(reference.number(), object -> object.unsettled--);
    }

    /** Lets a proxy go: it is not to be used any more, and whoever gets the object again gets another one. */
    public void let(HeldObject handler, RemoteInterface type) {
        release(handler.number(), object -> {
            WeakReference<Object> proxy = object.proxies.get(type);
            Object there = proxy == null ? null : proxy.get();
            if (there != null && Proxy.getInvocationHandler(there) == handler) {
                object.proxies.remove(type);
            }
        });
    }

    private void let(long number, RemoteInterface type, WeakReference<Object> collected) {
        release(number, object -> object.proxies.remove(type, collected));
    }

    private void release(long number, Consumer<Held> change) {
        ReferenceRelease release = null;
        synchronized (lock) {
            Held object = held.get(number);
            if (object == null) {
                return; // released before, or the owner is gone
            }
            change.accept(object);
            if (object.proxies.isEmpty() && object.unsettled == 0) {
                held.remove(number);
                if (peak.isSparse(held.size())) {
                    held = new HashMap<>(held);
                }
                release = new ReferenceRelease(number, object.passed, object.returned);
            }
        }
        if (release != null) {
            releases.accept(release);
        }
    }

    /**
     * Returns what crosses for an object that goes back to its owner.
     *
     * @throws MissingRemoteObjectException if this process has released it
     */
    ObjectReference giveBack(HeldObject handler) {
        if (handler.isReleased() || !count(handler.number(), 1)) {
            throw new MissingRemoteObjectException("Cannot pass " + handler + ": this process has released it");
        }
        return ObjectReference.back(handler.number());
    }

    /** Learns that an object does not go back after all; its owner, who may have been told that it does, is told. */
    void retract(ObjectReference returned) {
        if (!count(returned.number(), -1)) {
            releases.accept(new ReferenceRelease(returned.number(), 0, -1));
        }
    }

    /** Returns whether this process holds the object. */
    private boolean count(long number, int change) {
        synchronized (lock) {
            Held object = held.get(number);
            if (object == null) {
                return false;
            }
            object.returned += change;
            return true;
        }
    }

    /** Returns how many objects this process holds. */
    public int size() {
        synchronized (lock) {
            return held.size();
        }
    }

    /** Counts the objects that this process holds. */
    public InterfaceCounts counts() {
        synchronized (lock) {
            return InterfaceCounts.of(
                    held.size(), held.values().stream().flatMap(object -> object.proxies.keySet().stream()));
        }
    }

    /** Forgets everything, because the owner is gone; returns the proxies that somebody holds. */
    public List<Object> drop() {
        List<Object> still = new ArrayList<>();
        synchronized (lock) {
            for (Held object : held.values()) {
                object.proxies.values().stream()
                        .map(WeakReference::get)
                        .filter(Objects::nonNull)
                        .forEach(still::add);
            }
            held.clear();
        }
        return still;
    }

    /** An object; guarded by the table's lock. */
    private static final class Held {
        private final Map<RemoteInterface, WeakReference<Object>> proxies = new HashMap<>(2);

        /** How often it was passed since this process began to hold it. */
        private long passed;

        /** How many messages that passed it are being decoded. */
        private int unsettled;

        /** How often it was passed back since, less what was not sent; of what was passed back before, that can be more. */
        private long returned;
    }
}
