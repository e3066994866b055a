package dev.covalent.launcher.bench;

import dev.covalent.common.process.CpuAffinity;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Seat;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the processes run. How long a round trip takes depends more on whether the two ends are on one processor or two
 * than on anything else, and the scheduler's choice changes from second to second.
 *
 * <p>Immutable.
 *
 * @param allowed the processors to use, at most two; empty if nothing is to be, or can be, said about it
 */
record Processors(List<Integer> allowed) {
    private static final int MOST = 2;

    /** Keeps the first two. */
    Processors {
        allowed = List.copyOf(allowed.subList(0, Math.min(MOST, allowed.size())));
    }

    static Processors choose(boolean pin) {
        return new Processors(pin ? CpuAffinity.allowed() : List.of());
    }

    /** Tells whether anything is said about it. */
    boolean isPinned() {
        return !allowed.isEmpty();
    }

    /** Returns the processors of each process; empty where the scheduler chooses. */
    Map<Seat, List<Integer>> of(Mode mode) {
        Map<Seat, List<Integer>> seats = new EnumMap<>(Seat.class);
        if (isPinned()) {
            for (Seat seat : Seat.values()) {
                seats.put(seat, of(mode, seat));
            }
        }
        return seats;
    }

    private List<Integer> of(Mode mode, Seat seat) {
        return switch (mode) {
            case ONE_CPU -> allowed.subList(0, 1);
            case PACED -> apart(seat);
            // A bare call has one thread at work at a time, and where its two ends are decides what it costs. Ours have
            // several each, and two or three processes.
            case STREAM -> seat == Seat.BARE_SERVER || seat == Seat.BARE_CLIENT ? apart(seat) : allowed;
            case LOCAL, START, MEMORY, FIRST, FAULT, FAULT_TAIL, FAULT_RATE -> allowed;
        };
    }

    /** Returns the one processor of a process, so that it is not that of the process at its other end. */
    private List<Integer> apart(Seat seat) {
        boolean far = seat == Seat.BARE_CLIENT || seat == Seat.RENDERER;
        int processor = far ? allowed.size() - 1 : 0;
        return allowed.subList(processor, processor + 1);
    }
}
