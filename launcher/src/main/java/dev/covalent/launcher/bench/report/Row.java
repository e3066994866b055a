package dev.covalent.launcher.bench.report;

import dev.covalent.launcher.bench.plan.Bar;
import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What all rounds gave for one cell: medians. Immutable.
 *
 * @param cell what was measured
 * @param nanos the median round trip, or the mean of what is local; 0 for a stream
 * @param tailNanos the 99th percentile; 0 where there is none; of {@linkplain Mode#FAULT faults} the highest of all rounds
 * @param perSecond messages or calls a second
 * @param ratio to the baseline of the same round; 1 for a baseline
 * @param outOfOrder how many messages came otherwise than they were sent, in all rounds
 * @param residentBytes how much of a process is in memory; 0 for what is none
 * @param shareBytes how much of that is its share
 */
public record Row(
        Cell cell,
        double nanos,
        double tailNanos,
        double perSecond,
        double ratio,
        long outOfOrder,
        double residentBytes,
        double shareBytes) {

    private static final double NANOS_PER_MILLI = 1e6;

    static Row of(Cell cell, List<Measurement> rounds, List<Measurement> baselines) {
        Mode mode = cell.mode();
        return new Row(
                cell,
                median(rounds, Measurement::nanos),
                mode == Mode.FAULT ? highest(rounds, Measurement::tailNanos) : median(rounds, Measurement::tailNanos),
                median(rounds, Measurement::perSecond),
                Statistics.medianRatio(figures(rounds, mode), figures(baselines, mode)),
                rounds.stream().mapToLong(Measurement::outOfOrder).sum(),
                median(rounds, Measurement::residentBytes),
                median(rounds, Measurement::shareBytes));
    }

    /** Returns how it compares with its bar, if there is one. */
    public Optional<Verdict> verdict() {
        double judged = switch (cell.mode()) {
            case MEMORY -> residentBytes / Measurement.MEBIBYTE;
            case FIRST -> nanos / NANOS_PER_MILLI;
            case FAULT -> tailNanos / NANOS_PER_MILLI;
            default -> ratio;
        };
        return cell.bar().map((Bar bar) -> bar.judge(judged));
    }

    /** Returns megabytes a second. */
    public double megabytesPerSecond() {
        return perSecond * cell.payload().bytes() / 1e6;
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> part) {
        return Statistics.median(rounds.stream().map(part::applyAsDouble).toList());
    }

    private static double highest(List<Measurement> rounds, ToDoubleFunction<Measurement> part) {
        return rounds.stream().mapToDouble(part).max().orElseThrow();
    }

    private static List<Double> figures(List<Measurement> rounds, Mode mode) {
        return rounds.stream().map(round -> round.figure(mode)).toList();
    }
}
