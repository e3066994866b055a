package dev.covalent.common.event;

import dev.covalent.common.ChannelName;
import dev.covalent.common.Subscription;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of requests, at most one a channel.
 *
 * <p>Thread-safe.
 *
 * @param <H> the handlers
 */
public final class HandlerTable<H> {
    private final Map<String, Registration> registrations = new ConcurrentHashMap<>();

    /**
     * Sets the handler of a channel.
     *
     * @param once whether it is removed before its first call
     * @return closing it removes this handler
     * @throws IllegalStateException {@code Attempted to register a second handler for '…'}
     */
    public Subscription register(String channel, H handler, boolean once) {
        Registration registration = new Registration(Objects.requireNonNull(handler, "handler"), once);
        if (registrations.putIfAbsent(ChannelName.check(channel), registration) != null) {
            throw new IllegalStateException("Attempted to register a second handler for '" + channel + "'");
        }
        return () -> registrations.remove(channel, registration);
    }

    /** Removes the handler of a channel; without one this is a no-op. */
    public void remove(String channel) {
        registrations.remove(ChannelName.check(channel));
    }

    /** Removes every handler. */
    public void removeAll() {
        registrations.clear();
    }

    /** Returns the handler that is to be called for a channel, removed already if it was for one call; or null. */
    public @Nullable H take(String channel) {
        Registration registration = registrations.get(channel);
        if (registration == null || (registration.once && !registrations.remove(channel, registration))) {
            return null;
        }
        return registration.handler;
    }

    /** A handler and whether it is removed before its first call; compared by identity. */
    private final class Registration {
        private final H handler;
        private final boolean once;

        private Registration(H handler, boolean once) {
            this.handler = handler;
            this.once = once;
        }
    }
}
