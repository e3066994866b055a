package dev.covalent.main;

import dev.covalent.common.Subscription;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Optional;

/**
 * What main can learn of a callback that a renderer passed to it: the object that a typed method was given in the place of
 * a lambda.
 *
 * <p>Who keeps callbacks as listeners keeps them in {@link RemoteListeners}, which drops them when their renderer is gone;
 * this is for what else is to happen then.
 *
 * <pre>{@code
 * public void onNews(Consumer<String> reader) { // called by a renderer
 *     readers.add(reader);
 *     RemoteCallback.of(reader).ifPresent(remote -> remote.onGone(() -> log.info("{} reads no more", remote.place())));
 * }
 * }</pre>
 *
 * <p>As long as main holds the callback, the renderer keeps the function; when it is collected here, the renderer is told
 * and forgets it. When the renderer is gone, the callback keeps nothing of it but what these methods tell. Thread-safe.
 */
public interface RemoteCallback {

    /** Returns what is behind an object that a renderer's callback may be; empty if it is none. */
    static Optional<RemoteCallback> of(Object callback) {
        Objects.requireNonNull(callback, "callback");
        return Proxy.isProxyClass(callback.getClass())
                        && Proxy.getInvocationHandler(callback) instanceof RemoteCallback remote
                ? Optional.of(remote)
                : Optional.empty();
    }

    /** Returns the contents whose renderer passed it. */
    int webContentsId();

    /** Returns where it was first passed, for people: class, method, file and line, as the renderer says. */
    String place();

    /** Tells whether its renderer is there; to call it otherwise does nothing, or gives a stage that has failed. */
    boolean isConnected();

    /**
     * Has a listener called, once and on the main process's event loop, when its renderer is gone; soon, if it is already.
     * It is not called if nobody holds the callback any more by then.
     *
     * @return ends it when closed
     */
    Subscription onGone(Runnable listener);
}
