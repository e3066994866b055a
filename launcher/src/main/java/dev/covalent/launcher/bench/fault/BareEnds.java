package dev.covalent.launcher.bench.fault;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends JVMs that know nothing of Covalent. */
public final class BareEnds {
    private static final String AT_ONCE = "at-once";

    private BareEnds() {}

    /** Takes a figure. */
    public static Measurement take(Subject subject) throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < Faults.TIMES; i++) {
            times.add(subject == Subject.BARE_RUN ? run() : killed());
        }
        return Measurement.ofTimes(times);
    }

    private static Duration run() throws Exception {
        long start = System.nanoTime();
        try (Victim victim = Victim.start(BareVictim.class, AT_ONCE)) {
            return Duration.ofNanos(victim.awaitEnd() - start);
        }
    }

    private static Duration killed() throws Exception {
        try (Victim victim = Victim.start(BareVictim.class)) {
            victim.awaitReady();
            return victim.killed();
        }
    }
}
