package dev.covalent.common.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * Listeners by key, in the order they were added; the one table behind every emitter.
 *
 * <p>Thread-safe. The listeners of a key are an immutable list that every change replaces, so {@link #emit} allocates
 * nothing and locks nothing, and a listener that is removed while it runs may still be called once, as in Node's
 * emitters.
 *
 * @param <K> what listeners are added for: a channel's name or an event type
 * @param <L> the listeners
 */
public final class ListenerTable<K, L> {
    private final Object lock = new Object();

    /** Changed under the lock only, read without. */
    private final Map<K, Round> rounds = new ConcurrentHashMap<>();

    @GuardedBy("lock") private long lastBirth;

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
            Round round = rounds.get(key);
            for (int i = round == null ? -1 : round.registrations.size() - 1; i >= 0; i--) {
                Registration registration = round.registrations.get(i);
                if (registration.listener == listener) {
                    removeLocked(registration);
                    return;
                }
            }
        }
    }

    /** Removes every listener of a key. */
    public void removeAll(K key) {
        synchronized (lock) {
            rounds.remove(key);
        }
    }

    /** Removes every listener. */
    public void removeAll() {
        synchronized (lock) {
            rounds.clear();
        }
    }

    /** Tells whether a key has a listener. */
    public boolean has(K key) {
        return rounds.containsKey(key);
    }

    /** Returns how many listeners a key has. */
    public int count(K key) {
        Round round = rounds.get(key);
        return round == null ? 0 : round.registrations.size();
    }

    /** Returns the keys that have listeners, in the order of their first one. */
    public Set<K> keys() {
        List<Map.Entry<K, Round>> entries;
        synchronized (lock) {
            entries = new ArrayList<>(rounds.entrySet());
        }
        entries.sort(Comparator.comparingLong(entry -> entry.getValue().birth));
        Set<K> keys = new LinkedHashSet<>();
        entries.forEach(entry -> keys.add(entry.getKey()));
        return Collections.unmodifiableSet(keys);
    }

    /**
     * Gives every listener of a key to {@code call}, in the order they were added.
     *
     * @param call calls the listener; false stops the round
     * @return whether the key had a listener
     */
    public boolean emit(K key, BiPredicate<K, L> call) {
        Round round = rounds.get(key);
        if (round == null) {
            return false;
        }
        List<Registration> registrations = round.registrations;
        for (int i = 0; i < registrations.size(); i++) { // by index: no iterator a message
            Registration registration = registrations.get(i);
            if (registration.once && !remove(registration)) {
                continue; // another round was faster
            }
            if (!call.test(key, registration.listener)) {
                break;
            }
        }
        return true;
    }

    private Subscription add(K key, L listener, boolean once) {
        Registration registration = new Registration(key, Objects.requireNonNull(listener, "listener"), once);
        synchronized (lock) {
            Round before = rounds.get(key);
            List<Registration> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before.registrations);
            all.add(registration);
            rounds.put(key, new Round(before == null ? ++lastBirth : before.birth, List.copyOf(all)));
        }
        return () -> remove(registration);
    }

    private boolean remove(Registration registration) {
        synchronized (lock) {
            return removeLocked(registration);
        }
    }

    @GuardedBy("lock") private boolean removeLocked(Registration registration) {
        Round before = rounds.get(registration.key);
        List<Registration> left = before == null ? List.of() : new ArrayList<>(before.registrations);
        if (before == null || !left.remove(registration)) {
            return false;
        }
        if (left.isEmpty()) {
            rounds.remove(registration.key);
        } else {
            rounds.put(registration.key, new Round(before.birth, List.copyOf(left)));
        }
        return true;
    }

    /** The listeners of a key at one time, and when the key got its first. */
    private final class Round {
        private final long birth;
        private final List<Registration> registrations;

        private Round(long birth, List<Registration> registrations) {
            this.birth = birth;
            this.registrations = registrations;
        }
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
