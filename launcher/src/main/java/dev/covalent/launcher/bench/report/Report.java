package dev.covalent.launcher.bench.report;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of the benchmark gave. Immutable.
 *
 * @param machine what it ran on
 * @param rounds how often each figure was taken
 * @param rows one for each figure
 * @param missing the figures that could not be taken here, and why
 */
public record Report(Machine machine, int rounds, List<Row> rows, Map<Cell, String> missing) {

    /** Copies the collections. */
    public Report {
        rows = List.copyOf(rows);
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    /**
     * Compares what was measured.
     *
     * @param taken the rounds of each cell, in order; each cell's baseline is among them
     * @param missing the figures that could not be taken here, and why
     */
    public static Report of(
            Machine machine, int rounds, Map<Cell, List<Measurement>> taken, Map<Cell, String> missing) {
        List<Row> rows = taken.entrySet().stream()
                .map(entry -> Row.of(entry.getKey(), entry.getValue(), baseline(entry.getKey(), taken)))
                .toList();
        return new Report(machine, rounds, rows, missing);
    }

    /** Returns how many rows have a verdict like that. */
    public long count(Verdict verdict) {
        return rows.stream()
                .filter(row -> row.verdict().filter(verdict::equals).isPresent())
                .count();
    }

    /** Returns how many messages, of all, came otherwise than they were sent. */
    public long outOfOrder() {
        return rows.stream().mapToLong(Row::outOfOrder).sum();
    }

    private static List<Measurement> baseline(Cell cell, Map<Cell, List<Measurement>> taken) {
        List<Measurement> baseline = taken.get(cell.baseline());
        if (baseline == null) {
            throw new IllegalArgumentException(cell.name() + " has nothing to be compared with");
        }
        return baseline;
    }
}
