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
 * Takes the time in which a number of messages is sent and handled. One shot is the whole stream, so that what is still
 * on its way is not counted as done. Confined to JMH's thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {
    @Param("BARE_RMI")
    Subject subject = Subject.BARE_RMI;

    @Param("SMALL")
    Payload payload = Payload.SMALL;

    @Param("1")
    long messages;

    private @Nullable Stream stream;

    /** Finds what is to be timed. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        stream = Stage.part().stream(subject, payload);
    }

    /** Sends the messages and waits for the receiver. */
    @Benchmark
    public void run() throws Exception {
        Stage.addOutOfOrder(Objects.requireNonNull(stream).run(messages));
    }
}
