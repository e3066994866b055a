package dev.covalent.launcher.bench.report;

import dev.covalent.launcher.bench.plan.Bar;
import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a table, for people. */
public final class TextReport {
    private static final double MICROS = 1e3;
    private static final double FINE = 10;

    private TextReport() {}

    /** Returns the lines of the table. */
    public static List<String> of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.machine().describe());
        lines.add("medians of " + report.rounds() + " rounds; x = median of each round's ratio to the bare call");
        for (Mode mode : Mode.values()) {
            List<Row> rows = report.rows().stream()
                    .filter(row -> row.cell().mode() == mode)
                    .toList();
            if (!rows.isEmpty()) {
                lines.add("");
                lines.add(head(mode));
                rows.forEach(row -> lines.add(line(row)));
            }
        }
        lines.add("");
        lines.add(summary(report));
        return lines;
    }

    private static String head(Mode mode) {
        String figure = "p50 us";
        String second = "p99 us";
        if (mode == Mode.STREAM) {
            figure = "msg/s";
            second = "MB/s";
        } else if (mode == Mode.LOCAL) {
            figure = "mean ns";
            second = "";
        }
        return row(mode.label(), "", figure, second, "x", "hold", "reach", "");
    }

    private static String line(Row row) {
        Cell cell = row.cell();
        String ratio = cell.equals(cell.baseline()) ? "" : number(row.ratio());
        String verdict = row.verdict()
                .map(found -> found.name().toLowerCase(Locale.ROOT))
                .orElse("");
        return row(
                cell.subject().label(),
                cell.payload().label(),
                figure(row),
                second(row),
                ratio,
                cell.bar().map(bar -> limit(bar, bar.hold())).orElse(""),
                cell.bar().map(bar -> limit(bar, bar.reach())).orElse(""),
                row.outOfOrder() == 0 ? verdict : verdict + " OUT OF ORDER: " + row.outOfOrder());
    }

    private static String figure(Row row) {
        return switch (row.cell().mode()) {
            case ONE_CPU, PACED -> number(row.nanos() / MICROS);
            case STREAM -> String.format(Locale.ROOT, "%,.0f", row.perSecond());
            case LOCAL -> String.format(Locale.ROOT, "%,.0f", row.nanos());
        };
    }

    private static String second(Row row) {
        return switch (row.cell().mode()) {
            case ONE_CPU, PACED -> number(row.tailNanos() / MICROS);
            case STREAM -> number(row.megabytesPerSecond());
            case LOCAL -> "";
        };
    }

    private static String limit(Bar bar, double value) {
        return (bar.atMost() ? "<= " : ">= ") + number(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < FINE ? "%.2f" : "%,.0f", value);
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, "%-18s %-10s %14s %12s %9s %10s %10s  %s", columns)
                .stripTrailing();
    }

    private static String summary(Report report) {
        return "bars: " + report.count(Verdict.REACHED) + " reached, " + report.count(Verdict.HELD) + " held, "
                + report.count(Verdict.MISSED) + " missed; messages out of order: " + report.outOfOrder();
    }
}
