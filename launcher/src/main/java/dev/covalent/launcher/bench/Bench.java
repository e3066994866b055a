package dev.covalent.launcher.bench;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.launcher.bench.jvm.Footprint;
import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Seat;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.launcher.bench.report.Machine;
import dev.covalent.launcher.bench.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The benchmark: starts the processes once, warms them up, and then takes every figure once in each round, so that what
 * is compared was measured within moments of each other. Whatever ends it, no process and no file is left.
 *
 * <p>{@link #close} is thread-safe.
 */
public final class Bench implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bench.class);
    private static final long CLOSE_SECONDS = 30;

    /** Half of the time, so that the compiler is done with the round trips before they are measured. */
    private static final double WARM_UP_SHARE = 0.5;

    /** What an iteration costs beside its time: JMH's own beginning and end, and our question. */
    private static final long OVERHEAD_MILLIS = 12;

    private static final long SHORTEST_MILLIS = 15;

    /** What the figure of a new process takes, about; it is not for us to say. */
    private static final long NEW_PROCESS_MILLIS = 1000;

    /** What that of a window takes that a spare renderer waits for. */
    private static final long SPARE_MILLIS = 4000;

    /** What that of a fault takes, and that of many, or of a renderer beside some. */
    private static final long FAULT_MILLIS = 3000;

    private static final long FAULTS_MILLIS = 10_000;

    /** What that of two hundred takes, whose JVMs must start before. */
    private static final long KILLS_MILLIS = 60_000;

    private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(30);
    private static final long FIRST_BYTES = 1 << 20;
    private static final long FIRST_MESSAGES = 500;

    private final BenchOptions options;
    private final Selection selection;
    private final Map<Cell, String> missing;
    private final Processors processors;
    private final BenchDirectory directory = BenchDirectory.create();
    private final Company company = new Company(directory);
    private final Map<Cell, Double> rates = new HashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable Mode seatedFor;

    private Bench(BenchOptions options, Selection selection) {
        this.options = options;
        missing = missing(selection);
        this.selection = selection.without(missing.keySet());
        processors = Processors.choose(options.pin());
    }

    /**
     * Runs the benchmark.
     *
     * @throws IllegalArgumentException if the options select no figure
     * @throws BenchException if a figure could not be taken
     */
    public static Report run(BenchOptions options) {
        Selection selection = Selection.of(options.only());
        try (Bench bench = new Bench(options, selection)) {
            Thread atExit = Threads.daemon("bench-shutdown", bench::close);
            Runtime.getRuntime().addShutdownHook(atExit);
            return bench.measureAll();
        }
    }

    /** Ends every process of the benchmark and deletes what they wrote; whoever comes second waits until that is done. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                company.close();
                directory.close();
            } finally {
                closed.complete(null);
            }
        }
        try {
            closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            log.error("The benchmark has not ended within {} s of its closing", CLOSE_SECONDS, late);
        }
    }

    private Report measureAll() {
        long end = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(options.seconds())
                - TimeUnit.MILLISECONDS.toNanos(newProcessMillis() * options.rounds());
        Consumer<String> progress = options.progress();
        Machine machine = Machine.look(processors.allowed());
        progress.accept("Starting five JVMs on " + machine.describe());
        company.gather();
        prepareStarts();
        warmUpAll(end);
        Map<Cell, List<Measurement>> taken = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            int roundsLeft = options.rounds() - round + 1;
            long slice = share(end, (selection.cells().size() - selection.newProcesses()) * roundsLeft);
            progress.accept("Round " + round + " of " + options.rounds() + ", " + slice + " ms a figure");
            for (Cell cell : selection.cells()) {
                taken.computeIfAbsent(cell, none -> new ArrayList<>()).add(measure(cell, slice));
            }
        }
        company.dismiss();
        return Report.of(machine, options.rounds(), taken, missing);
    }

    private long newProcessMillis() {
        return selection.cells().stream()
                .filter(cell -> cell.mode().isOfNewProcess())
                .mapToLong(cell -> switch (cell.subject()) {
                    case SPARE_WINDOW -> SPARE_MILLIS;
                    case KILLED_MANY -> KILLS_MILLIS;
                    case ATTACHED_MANY,
                            CALLBACKS_PASSED,
                            HEAPS_BACK,
                            BYSTANDER,
                            BESIDE_BARE_KILLS,
                            BESIDE_KILLS,
                            BESIDE_GLUT -> FAULTS_MILLIS;
                    default -> cell.mode().isFault() ? FAULT_MILLIS : NEW_PROCESS_MILLIS;
                })
                .sum();
    }

    /** A window is measured as it is opened from the second time on, when renderers start from a class archive. */
    private void prepareStarts() {
        if (selection.cells().stream()
                .noneMatch(
                        cell -> cell.mode().isOfNewProcess() && cell.subject().seat() == Seat.MAIN)) {
            return;
        }
        options.progress().accept("Opening a window, and waiting for the class archive that others start from");
        measure(new Cell(Subject.WINDOW, Payload.NOTHING, Mode.START), 0);
        try {
            if (!directory.awaitArchive(ARCHIVE_LIMIT)) {
                options.progress().accept("There is none: windows start without");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("The benchmark was ended");
        }
    }

    private static Map<Cell, String> missing(Selection selection) {
        Map<Cell, String> missing = new LinkedHashMap<>();
        if (!Footprint.isKnown()) {
            selection.cells().stream()
                    .filter(cell -> cell.mode() == Mode.MEMORY)
                    .forEach(cell -> missing.put(cell, "only Linux tells it, in /proc/<pid>/smaps_rollup"));
            selection.cells().stream()
                    .filter(cell -> cell.mode().isFault())
                    .forEach(cell -> missing.put(cell, "only Linux has the signals, and tells of the connections"));
        }
        return missing;
    }

    /** Twice: what is compiled for the later ways to talk changes the code of the earlier ones. */
    private void warmUpAll(long end) {
        List<Cell> cells = new ArrayList<>(selection.warmUps());
        options.progress().accept("Warming up " + cells.size() + " figures");
        cells.addAll(selection.warmUps());
        long warmEnd = System.nanoTime() + (long) ((end - System.nanoTime()) * WARM_UP_SHARE);
        for (int i = 0; i < cells.size(); i++) {
            warmUp(cells.get(i), share(warmEnd, cells.size() - i));
        }
    }

    private static long share(long end, int parts) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        return Math.max(SHORTEST_MILLIS, left / Math.max(1, parts) - OVERHEAD_MILLIS);
    }

    /** A stream must know how many messages it is to have, so warming up finds its rate. */
    private void warmUp(Cell cell, long millis) {
        seatFor(Mode.LOCAL);
        if (cell.mode() != Mode.STREAM) {
            company.player(cell.subject().seat()).measure(cell, millis);
            return;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long messages = Math.max(
                1, Math.min(FIRST_MESSAGES, FIRST_BYTES / cell.payload().bytes()));
        do {
            Measurement first = company.player(cell.subject().seat()).measure(cell, messages);
            rates.put(cell, first.perSecond());
            messages = messagesIn(cell, Math.max(1, millis / 3));
        } while (System.nanoTime() < end);
    }

    private Measurement measure(Cell cell, long millis) {
        seatFor(cell.seatedAs());
        long amount = cell.mode() == Mode.STREAM ? messagesIn(cell, millis) : millis;
        Measurement measurement = company.player(cell.subject().seat()).measure(cell, amount);
        if (cell.mode() == Mode.STREAM) {
            rates.put(cell, measurement.perSecond());
        }
        log.debug("{}: {}", cell.name(), measurement);
        return measurement;
    }

    private long messagesIn(Cell cell, long millis) {
        double rate = rates.getOrDefault(cell, 1.0);
        return Math.max(1, (long) (rate * millis / TimeUnit.SECONDS.toMillis(1)));
    }

    private void seatFor(Mode mode) {
        if (mode != seatedFor) {
            company.seat(processors.of(mode));
            seatedFor = mode;
        }
    }
}
