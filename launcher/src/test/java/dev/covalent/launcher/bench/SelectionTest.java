package dev.covalent.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Seat;
import dev.covalent.launcher.bench.plan.Subject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SelectionTest {

    @Test
    void of_noPattern_isEverythingButFaults() {
        assertThat(Selection.of(List.of()).cells())
                .isEqualTo(Cell.all().stream()
                        .filter(cell -> !Set.of(Mode.FAULT, Mode.FAULT_TAIL, Mode.FAULT_RATE)
                                .contains(cell.mode()))
                        .toList());
    }

    @Test
    void of_patternOfAFault_isThatFaultAndABareEnd() {
        Selection selection = Selection.of(List.of(Pattern.compile("^F20")));

        assertThat(selection.cells())
                .extracting(Cell::name)
                .containsExactly("bare JVM, run/-/fault", "F20 second start/-/fault");
        assertThat(selection.newProcesses()).isEqualTo(2);
        assertThat(selection.warmUps()).isEmpty();
    }

    @Test
    void of_patternOfFaults_isAllOfThem() {
        assertThat(Selection.of(List.of(Pattern.compile("fault"))).cells())
                .isEqualTo(Cell.all().stream()
                        .filter(cell -> cell.mode().isFault())
                        .toList())
                .contains(new Cell(Subject.BESIDE_GLUT, Payload.NOTHING, Mode.FAULT_RATE));
    }

    @Test
    void of_pattern_addsWhatItIsComparedWith() {
        Selection selection =
                Selection.of(List.of(Pattern.compile("^invoke/40 B/1 cpu"), Pattern.compile("^send/1 MiB")));

        assertThat(selection.cells())
                .extracting(Cell::name)
                .containsExactly(
                        "bare RMI/40 B/1 cpu", "invoke/40 B/1 cpu", "bare socket/1 MiB/stream", "send/1 MiB/stream");
    }

    @Test
    void of_patternOfNothing_isRefused() {
        assertThatThrownBy(() -> Selection.of(List.of(Pattern.compile("telepathy"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[telepathy] selects nothing");
    }

    @Test
    void warmUps_paced_areTight() {
        Selection selection = Selection.of(List.of(Pattern.compile("^sendSync/40 B")));

        assertThat(selection.warmUps())
                .containsExactly(
                        new Cell(Subject.BARE_RMI, Payload.SMALL, Mode.ONE_CPU),
                        new Cell(Subject.SEND_SYNC, Payload.SMALL, Mode.ONE_CPU));
    }

    @Test
    void warmUps_newProcess_isNone() {
        Selection selection = Selection.of(List.of(Pattern.compile("^window, cold")));

        assertThat(selection.newProcesses()).isEqualTo(4);
        assertThat(selection.warmUps()).isEmpty();
    }

    @Test
    void without_unknown_keepsTheOthers() {
        Selection selection = Selection.of(List.of(Pattern.compile("^window, cold/-/start")));

        assertThat(selection.without(Set.of(selection.cells().get(0))).cells())
                .containsExactly(new Cell(Subject.WINDOW, Payload.NOTHING, Mode.START));
    }

    @Test
    void processors_oneCpu_isTheSameForAll() {
        Processors processors = new Processors(List.of(2, 5, 7));

        assertThat(processors.of(Mode.ONE_CPU))
                .containsOnlyKeys(Seat.values())
                .allSatisfy((seat, allowed) -> assertThat(allowed).containsExactly(2));
        assertThat(processors.of(Mode.LOCAL))
                .allSatisfy((seat, allowed) -> assertThat(allowed).containsExactly(2, 5));
    }

    @Test
    void processors_pacedAndStream_setTheTwoEndsApart() {
        Processors processors = new Processors(List.of(2, 5));

        for (Mode mode : List.of(Mode.PACED, Mode.STREAM)) {
            assertThat(processors.of(mode))
                    .containsEntry(Seat.BARE_SERVER, List.of(2))
                    .containsEntry(Seat.BARE_CLIENT, List.of(5));
        }
        assertThat(processors.of(Mode.PACED))
                .containsEntry(Seat.MAIN, List.of(2))
                .containsEntry(Seat.RENDERER, List.of(5));
        for (Seat seat : List.of(Seat.MAIN, Seat.RENDERER, Seat.PARTNER)) {
            assertThat(processors.of(Mode.STREAM)).containsEntry(seat, List.of(2, 5));
        }
    }

    @Test
    void processors_oneOrNone_isWhatThereIs() {
        assertThat(new Processors(List.of(3)).of(Mode.PACED)).containsEntry(Seat.RENDERER, List.of(3));
        assertThat(Processors.choose(false).of(Mode.ONE_CPU)).isEmpty();
    }
}
