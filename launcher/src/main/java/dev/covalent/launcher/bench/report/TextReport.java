package dev.covalent.launcher.bench.report;

import dev.covalent.launcher.bench.plan.Bar;
import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a table, for people. */
public final class TextReport {
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;
    private static final double FINE = 10;
    private static final double FINEST = 0.1;
    private static final MathContext TWO_DIGITS = new MathContext(2);

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
        if (!report.missing().isEmpty()) {
            lines.add("");
            report.missing().forEach((cell, why) -> lines.add("not taken: " + cell.name() + ": " + why));
        }
        lines.add("");
        lines.add(summary(report));
        return lines;
    }

    private static String head(Mode mode) {
        String figure = "p50 us";
        String second = "p99 us";
        if (mode == Mode.FAULT_RATE) {
            figure = "calls/s";
            second = "";
        } else if (mode == Mode.STREAM) {
            figure = "msg/s";
            second = "MB/s";
        } else if (mode == Mode.LOCAL) {
            figure = "mean ns";
            second = "";
        } else if (mode == Mode.START || mode == Mode.FIRST) {
            figure = "ms";
            second = "";
        } else if (mode == Mode.MEMORY) {
            figure = "RSS MiB";
            second = "PSS MiB";
        } else if (mode == Mode.FAULT) {
            figure = "p50 ms";
            second = "p99 ms";
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
                cell.bar().map(bar -> limit(bar, bar.hold(), unit(cell))).orElse(""),
                cell.bar().map(bar -> limit(bar, bar.reach(), unit(cell))).orElse(""),
                row.outOfOrder() == 0 ? verdict : verdict + " OUT OF ORDER: " + row.outOfOrder());
    }

    private static String figure(Row row) {
        return switch (row.cell().mode()) {
            case ONE_CPU, PACED, FAULT_TAIL -> number(row.nanos() / MICROS);
            case STREAM, FAULT_RATE -> String.format(Locale.ROOT, "%,.0f", row.perSecond());
            case LOCAL -> String.format(Locale.ROOT, "%,.0f", row.nanos());
            case START, FIRST, FAULT -> number(row.nanos() / MILLIS);
            case MEMORY -> number(row.residentBytes() / Measurement.MEBIBYTE);
        };
    }

    private static String second(Row row) {
        return switch (row.cell().mode()) {
            case ONE_CPU, PACED, FAULT_TAIL -> number(row.tailNanos() / MICROS);
            case STREAM -> number(row.megabytesPerSecond());
            case LOCAL, START, FIRST, FAULT_RATE -> "";
            case FAULT -> number(row.tailNanos() / MILLIS);
            case MEMORY -> number(row.shareBytes() / Measurement.MEBIBYTE);
        };
    }

    private static String unit(Cell cell) {
        return switch (cell.mode()) {
            case MEMORY -> " MiB";
            case FIRST, FAULT -> " ms";
            default -> "";
        };
    }

    private static String limit(Bar bar, double value, String unit) {
        return (bar.atMost() ? "<= " : ">= ") + number(value) + unit;
    }

    private static String number(double value) {
        if (value > 0 && value < FINEST) {
            return new BigDecimal(value).round(TWO_DIGITS).toPlainString();
        }
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
