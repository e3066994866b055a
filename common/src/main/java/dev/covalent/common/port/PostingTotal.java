package dev.covalent.common.port;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/**
 * What all the ports of one process have posted and nobody has consumed yet. It bounds what a process that makes ever more
 * channels can have waiting for somebody who takes nothing. A message counts until it was consumed or dropped, whatever
 * becomes of the port it was posted from: closing it, or giving it away, gives no credit back.
 *
 * <p>A port that has nothing out may post one message all the same, until twice the bound is out: so ports whose receivers
 * keep up go on beside others whose receivers do not.
 *
 * <p>A renderer and main each count what that renderer has posted. What goes through main is settled there, and the
 * renderer keeps counting until main says so; hence main never counts more than the renderer itself.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class PostingTotal {
    private final long bound;
    private final LongConsumer settled;
    private final Deque<Runnable> refused = new ArrayDeque<>();
    private long bytes;
    private long beyond;
    private long largest;

    /** Makes a total of nothing. */
    public PostingTotal(long bound) {
        this(bound, cost -> {});
    }

    /**
     * Makes a total of nothing.
     *
     * @param settled is told the cost of what counts no more, to pass it on to whoever counts it, too; calls neither user
     *     code nor this
     */
    public PostingTotal(long bound, LongConsumer settled) {
        this.bound = bound;
        this.settled = settled;
    }

    /** Tells whether a message may be posted from a port which itself has so much out. */
    boolean hasRoomFor(long cost, long outOfPort) {
        return outOfPort == 0 ? bytes - bound < bound : cost <= bound - bytes;
    }

    /**
     * Tells whether the process can have had room for a message that comes now and may have been posted before others that
     * came already: the last of these, no larger than the largest ever, had room below twice the bound.
     */
    public boolean mayHaveHadRoom() {
        return bytes - largest - bound < bound;
    }

    /** Counts a message. */
    void add(long cost) {
        bytes += cost;
        largest = Math.max(largest, cost);
    }

    /** Learns that messages were consumed or dropped. */
    void remove(long cost) {
        bytes -= cost;
        dropped(cost);
        while (bytes <= bound / 2 && !refused.isEmpty()) {
            refused.remove().run();
        }
    }

    /** Learns that a message, which never counted here, was dropped at once. */
    public void dropped(long cost) {
        if (cost > 0) {
            settled.accept(cost);
        }
    }

    /** Learns that messages have gone to another process, which is to say when they count no more. */
    void handOver(long cost) {
        beyond += cost;
    }

    /**
     * Learns from another process that messages which went there count no more.
     *
     * @param cost at least 1
     * @return false, and nothing has changed, if not so much went there
     */
    public boolean settledBeyond(long cost) {
        if (cost > beyond) {
            return false;
        }
        beyond -= cost;
        remove(cost);
        return true;
    }

    /** Learns that nothing will be said any more about what went to another process. */
    public void lostBeyond() {
        long lost = beyond;
        beyond = 0;
        remove(lost);
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
