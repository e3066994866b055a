package dev.covalent.common;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Tells a handler that nobody waits for its answer any more. Mirrors the web's {@code AbortSignal}; Electron has nothing
 * like it.
 *
 * <p>It is raised at most once, and never after the request was answered. Nothing is stopped by it: the handler asks, or
 * listens. Thread-safe.
 */
public interface Cancellation {

    /** Tells whether it is raised. */
    boolean isCancelled();

    /** Returns why it was raised, or empty as long as it is not. */
    Optional<Reason> reason();

    /**
     * Runs {@code action} on the event loop of the handler's process when this is raised, in the next turn if it is
     * raised already.
     *
     * @return closing it takes the action back, unless it has begun
     */
    Subscription onCancelled(Runnable action);

    /** Returns the time that is left until the deadline, zero when it is over; empty if the request has none. */
    Optional<Duration> remaining();

    /**
     * Does nothing, unless this is raised.
     *
     * @throws CancellationException if it is raised; the message says why
     */
    default void throwIfCancelled() {
        reason().ifPresent(reason -> {
            throw new CancellationException("Nobody waits for this request any more: " + reason);
        });
    }

    /** Why nobody waits any more. */
    enum Reason {
        /** The caller cancelled its future, or completed it in another way. */
        CANCELLED,
        /** The deadline is over; the caller was told so. */
        DEADLINE,
        /** The process of the caller is gone. */
        PEER_GONE
    }
}
