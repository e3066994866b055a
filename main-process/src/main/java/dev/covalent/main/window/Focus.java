package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which window has the focus. That one window loses it and that another gets it come from two processes, in either order:
 * so it is the last one that said it got it, has not said that it lost it since, and is still there.
 *
 * <p>Thread-safe.
 */
final class Focus {
    private final Object lock = new Object();

    /** Those that have not said that they lost it, the last that got it last. */
    @GuardedBy("lock") private final Set<MainBrowserWindow> focused = new LinkedHashSet<>();

    /** Learns that a window got it; returns whether that is news. */
    boolean gained(MainBrowserWindow window) {
        synchronized (lock) {
            boolean again = focused.remove(window);
            focused.add(window);
            return !again;
        }
    }

    /** Learns that a window has it no more; returns whether that is news. */
    boolean lost(MainBrowserWindow window) {
        synchronized (lock) {
            return focused.remove(window);
        }
    }

    /** Returns how many have not said that they lost it. */
    int size() {
        synchronized (lock) {
            return focused.size();
        }
    }

    /** Returns the window that has it; null if none has. */
    @Nullable MainBrowserWindow window() {
        MainBrowserWindow last = null;
        synchronized (lock) {
            for (MainBrowserWindow window : focused) {
                last = window.isDestroyed() ? last : window;
            }
        }
        return last;
    }
}
