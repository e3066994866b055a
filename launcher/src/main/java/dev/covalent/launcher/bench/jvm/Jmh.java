package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures one cell of one round with JMH, in this JVM.
 *
 * <p>JMH's own forks are not used. A fork of JMH's would have to start and warm up its peers, too, and would measure one
 * system until it is done before it turns to the next; but on a machine whose speed drifts, two figures compare only if
 * they were taken within moments of each other. So the JVMs stay, each warm, and every round asks each of them for one
 * short iteration. What forks are for, variation from one JVM to the next, is left to running the benchmark again.
 */
final class Jmh {
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private Jmh() {}

    /**
     * Takes one iteration.
     *
     * @param amount how many milliseconds it lasts; for a stream, how many messages it has
     */
    static Measurement measure(Cell cell, long amount) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark(cell.mode()).getName()) + "\\.")
                .param("subject", cell.subject().name())
                .param("payload", cell.payload().name())
                .forks(0)
                .threads(1)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (cell.mode() == Mode.STREAM) {
            options = options.param("messages", Long.toString(amount));
        } else {
            options = options.measurementTime(TimeValue.milliseconds(amount));
        }
        if (cell.mode() == Mode.ONE_CPU || cell.mode() == Mode.PACED) {
            options = options.param("paceNanos", Long.toString(cell.mode() == Mode.PACED ? PACE_NANOS : 0));
        }
        return measurement(
                cell.mode(), amount, new Runner(options.build()).runSingle().getPrimaryResult());
    }

    private static Class<?> benchmark(Mode mode) {
        return switch (mode) {
            case ONE_CPU, PACED -> RoundTripBenchmark.class;
            case STREAM -> StreamBenchmark.class;
            case LOCAL -> CodecBenchmark.class;
            case START, MEMORY, FIRST, FAULT, FAULT_TAIL, FAULT_RATE ->
                throw new IllegalArgumentException(mode + " is not for JMH");
        };
    }

    private static Measurement measurement(Mode mode, long amount, Result<?> result) {
        double second = TimeUnit.SECONDS.toNanos(1);
        double mean = result.getScore();
        return switch (mode) {
            case ONE_CPU, PACED ->
                new Measurement(
                        result.getStatistics().getPercentile(MEDIAN),
                        result.getStatistics().getPercentile(TAIL),
                        second / mean,
                        0);
            case STREAM -> new Measurement(0, 0, amount * second / mean, Stage.takeOutOfOrder());
            case LOCAL -> new Measurement(mean, 0, second / mean, 0);
            case START, MEMORY, FIRST, FAULT, FAULT_TAIL, FAULT_RATE ->
                throw new IllegalArgumentException(mode + " is not for JMH");
        };
    }
}
