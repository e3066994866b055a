package dev.covalent.common.port;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What all the ports of one process have posted together and the other ends have not consumed. It bounds what a process
 * that makes ever more channels can have waiting for somebody who takes nothing. What a port that is closed had posted
 * counts no more.
 *
 * <p>A port that has nothing out may post one message all the same, until twice the bound is out: so ports whose receivers
 * keep up go on beside others whose receivers do not.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class PostingTotal {
    private final long bound;
    private final Deque<Runnable> refused = new ArrayDeque<>();
    private long bytes;

    /** Makes a total of nothing. */
    public PostingTotal(long bound) {
        this.bound = bound;
    }

    /** Tells whether a message may be posted from a port which itself has so much out. */
    boolean hasRoomFor(long cost, long outOfPort) {
        return outOfPort == 0 ? bytes - bound < bound : cost <= bound - bytes;
    }

    void add(long cost) {
        bytes += cost;
    }

    void remove(long cost) {
        bytes -= cost;
        while (bytes <= bound / 2 && !refused.isEmpty()) {
            refused.remove().run();
        }
    }

    /** Has an action run, which calls nobody, when no more than half of the bound is out. */
    void whenDrained(Runnable action) {
        refused.add(action);
    }

    /** Returns what is out. */
    public long bytes() {
        return bytes;
    }

    long bound() {
        return bound;
    }
}
