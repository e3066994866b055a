package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

/**
 * Takes the mean time of what is too short to be timed one by one. Confined to JMH's thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    @Param("CLONE_BOTH")
    Subject subject = Subject.CLONE_BOTH;

    @Param("SMALL")
    Payload payload = Payload.SMALL;

    private @Nullable Probe probe;

    /** Finds what is to be timed. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        probe = Stage.part().probe(subject, payload);
    }

    /** Encodes, decodes, or both. */
    @Benchmark
    public @Nullable Object run() throws Exception {
        return Objects.requireNonNull(probe).call();
    }
}
