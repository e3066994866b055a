package dev.covalent.common.concurrent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was derived from a future and waits for it: that is held by the future itself for as long, and not by this, which
 * so keeps no result of what was done before.
 *
 * <p>Thread-safe.
 */
final class Derived {
    private static final int FEW = 8;

    private final List<WeakReference<LoopFuture<?>>> entries = new ArrayList<>(1);
    private int limit = FEW;

    /** Adds one, and drops those that are done when there are twice as many as were left the last time. */
    synchronized void add(LoopFuture<?> future) {
        if (entries.size() >= limit) {
            entries.removeIf(Derived::isOver);
            limit = Math.max(FEW, 2 * entries.size());
        }
        entries.add(new WeakReference<>(future));
    }

    /** Returns all that may wait. */
    synchronized List<LoopFuture<?>> all() {
        List<LoopFuture<?>> all = new ArrayList<>(entries.size());
        entries.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(all::add);
        return all;
    }

    /** Returns how many entries are kept. */
    synchronized int size() {
        return entries.size();
    }

    private static boolean isOver(WeakReference<LoopFuture<?>> entry) {
        LoopFuture<?> future = entry.get();
        return future == null || future.isDone();
    }
}
