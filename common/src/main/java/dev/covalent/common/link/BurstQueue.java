package dev.covalent.common.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue that gives back the memory of a burst once it is empty, as one that lives as long as a peer has to. It needs no
 * bound of its own: whoever adds to it has credit for that.
 *
 * <p>Not thread-safe: guarded by the lock of its owner.
 *
 * @param <E> the type of the elements
 */
public final class BurstQueue<E> {
    /** As many at a time are no burst: taking their memory again and again would cost more than keeping it. */
    private static final int KEPT = 1024;

    private Deque<E> elements = new ArrayDeque<>();

    /** The most that the deque has held, which no deque gives back. */
    private int most;

    /** Makes an empty queue. */
    public BurstQueue() {}

    /** Appends an element. */
    public void add(E element) {
        elements.add(element);
        most = Math.max(most, elements.size());
    }

    /** Returns the first element, or null if there is none. */
    public @Nullable E peek() {
        return elements.peek();
    }

    /** Removes and returns the first element, or null if there is none. */
    public @Nullable E poll() {
        E first = elements.poll();
        if (elements.isEmpty()) {
            giveBack();
        }
        return first;
    }

    /** Empties the queue and returns what was in it. */
    public List<E> drain() {
        List<E> all = new ArrayList<>(elements);
        clear();
        return all;
    }

    /** Empties the queue. */
    public void clear() {
        elements.clear();
        giveBack();
    }

    /** Returns how many elements there are. */
    public int size() {
        return elements.size();
    }

    /** Tells whether there is no element. */
    public boolean isEmpty() {
        return elements.isEmpty();
    }

    private void giveBack() {
        if (most > KEPT) {
            elements = new ArrayDeque<>();
            most = 0;
        }
    }
}
