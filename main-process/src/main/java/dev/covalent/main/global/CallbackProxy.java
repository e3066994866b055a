package dev.covalent.main.global;

import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
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
final class CallbackProxy implements InvocationHandler {
    private static final Logger log = LoggerFactory.getLogger(CallbackProxy.class);

    private final PeerCallbacks callbacks;
    private final long number;
    private final RemoteInterface type;
    private final RemoteMethod origin;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Makes the handler.
     *
     * @param origin the method that the callback was first passed to
     */
    CallbackProxy(PeerCallbacks callbacks, long number, RemoteInterface type, RemoteMethod origin) {
        this.callbacks = callbacks;
        this.number = number;
        this.type = type;
        this.origin = origin;
    }

    Object newProxy() {
        return Proxy.newProxyInstance(type.type().getClassLoader(), new Class<?>[] {type.type()}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        RemoteMethod remote = type.find(method);
        if (remote != null) {
            return remote.answer() == RemoteMethod.Answer.STAGE ? call(remote, args) : send(remote, args);
        }
        if (type.isLocal(method)) {
            return type.runLocally(proxy, method, args);
        }
        return switch (method.getName()) {
            case "equals" -> args != null && isSameCallback(args[0]);
            case "hashCode" -> 31 * System.identityHashCode(callbacks) + Long.hashCode(number);
            default -> toString();
        };
    }

    @Override
    public String toString() {
        return "callback " + number + " (" + type + ") of renderer "
                + callbacks.peer().webContentsId() + " (pid " + callbacks.peer().processId() + ")";
    }

    private @Nullable Object send(RemoteMethod method, @Nullable Object @Nullable [] args) {
        if (!callbacks.send(number, method, method.encodeArguments(args)) && warned.compareAndSet(false, true)) {
            log.warn(
                    "Attempting to call a function in a renderer window that has been closed or released."
                            + "\nFunction provided here: {}, passed to {}. Remove it when the renderer is gone.",
                    this,
                    origin);
        }
        return null;
    }

    private CompletableFuture<@Nullable Object> call(RemoteMethod method, @Nullable Object @Nullable [] args) {
        Payload arguments;
        try {
            arguments = method.encodeArguments(args);
        } catch (RuntimeException uncloneable) {
            return CompletableFuture.failedFuture(uncloneable);
        }
        return callbacks.call(number, method, arguments);
    }

    private boolean isSameCallback(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof CallbackProxy same
                && same.callbacks == callbacks
                && same.number == number;
    }
}
