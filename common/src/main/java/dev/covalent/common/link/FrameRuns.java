package dev.covalent.common.link;

import dev.covalent.common.payload.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A queue of frames in runs, by rising numbers.
 *
 * <p>Not thread-safe: guarded by the lock of its owner.
 */
public final class FrameRuns {
    private final Deque<FrameRun> runs = new ArrayDeque<>();

    /** Appends a frame with a number above all others. */
    public void append(long number, Payload frame) {
        FrameRun newest = runs.peekLast();
        if (newest == null || !newest.add(number, frame)) {
            runs.add(new FrameRun(number, frame));
        }
    }

    /** Takes a frame back; returns what it had cost less what is kept of it, 0 if it is not here or on its way. */
    public long withdraw(long number) {
        for (FrameRun run : runs) {
            if (run.last() >= number) {
                return run.first() <= number ? run.withdraw(number) : 0;
            }
        }
        return 0;
    }

    /** Returns the oldest run, null if there is none. */
    public @Nullable FrameRun oldest() {
        return runs.peek();
    }

    /** Returns the newest run, null if there is none. */
    public @Nullable FrameRun newest() {
        return runs.peekLast();
    }

    /** Removes and returns the oldest run, which must be there. */
    public FrameRun removeOldest() {
        return runs.remove();
    }

    /** Removes the newest run, which must be there. */
    public void removeNewest() {
        runs.removeLast();
    }

    /** Tells whether there is nothing but a single frame. */
    public boolean isLone() {
        return runs.size() == 1 && runs.element().size() == 1;
    }

    /** Tells whether there is nothing. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Drops everything. */
    public void clear() {
        runs.clear();
    }
}
