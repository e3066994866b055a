package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Handles by the ids or names of what they stand for, kept as long as somebody else holds them.
 *
 * <p>Thread-safe.
 */
final class WeakHandles<K, T> {
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<K, WeakReference<T>> byKey = new HashMap<>();

    /** Returns the handle of a key; a new one if nobody holds one. */
    T get(K key, Supplier<T> made) {
        T added = made.get();
        synchronized (lock) {
            WeakReference<T> known = byKey.get(key);
            T held = known == null ? null : known.get();
            if (held != null) {
                return held;
            }
            byKey.values().removeIf(handle -> handle.get() == null);
            byKey.put(key, new WeakReference<>(added));
            return added;
        }
    }
}
