package dev.covalent.common.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Listeners by key, in the order they were added; the one table behind every emitter.
 *
 * <p>Thread-safe. Nothing is called while the lock is held: {@link #emit} works on a snapshot, so a listener that is
 * removed while it runs may still be called once, as in Node's emitters.
 *
 * @param <K> what listeners are added for: a channel's name or an event type
 * @param <L> the listeners
 */
public final class ListenerTable<K, L> {
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<K, List<Registration>> registrations = new LinkedHashMap<>();

    /** Adds a listener. */
    public Subscription on(K key, L listener) {
        return add(key, listener, false);
    }

    /** Adds a listener that is removed before its first call. */
    public Subscription once(K key, L listener) {
        return add(key, listener, true);
    }

    /** Removes the most recent registration of a listener, by identity; without one this is a no-op. */
    public void off(K key, L listener) {
        Objects.requireNonNull(listener, "listener");
        synchronized (lock) {
            List<Registration> all = registrations.getOrDefault(key, List.of());
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).listener == listener) {
                    removeLocked(all.get(i));
                    return;
                }
            }
        }
    }

    /** Removes every listener of a key. */
    public void removeAll(K key) {
        synchronized (lock) {
            registrations.remove(key);
        }
    }

    /** Removes every listener. */
    public void removeAll() {
        synchronized (lock) {
            registrations.clear();
        }
    }

    /** Returns how many listeners a key has. */
    public int count(K key) {
        synchronized (lock) {
            return registrations.getOrDefault(key, List.of()).size();
        }
    }

    /** Returns the keys that have listeners, in the order of their first one. */
    public Set<K> keys() {
        synchronized (lock) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(registrations.keySet()));
        }
    }

    /**
     * Gives every listener of a key to {@code call}, in the order they were added.
     *
     * @param call calls the listener; false stops the round
     * @return whether the key had a listener
     */
    public boolean emit(K key, BiPredicate<K, L> call) {
        List<Registration> round;
        synchronized (lock) {
            round = List.copyOf(registrations.getOrDefault(key, List.of()));
        }
        for (Registration registration : round) {
            if (registration.once && !remove(registration)) {
                continue; // another round was faster
            }
            if (!call.test(key, registration.listener)) {
                break;
            }
        }
        return !round.isEmpty();
    }

    private Subscription add(K key, L listener, boolean once) {
        Registration registration = new Registration(key, Objects.requireNonNull(listener, "listener"), once);
        synchronized (lock) {
            registrations.computeIfAbsent(key, added -> new ArrayList<>(1)).add(registration);
        }
        return () -> remove(registration);
    }

    private boolean remove(Registration registration) {
        synchronized (lock) {
            return removeLocked(registration);
        }
    }

    @GuardedBy("lock") private boolean removeLocked(Registration registration) {
        List<Registration> all = registrations.get(registration.key);
        if (all == null || !all.remove(registration)) {
            return false;
        }
        if (all.isEmpty()) {
            registrations.remove(registration.key);
        }
        return true;
    }

    /** One call of {@code on} or {@code once}; compared by identity. */
    private final class Registration {
        private final K key;
        private final L listener;
        private final boolean once;

        private Registration(K key, L listener, boolean once) {
            this.key = key;
            this.listener = listener;
            this.once = once;
        }
    }
}
