package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Handles by the ids of what they stand for, kept as long as somebody else holds them.
 *
 * <p>Thread-safe.
 */
final class WeakHandles<T> {
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Integer, WeakReference<T>> byId = new HashMap<>();

    /** Returns the handle of an id; a new one if nobody holds one. */
    T get(int id, Supplier<T> made) {
        T added = made.get();
        synchronized (lock) {
            WeakReference<T> known = byId.get(id);
            T held = known == null ? null : known.get();
            if (held != null) {
                return held;
            }
            byId.values().removeIf(handle -> handle.get() == null);
            byId.put(id, new WeakReference<>(added));
            return added;
        }
    }
}
