package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The windows, or contents, that main says there are, by their ids: those of its answer to who asked for them first, and what
 * it tells after that. What is not here main may have all the same; what main said is destroyed is never here again, because
 * no id is given twice.
 *
 * <p>Thread-safe.
 */
final class Roster<T> {
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Integer, T> known = new HashMap<>();

    /** What was told to be destroyed ahead of the answer that may list it; nothing once there was one. */
    @GuardedBy("lock") private final Set<Integer> gone = new HashSet<>();

    @GuardedBy("lock") private boolean filled;

    /** Takes main's answer. After the first there is nothing to learn from another, of which nobody knows how old it is. */
    void fill(Map<Integer, T> all) {
        synchronized (lock) {
            if (!filled) {
                filled = true;
                known.putAll(all);
                known.keySet().removeAll(gone);
                gone.clear();
            }
        }
    }

    /** Learns, in main's order, of one that was made. */
    void made(int id, T made) {
        synchronized (lock) {
            known.put(id, made);
        }
    }

    /** Learns, in main's order, of one that is destroyed. */
    void gone(int id) {
        synchronized (lock) {
            known.remove(id);
            if (!filled) {
                gone.add(id);
            }
        }
    }

    /** Learns, ahead of main's order, what one is like that may be destroyed by now. */
    void seen(int id, T seen) {
        synchronized (lock) {
            known.computeIfPresent(id, (same, before) -> seen);
        }
    }

    /** Learns, ahead of main's order, that there is none of an id: it is destroyed, or yet to be made. */
    void missing(int id) {
        synchronized (lock) {
            known.remove(id);
        }
    }

    /** Returns the one of an id; nothing if only main can tell. */
    Optional<T> find(int id) {
        synchronized (lock) {
            return Optional.ofNullable(known.get(id));
        }
    }

    /** Learns that main tells nothing any more. */
    void end() {
        synchronized (lock) {
            filled = true;
            known.clear();
            gone.clear();
        }
    }
}
