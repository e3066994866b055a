package dev.covalent.launcher.bench.report;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What a run of the benchmark gave. Immutable.
 *
 * @param machine what it ran on
 * @param rounds how often each figure was taken
 * @param rows one for each figure
 */
public record Report(Machine machine, int rounds, List<Row> rows) {

    /** Copies the list. */
    public Report {
        rows = List.copyOf(rows);
    }

    /**
     * Compares what was measured.
     *
     * @param taken the rounds of each cell, in order; each cell's baseline is among them
     */
    public static Report of(Machine machine, int rounds, Map<Cell, List<Measurement>> taken) {
        List<Row> rows = taken.entrySet().stream()
                .map(entry -> Row.of(entry.getKey(), entry.getValue(), baseline(entry.getKey(), taken)))
                .toList();
        return new Report(machine, rounds, rows);
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
