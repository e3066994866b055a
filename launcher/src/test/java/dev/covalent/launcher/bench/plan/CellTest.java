package dev.covalent.launcher.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CellTest {

    @Test
    void all_namesEachCellOnce() {
        assertThat(Cell.all()).extracting(Cell::name).doesNotHaveDuplicates();
    }

    @Test
    void all_holdsTheBaselineOfEachCell() {
        assertThat(Cell.all()).extracting(Cell::baseline).isSubsetOf(Cell.all());
        assertThat(Cell.all())
                .allSatisfy(cell -> assertThat(cell.baseline().baseline()).isEqualTo(cell.baseline()));
    }

    @Test
    void all_measuresEveryWayToTalkAtEverySize() {
        assertThat(Cell.all())
                .filteredOn(cell -> cell.mode() == Mode.ONE_CPU && cell.payload() == Payload.MIB_1)
                .extracting(Cell::subject)
                .containsExactlyInAnyOrder(
                        Subject.BARE_RMI,
                        Subject.BARE_SOCKET,
                        Subject.SEND_SYNC,
                        Subject.INVOKE,
                        Subject.WEB_CONTENTS,
                        Subject.SEND_TO,
                        Subject.PORT);
        assertThat(Cell.all())
                .filteredOn(cell -> cell.mode() == Mode.STREAM && cell.payload() == Payload.KIB_4)
                .extracting(Cell::subject)
                .containsExactlyInAnyOrder(
                        Subject.BARE_RMI,
                        Subject.BARE_SOCKET,
                        Subject.SEND,
                        Subject.WEB_CONTENTS,
                        Subject.SEND_TO,
                        Subject.PORT);
    }

    @Test
    void bar_isThatOfTheDesign() {
        assertThat(bar(Subject.SEND_SYNC, Payload.SMALL, Mode.ONE_CPU)).isEqualTo(Bar.atMost(1.0, 0.75));
        assertThat(bar(Subject.SEND_SYNC, Payload.SMALL, Mode.PACED)).isEqualTo(Bar.atMost(1.0, 0.75));
        assertThat(bar(Subject.INVOKE, Payload.SMALL, Mode.ONE_CPU)).isEqualTo(Bar.atMost(1.2, 0.85));
        assertThat(bar(Subject.TYPED_METHOD, Payload.SMALL, Mode.ONE_CPU)).isEqualTo(Bar.atMost(0.95, 0.7));
        assertThat(bar(Subject.LIVE_READ, Payload.SMALL, Mode.ONE_CPU)).isEqualTo(Bar.atMost(0.01, 0.002));
        assertThat(bar(Subject.SEND, Payload.SMALL, Mode.STREAM)).isEqualTo(Bar.atLeast(100, 300));
        assertThat(bar(Subject.PORT, Payload.SMALL, Mode.STREAM)).isEqualTo(Bar.atLeast(50, 150));
        assertThat(bar(Subject.SEND, Payload.MIB_1, Mode.STREAM)).isEqualTo(Bar.atLeast(0.4, 0.7));
        assertThat(new Cell(Subject.SEND, Payload.KIB_4, Mode.STREAM).bar()).isEmpty();
        assertThat(new Cell(Subject.BARE_RMI, Payload.SMALL, Mode.ONE_CPU).bar())
                .isEmpty();
    }

    @Test
    void bar_ofAWindow_isThatOfTheDesign() {
        assertThat(bar(Subject.WINDOW, Payload.NOTHING, Mode.START)).isEqualTo(Bar.atMost(1.2, 0.7));
        assertThat(bar(Subject.WINDOW, Payload.NOTHING, Mode.MEMORY)).isEqualTo(Bar.atMost(60, 45));
        assertThat(bar(Subject.SPARE_WINDOW, Payload.NOTHING, Mode.START)).isEqualTo(Bar.atMost(0.15, 0.05));
        assertThat(bar(Subject.SPARE_WINDOW, Payload.NOTHING, Mode.MEMORY)).isEqualTo(Bar.atMost(60, 45));
        assertThat(new Cell(Subject.BARE_JVM, Payload.NOTHING, Mode.START).bar())
                .isEmpty();
        assertThat(new Cell(Subject.BARE_JVM, Payload.NOTHING, Mode.MEMORY).bar())
                .isEmpty();
    }

    @Test
    void all_ofNewProcesses_areComparedWithABareJvm() {
        assertThat(Cell.all())
                .filteredOn(cell -> cell.mode() == Mode.START || cell.mode() == Mode.MEMORY)
                .hasSize(6)
                .extracting(cell -> cell.baseline().subject())
                .containsOnly(Subject.BARE_JVM);
    }

    @Test
    void bar_ofAList_isInMilliseconds_andItIsComparedWithThatOfBareRmi() {
        Cell list = new Cell(Subject.SHARED_LIST, Payload.LIST, Mode.FIRST);

        assertThat(Cell.all()).contains(list);
        assertThat(list.bar()).contains(Bar.atMost(500, 500));
        assertThat(list.baseline()).isEqualTo(new Cell(Subject.BARE_LIST, Payload.LIST, Mode.FIRST));
        assertThat(list.baseline().bar()).isEmpty();
    }

    @Test
    void all_ofFaults_haveABarInMilliseconds_butForTheBareEnds() {
        assertThat(Cell.all())
                .filteredOn(cell -> cell.mode() == Mode.FAULT)
                .hasSize(19)
                .allSatisfy(cell -> assertThat(cell.bar().isEmpty())
                        .isEqualTo(cell.subject().seat() == Seat.BARE_SERVER));
        assertThat(bar(Subject.KILLED_IDLE, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(100, 10));
        assertThat(bar(Subject.CALLBACKS_PASSED, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(4000, 3800));
        assertThat(bar(Subject.HEAPS_BACK, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(5000, 5000));
        assertThat(bar(Subject.MAIN_KILLED, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(1000, 15));
        assertThat(bar(Subject.LET_GO, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(250, 250));
        assertThat(bar(Subject.OUT_OF_METASPACE, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(1000, 1000));
        assertThat(bar(Subject.KILLED_MANY, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(2000, 2000));
        assertThat(bar(Subject.STALE_ENDPOINT, Payload.NOTHING, Mode.FAULT)).isEqualTo(Bar.atMost(200, 200));
    }

    @Test
    void processors_areThoseOfTheMode_butCallbacksAreRoundTrips() {
        assertThat(Cell.all())
                .filteredOn(cell -> cell.seatedAs() != cell.mode())
                .containsExactly(new Cell(Subject.CALLBACKS_PASSED, Payload.NOTHING, Mode.FAULT));
        assertThat(new Cell(Subject.CALLBACKS_PASSED, Payload.NOTHING, Mode.FAULT).seatedAs())
                .isEqualTo(Mode.ONE_CPU);
    }

    @Test
    void bar_ofARendererBesideAFault_isARatioToTheSameRendererWithoutIt() {
        Cell kills = new Cell(Subject.BESIDE_KILLS, Payload.NOTHING, Mode.FAULT_TAIL);
        Cell glut = new Cell(Subject.BESIDE_GLUT, Payload.NOTHING, Mode.FAULT_RATE);

        assertThat(Cell.all()).contains(kills, glut);
        assertThat(kills.bar()).contains(Bar.atMost(2, 2));
        assertThat(kills.baseline()).isEqualTo(new Cell(Subject.BESIDE_BARE_KILLS, Payload.NOTHING, Mode.FAULT_TAIL));
        assertThat(kills.baseline().bar()).isEmpty();
        assertThat(glut.bar()).contains(Bar.atLeast(0.8, 0.8));
        assertThat(glut.baseline()).isEqualTo(new Cell(Subject.BYSTANDER, Payload.NOTHING, Mode.FAULT_RATE));
        assertThat(glut.baseline().bar()).isEmpty();
    }

    @Test
    void baseline_ofBandwidth_isTheSocket() {
        Cell bandwidth = new Cell(Subject.SEND, Payload.MIB_1, Mode.STREAM);

        assertThat(bandwidth.baseline()).isEqualTo(new Cell(Subject.BARE_SOCKET, Payload.MIB_1, Mode.STREAM));
    }

    private static Bar bar(Subject subject, Payload payload, Mode mode) {
        return new Cell(subject, payload, mode).bar().orElseThrow();
    }
}
