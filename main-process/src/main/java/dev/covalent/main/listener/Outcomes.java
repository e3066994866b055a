package dev.covalent.main.listener;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what became of the peers.
 *
 * <p>Thread-safe: the map is never changed.
 */
final class Outcomes {
    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong nextReport = new AtomicLong(System.nanoTime());
    private final Map<PeerOutcome, LongAdder> counts = new EnumMap<>(PeerOutcome.class);

    Outcomes() {
        for (PeerOutcome outcome : PeerOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(PeerOutcome outcome) {
        adder(outcome).increment();
        if (outcome != PeerOutcome.ACCEPTED) {
            report(outcome);
        }
    }

    /** Says that peers are turned away, at most once a minute: a flood of them must not flood the log. */
    private void report(PeerOutcome outcome) {
        long now = System.nanoTime();
        long due = nextReport.get();
        if (now - due >= 0 && nextReport.compareAndSet(due, now + REPORT_NANOS)) {
            log.warn("A peer was turned away ({}); so far by outcome: {}", outcome, counts);
        }
    }

    long of(PeerOutcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(PeerOutcome outcome) {
        LongAdder adder = counts.get(outcome);
        if (adder == null) {
            throw new IllegalStateException("No count for " + outcome);
        }
        return adder;
    }
}
