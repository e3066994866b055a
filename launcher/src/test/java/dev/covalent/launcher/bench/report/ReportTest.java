package dev.covalent.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.launcher.bench.plan.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    private static final Machine MACHINE = new Machine("an OS", "a JVM", 2, List.of(0, 1), 0.5);
    private static final Cell BARE_CALL = new Cell(Subject.BARE_RMI, Payload.SMALL, Mode.ONE_CPU);
    private static final Cell SEND_SYNC = new Cell(Subject.SEND_SYNC, Payload.SMALL, Mode.ONE_CPU);
    private static final Cell BARE_STREAM = new Cell(Subject.BARE_RMI, Payload.SMALL, Mode.STREAM);
    private static final Cell SEND = new Cell(Subject.SEND, Payload.SMALL, Mode.STREAM);
    private static final Cell JAVA = new Cell(Subject.JAVA_BOTH, Payload.SMALL, Mode.LOCAL);
    private static final Cell CLONE = new Cell(Subject.CLONE_BOTH, Payload.SMALL, Mode.LOCAL);
    private static final Cell BARE_START = new Cell(Subject.BARE_JVM, Payload.NOTHING, Mode.START);
    private static final Cell WINDOW_START = new Cell(Subject.WINDOW, Payload.NOTHING, Mode.START);
    private static final Cell IDLE_JVM = new Cell(Subject.BARE_JVM, Payload.NOTHING, Mode.MEMORY);
    private static final Cell BARE_KILLED = new Cell(Subject.BARE_KILLED, Payload.NOTHING, Mode.FAULT);
    private static final Cell KILLED = new Cell(Subject.KILLED_IDLE, Payload.NOTHING, Mode.FAULT);
    private static final Cell BARE_LIST = new Cell(Subject.BARE_LIST, Payload.LIST, Mode.FIRST);
    private static final Cell LIST = new Cell(Subject.SHARED_LIST, Payload.LIST, Mode.FIRST);
    private static final Cell IDLE_WINDOW = new Cell(Subject.WINDOW, Payload.NOTHING, Mode.MEMORY);

    private final Map<Cell, List<Measurement>> taken = new LinkedHashMap<>();

    ReportTest() {
        taken.put(BARE_CALL, List.of(roundTrip(10_000), roundTrip(100_000), roundTrip(10_000)));
        taken.put(SEND_SYNC, List.of(roundTrip(8_000), roundTrip(80_000), roundTrip(30_000)));
        taken.put(BARE_STREAM, List.of(stream(10_000, 0), stream(20_000, 0), stream(10_000, 0)));
        taken.put(SEND, List.of(stream(900_000, 2), stream(1_800_000, 0), stream(900_000, 1)));
        taken.put(JAVA, List.of(local(4_000), local(4_000), local(4_000)));
        taken.put(CLONE, List.of(local(100), local(100), local(100)));
    }

    @Test
    void of_rounds_comparesEachWithItsBaselineOfTheSameRound() {
        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(report.rows()).extracting(Row::ratio).containsExactly(1.0, 0.8, 1.0, 90.0, 1.0, 0.025);
        assertThat(row(report, SEND_SYNC).nanos()).isEqualTo(30_000);
        assertThat(row(report, SEND).megabytesPerSecond()).isEqualTo(36);
    }

    @Test
    void verdict_isComputedFromTheRatio() {
        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(row(report, SEND_SYNC).verdict()).contains(Verdict.HELD);
        assertThat(row(report, SEND).verdict()).contains(Verdict.MISSED);
        assertThat(row(report, BARE_CALL).verdict()).isEmpty();
        assertThat(row(report, CLONE).verdict()).isEmpty();
        assertThat(report.count(Verdict.HELD)).isEqualTo(1);
        assertThat(report.count(Verdict.REACHED)).isZero();
    }

    @Test
    void outOfOrder_isTheSumOfAllRounds() {
        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(row(report, SEND).outOfOrder()).isEqualTo(3);
        assertThat(report.outOfOrder()).isEqualTo(3);
    }

    @Test
    void of_baselineMissing_isRefused() {
        taken.remove(BARE_STREAM);

        assertThatThrownBy(() -> Report.of(MACHINE, 3, taken, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("send/40 B/stream has nothing to be compared with");
    }

    @Test
    void text_hasATableForEachModeAndTheSum() {
        List<String> lines = TextReport.of(Report.of(MACHINE, 3, taken, Map.of()));

        assertThat(lines).filteredOn(line -> !line.isEmpty()).containsExactly("""
                2 processors (pinned to [0, 1]), load 0.50, an OS, a JVM
                medians of 3 rounds; x = median of each round's ratio to the bare call
                1 cpu                                 p50 us       p99 us         x       hold      reach
                bare RMI           40 B                   10           20
                sendSync           40 B                   30           60      0.80    <= 1.00    <= 0.75  held
                stream                                 msg/s         MB/s         x       hold      reach
                bare RMI           40 B               10,000         0.40
                send               40 B              900,000           36        90     >= 100     >= 300  missed OUT OF ORDER: 3
                local                                mean ns                      x       hold      reach
                Java both          40 B                4,000
                clone both         40 B                  100                  0.025
                bars: 0 reached, 1 held, 1 missed; messages out of order: 3
                """.split("\n"));
    }

    @Test
    void text_ofNewProcesses_hasMillisecondsAndSizes() {
        takeNewProcesses();

        assertThat(TextReport.of(Report.of(MACHINE, 3, taken, Map.of())))
                .contains(
                        "start                                     ms                      x       hold      reach",
                        "window, cold       -                     240                   2.00    <= 1.20    <= 0.70  missed",
                        "memory                               RSS MiB      PSS MiB         x       hold      reach",
                        "window, cold       -                      56           40      1.40  <= 60 MiB  <= 45 MiB  held");
    }

    @Test
    void verdict_ofASize_isComputedFromTheSizeAndNotFromTheRatio() {
        takeNewProcesses();
        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(row(report, IDLE_WINDOW).ratio()).isEqualTo(1.4);
        assertThat(row(report, IDLE_WINDOW).verdict()).contains(Verdict.HELD);
    }

    @Test
    void first_isJudgedByItsMedian_inMilliseconds() {
        taken.put(BARE_LIST, Collections.nCopies(3, Measurement.start(100_000_000)));
        taken.put(
                LIST,
                List.of(
                        Measurement.start(250_000_000),
                        Measurement.start(500_000_000),
                        Measurement.start(600_000_000)));

        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(row(report, LIST).verdict()).contains(Verdict.REACHED);
        assertThat(TextReport.of(report))
                .anySatisfy(line ->
                        assertThat(line).matches("shared list +40k items +500 +5\\.00 +<= 500 ms +<= 500 ms +reached"));
        assertThat(JsonReport.of(report)).contains("\"millis\": 500.0000,", "\"comparedWith\": \"bare RMI list\",");
        taken.put(LIST, Collections.nCopies(3, Measurement.start(501_000_000)));
        assertThat(row(Report.of(MACHINE, 3, taken, Map.of()), LIST).verdict()).contains(Verdict.MISSED);
    }

    @Test
    void fault_isJudgedByTheLongestOfAllRounds_inMilliseconds() {
        taken.put(BARE_KILLED, List.of(fault(5, 5), fault(5, 5), fault(5, 5)));
        taken.put(KILLED, List.of(fault(9, 9), fault(10, 99), fault(20, 101)));

        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(row(report, KILLED).verdict()).contains(Verdict.MISSED);
        assertThat(TextReport.of(report))
                .anySatisfy(
                        line -> assertThat(line).matches("F2 idle +- +10 +101 +2\\.00 +<= 100 ms +<= 10 ms +missed"));
        assertThat(JsonReport.of(report)).contains("\"p50Millis\": 10.0", "\"p99Millis\": 101.0");
        taken.put(KILLED, List.of(fault(9, 9), fault(10, 99), fault(20, 100)));
        assertThat(row(Report.of(MACHINE, 3, taken, Map.of()), KILLED).verdict())
                .contains(Verdict.HELD);
    }

    @Test
    void besideAFault_isJudgedByItsRatio_ofTheTailOrOfTheRate() {
        Cell bareKills = new Cell(Subject.BESIDE_BARE_KILLS, Payload.NOTHING, Mode.FAULT_TAIL);
        Cell kills = new Cell(Subject.BESIDE_KILLS, Payload.NOTHING, Mode.FAULT_TAIL);
        Cell rate = new Cell(Subject.BYSTANDER, Payload.NOTHING, Mode.FAULT_RATE);
        Cell glut = new Cell(Subject.BESIDE_GLUT, Payload.NOTHING, Mode.FAULT_RATE);
        taken.put(bareKills, Collections.nCopies(3, new Measurement(50_000, 400_000, 0, 0)));
        taken.put(kills, Collections.nCopies(3, new Measurement(50_000, 840_000, 0, 0)));
        taken.put(rate, Collections.nCopies(3, Measurement.rate(20_000)));
        taken.put(glut, Collections.nCopies(3, Measurement.rate(17_000)));

        Report report = Report.of(MACHINE, 3, taken, Map.of());

        assertThat(row(report, kills).verdict()).contains(Verdict.MISSED);
        assertThat(row(report, glut).verdict()).contains(Verdict.REACHED);
        assertThat(TextReport.of(report))
                .anySatisfy(line -> assertThat(line).matches("fault p99 +p50 us +p99 us +x +hold +reach"))
                .anySatisfy(line ->
                        assertThat(line).matches("F3 beside kills +- +50 +840 +2\\.10 +<= 2\\.00 +<= 2\\.00 +missed"))
                .anySatisfy(line -> assertThat(line).matches("fault rate +calls/s +x +hold +reach"))
                .anySatisfy(line -> assertThat(line)
                        .matches("F11 beside a glut +- +17,000 +0\\.85 +>= 0\\.80 +>= 0\\.80 +reached"));
        assertThat(JsonReport.of(report))
                .contains(
                        "\"p99Micros\": 840.0000,",
                        "\"perSecond\": 17000.0000,",
                        "\"comparedWith\": \"beside bare kills\",",
                        "\"comparedWith\": \"bystander\",");
        taken.put(kills, Collections.nCopies(3, new Measurement(50_000, 800_000, 0, 0)));
        taken.put(glut, Collections.nCopies(3, Measurement.rate(15_900)));
        Report other = Report.of(MACHINE, 3, taken, Map.of());
        assertThat(row(other, kills).verdict()).contains(Verdict.REACHED);
        assertThat(row(other, glut).verdict()).contains(Verdict.MISSED);
    }

    @Test
    void text_smallRatio_hasTwoDigits() {
        taken.put(JAVA, List.of(local(100_000), local(100_000), local(100_000)));
        taken.put(CLONE, List.of(local(186), local(186), local(186)));

        assertThat(TextReport.of(Report.of(MACHINE, 3, taken, Map.of())))
                .anyMatch(line -> line.startsWith("clone both") && line.endsWith(" 0.0019"));
    }

    @Test
    void report_missingFigure_saysWhy() {
        Report report = Report.of(MACHINE, 3, taken, Map.of(IDLE_WINDOW, "only Linux tells it"));

        assertThat(TextReport.of(report)).contains("not taken: window, cold/-/memory: only Linux tells it");
        assertThat(JsonReport.of(report))
                .contains("\"name\": \"window, cold/-/memory\",", "\"why\": \"only Linux tells it\"");
    }

    @Test
    void json_ofNewProcesses_hasMillisecondsAndSizes() {
        takeNewProcesses();

        assertThat(JsonReport.of(Report.of(MACHINE, 3, taken, Map.of())))
                .contains(
                        "\"millis\": 240.0000,",
                        "\"residentMebibytes\": 56.0000,",
                        "\"shareMebibytes\": 40.0000,",
                        "\"comparedWith\": \"bare JVM\",");
    }

    @Test
    void json_hasMachineSumsAndFigures(@TempDir Path directory) throws Exception {
        taken.keySet().retainAll(List.of(BARE_CALL, SEND_SYNC));
        Path file = directory.resolve("new").resolve("bench.json");

        JsonReport.write(Report.of(MACHINE, 3, taken, Map.of()), file);

        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "machine": {
                    "system": "an OS",
                    "java": "a JVM",
                    "processors": 2,
                    "pinnedTo": [
                      0,
                      1
                    ],
                    "load": 0.5000
                  },
                  "rounds": 3,
                  "outOfOrder": 0,
                  "reached": 0,
                  "held": 1,
                  "missed": 0,
                  "figures": [
                    {
                      "name": "bare RMI/40 B/1 cpu",
                      "subject": "bare RMI",
                      "payload": "40 B",
                      "mode": "1 cpu",
                      "p50Micros": 10.0000,
                      "p99Micros": 20.0000,
                      "comparedWith": "bare RMI",
                      "ratio": 1.0000
                    },
                    {
                      "name": "sendSync/40 B/1 cpu",
                      "subject": "sendSync",
                      "payload": "40 B",
                      "mode": "1 cpu",
                      "p50Micros": 30.0000,
                      "p99Micros": 60.0000,
                      "comparedWith": "bare RMI",
                      "ratio": 0.8000,
                      "hold": 1.0000,
                      "reach": 0.7500,
                      "lessIsBetter": true,
                      "verdict": "held"
                    }
                  ]
                }
                """);
    }

    @Test
    void json_ofStreamAndCodec_hasTheirFigures() {
        taken.keySet().removeAll(List.of(BARE_CALL, SEND_SYNC));

        assertThat(JsonReport.of(Report.of(MACHINE, 3, taken, Map.of())))
                .contains("\"perSecond\": 900000.0000,", "\"megabytesPerSecond\": 36.0000,", "\"outOfOrder\": 3,")
                .contains("\"meanNanos\": 100.0000,", "\"comparedWith\": \"Java both\",");
    }

    private static Row row(Report report, Cell cell) {
        return report.rows().stream()
                .filter(row -> row.cell().equals(cell))
                .findFirst()
                .orElseThrow();
    }

    private void takeNewProcesses() {
        taken.put(BARE_START, Collections.nCopies(3, Measurement.start(120_000_000)));
        taken.put(WINDOW_START, Collections.nCopies(3, Measurement.start(240_000_000)));
        taken.put(IDLE_JVM, Collections.nCopies(3, Measurement.memory(40 << 20, 30 << 20)));
        taken.put(IDLE_WINDOW, Collections.nCopies(3, Measurement.memory(56 << 20, 40 << 20)));
    }

    private static Measurement fault(double millis, double longestMillis) {
        return new Measurement(millis * 1e6, longestMillis * 1e6, 0, 0);
    }

    private static Measurement roundTrip(double nanos) {
        return new Measurement(nanos, 2 * nanos, 1e9 / nanos, 0);
    }

    private static Measurement stream(double perSecond, long outOfOrder) {
        return new Measurement(0, 0, perSecond, outOfOrder);
    }

    private static Measurement local(double nanos) {
        return new Measurement(nanos, 0, 1e9 / nanos, 0);
    }
}
