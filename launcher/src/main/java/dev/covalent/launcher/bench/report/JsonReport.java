package dev.covalent.launcher.bench.report;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A report as JSON, for programs. */
public final class JsonReport {
    private JsonReport() {}

    /** Writes the file, with the directories that it needs. */
    public static void write(Report report, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, of(report));
    }

    static String of(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine(report.machine()));
        json.put("rounds", report.rounds());
        json.put("outOfOrder", report.outOfOrder());
        for (Verdict verdict : Verdict.values()) {
            json.put(lowerCase(verdict), report.count(verdict));
        }
        if (!report.missing().isEmpty()) {
            json.put(
                    "missing",
                    report.missing().entrySet().stream()
                            .map(entry -> missing(entry.getKey(), entry.getValue()))
                            .toList());
        }
        json.put("figures", report.rows().stream().map(JsonReport::figure).toList());
        return Json.write(json);
    }

    private static Map<String, Object> machine(Machine machine) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("system", machine.system());
        json.put("java", machine.java());
        json.put("processors", machine.processors());
        json.put("pinnedTo", machine.pinnedTo());
        json.put("load", machine.load());
        return json;
    }

    private static Map<String, Object> missing(Cell cell, String why) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", cell.name());
        json.put("why", why);
        return json;
    }

    private static Map<String, Object> figure(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.cell().name());
        json.put("subject", row.cell().subject().label());
        json.put("payload", row.cell().payload().label());
        json.put("mode", row.cell().mode().label());
        switch (row.cell().mode()) {
            case ONE_CPU, PACED, FAULT_TAIL -> {
                json.put("p50Micros", row.nanos() / 1e3);
                json.put("p99Micros", row.tailNanos() / 1e3);
            }
            case STREAM -> {
                json.put("perSecond", row.perSecond());
                json.put("megabytesPerSecond", row.megabytesPerSecond());
                json.put("outOfOrder", row.outOfOrder());
            }
            case FAULT_RATE -> json.put("perSecond", row.perSecond());
            case LOCAL -> json.put("meanNanos", row.nanos());
            case START, FIRST -> json.put("millis", row.nanos() / 1e6);
            case FAULT -> {
                json.put("p50Millis", row.nanos() / 1e6);
                json.put("p99Millis", row.tailNanos() / 1e6);
            }
            case MEMORY -> {
                json.put("residentMebibytes", row.residentBytes() / Measurement.MEBIBYTE);
                json.put("shareMebibytes", row.shareBytes() / Measurement.MEBIBYTE);
            }
        }
        json.put("comparedWith", row.cell().baseline().subject().label());
        json.put("ratio", row.ratio());
        row.cell().bar().ifPresent(bar -> {
            json.put("hold", bar.hold());
            json.put("reach", bar.reach());
            json.put("lessIsBetter", bar.atMost());
        });
        row.verdict().ifPresent(verdict -> json.put("verdict", lowerCase(verdict)));
        return json;
    }

    private static String lowerCase(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
