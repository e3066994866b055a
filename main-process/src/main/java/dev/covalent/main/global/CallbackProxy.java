package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Subscription;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.remote.HeldObject;
import dev.covalent.common.remote.HeldReferences;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.RemoteCallback;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What main's user code calls when it calls a callback of a renderer. Methods without a result are sent and forgotten;
 * the others return a future. Nothing here ever waits for the renderer, which may itself be waiting for main.
 *
 * <p>Proxies of one callback are equal, so a listener is removed by passing the same lambda again, whatever it is passed
 * as.
 *
 * <p>Thread-safe.
 */
final class CallbackProxy implements InvocationHandler, RemoteCallback, HeldObject {
    private static final Logger log = LoggerFactory.getLogger(CallbackProxy.class);

    private final CallbackOwner owner;
    private final ObjectReference reference;
    private final RemoteInterface type;
    private final @Nullable RemoteMethod origin;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<Ending> endings = new LinkedHashSet<>();

    @GuardedBy("lock") private boolean gone;

    /**
     * Makes the handler.
     *
     * @param origin the method that the callback was first passed to
     */
    CallbackProxy(CallbackOwner owner, ObjectReference reference, RemoteInterface type, @Nullable RemoteMethod origin) {
        this.owner = owner;
        this.reference = reference;
        this.type = type;
        this.origin = origin;
    }

    Object newProxy() {
        return Proxy.newProxyInstance(type.type().getClassLoader(), new Class<?>[] {type.type()}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return answer(proxy, method, args);
        } finally {
            Reference.reachabilityFence(proxy); // else the renderer might be told that nobody holds it, and then called
        }
    }

    private @Nullable Object answer(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        RemoteMethod remote = type.find(method);
        if (remote != null) {
            return remote.answer() == RemoteMethod.Answer.STAGE
                    ? owner.call(reference.number(), remote, args)
                    : send(remote, args);
        }
        if (type.isLocal(method)) {
            return type.runLocally(proxy, method, args);
        }
        return switch (method.getName()) {
            case "equals" -> args != null && isSameCallback(args[0]);
            case "hashCode" -> 31 * System.identityHashCode(owner) + Long.hashCode(reference.number());
            default -> toString();
        };
    }

    @Override
    public HeldReferences table() {
        return owner.callbacks();
    }

    @Override
    public long number() {
        return reference.number();
    }

    @Override
    public int webContentsId() {
        return owner.webContentsId();
    }

    @Override
    public String place() {
        return reference.label();
    }

    @Override
    public boolean isConnected() {
        return !owner.isGone();
    }

    @Override
    public Subscription onGone(Runnable listener) {
        Ending ending = new Ending(Objects.requireNonNull(listener, "listener"));
        synchronized (lock) {
            if (!gone && isConnected()) {
                endings.add(ending);
                return () -> forget(ending);
            }
        }
        owner.tellGone(ending);
        return () -> forget(ending);
    }

    /** Learns that the renderer is gone. */
    void gone() {
        List<Ending> told;
        synchronized (lock) {
            gone = true;
            told = List.copyOf(endings);
            endings.clear();
        }
        told.forEach(owner::tellGone);
    }

    private void forget(Ending ending) {
        ending.closed = true;
        synchronized (lock) {
            endings.remove(ending);
        }
    }

    /** Who wants to know that the renderer is gone. Compared by identity, as a listener may be given twice. */
    private static final class Ending implements Runnable {
        private final Runnable listener;
        private volatile boolean closed;

        Ending(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public void run() {
            if (!closed) {
                listener.run();
            }
        }
    }

    @Override
    public String toString() {
        return "callback " + reference.number() + " (" + type + ") of " + owner;
    }

    private @Nullable Object send(RemoteMethod method, @Nullable Object @Nullable [] args) {
        if (!owner.send(reference.number(), method, args) && warned.compareAndSet(false, true)) {
            log.warn(
                    "Attempting to call a function in a renderer window that has been closed or released."
                            + "\nFunction provided here: {}: {}, passed to {}. Keep such in RemoteListeners, which drops"
                            + " them when their renderer is gone.",
                    place(),
                    this,
                    origin);
        }
        return null;
    }

    private boolean isSameCallback(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof CallbackProxy same
                && same.owner == owner
                && same.reference.number() == reference.number();
    }
}
