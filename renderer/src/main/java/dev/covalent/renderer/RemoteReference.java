package dev.covalent.renderer;

import dev.covalent.common.MissingRemoteObjectException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Optional;

/**
 * What a renderer can learn of an object of the main process that it got by reference: from {@link
 * RemoteModule#getGlobal(String, Class)}, as the result of a method, or as an argument of a callback.
 *
 * <p>As long as the renderer holds the object, main keeps it; when it is collected or closed here, or the renderer is gone,
 * main is told and forgets it. Thread-safe.
 */
public interface RemoteReference extends AutoCloseable {

    /** Returns what is behind an object that may be one of the main process; empty if it is none. */
    static Optional<RemoteReference> of(Object object) {
        Objects.requireNonNull(object, "object");
        return Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof RemoteReference reference
                ? Optional.of(reference)
                : Optional.empty();
    }

    /** Returns what messages call the object: the name that it is shared under, or the interface and a number. */
    String name();

    /** Tells whether it was closed. */
    boolean isReleased();

    /**
     * Releases the object at once, and not when it is collected. To use it afterwards throws {@link
     * MissingRemoteObjectException}; whoever gets it from main again gets another one. Twice is a no-op.
     */
    @Override
    void close();
}
