package dev.covalent.launcher.bench;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Mode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The figures to take. Immutable.
 *
 * @param cells in the order of a round
 */
record Selection(List<Cell> cells) {

    /** Copies the list. */
    Selection {
        cells = List.copyOf(cells);
    }

    /**
     * Selects by name, or without any pattern all that are not only taken on request, and with each figure what it is
     * compared with.
     *
     * @throws IllegalArgumentException if there is no such figure
     */
    static Selection of(List<Pattern> only) {
        Set<Cell> wanted = Cell.all().stream()
                .filter(cell -> only.isEmpty()
                        ? !cell.mode().isFault()
                        : only.stream()
                                .anyMatch(
                                        pattern -> pattern.matcher(cell.name()).find()))
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "--only " + only + " selects nothing: figures have names such as sendSync/40 B/1 cpu");
        }
        Set<Cell> baselines = wanted.stream().map(Cell::baseline).collect(Collectors.toSet());
        return new Selection(Cell.all().stream()
                .filter(cell -> wanted.contains(cell) || baselines.contains(cell))
                .toList());
    }

    /** Returns those that this system can tell. */
    Selection without(Set<Cell> unknown) {
        return new Selection(
                cells.stream().filter(cell -> !unknown.contains(cell)).toList());
    }

    /** Returns how many start a process. */
    int newProcesses() {
        return (int) cells.stream().filter(cell -> cell.mode().isOfNewProcess()).count();
    }

    /** Lists what is to be run until it is warm; not what starts processes, which are never warm. What is paced warms up in a tight loop. */
    List<Cell> warmUps() {
        return cells.stream()
                .filter(cell -> !cell.mode().isOfNewProcess())
                .map(cell -> cell.mode() == Mode.PACED ? new Cell(cell.subject(), cell.payload(), Mode.ONE_CPU) : cell)
                .distinct()
                .toList();
    }
}
