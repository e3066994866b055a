package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Samples the time of round trips, back to back or paced. Confined to JMH's thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTripBenchmark {
    @Param("BARE_RMI")
    Subject subject = Subject.BARE_RMI;

    @Param("SMALL")
    Payload payload = Payload.SMALL;

    /** The time from one start to the next; 0 for back to back. */
    @Param("0")
    long paceNanos;

    private @Nullable Probe probe;
    private long nextStart;

    /** Finds what is to be timed. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        probe = Stage.part().probe(subject, payload);
        nextStart = System.nanoTime();
    }

    /** Waits until it is time; JMH's clock stands still meanwhile. */
    @Setup(Level.Invocation)
    public void pace() {
        if (paceNanos == 0) {
            return;
        }
        long left = nextStart - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(this, left);
            left = nextStart - System.nanoTime();
        }
        nextStart = System.nanoTime() + paceNanos;
    }

    /** Makes a round trip. */
    @Benchmark
    public @Nullable Object roundTrip() throws Exception {
        return Objects.requireNonNull(probe).call();
    }

    /** Releases what was timed. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        if (probe != null) {
            probe.close();
        }
    }
}
