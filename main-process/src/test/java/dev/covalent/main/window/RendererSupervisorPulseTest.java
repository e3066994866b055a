package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.observe.Logged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** WIN-32: whether a renderer answers, and who is told. */
final class RendererSupervisorPulseTest extends RendererSupervisorFixture {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(5);

    @Test
    void pulse_notAnswered_isToldOnce_andItsRecoveryToo() throws Exception { // WIN-32
        connect();
        supervisor.heartbeat().ask(0);
        assertThat(askedPulses(1)).isEqualTo(1);

        supervisor.heartbeat().check(LIMIT - 1, 0);
        assertThat(told).isEmpty();
        supervisor.heartbeat().check(LIMIT, 0);
        supervisor.heartbeat().ask(LIMIT + 1); // one question at a time
        supervisor.heartbeat().check(2 * LIMIT, 0);
        assertThat(told).containsExactly(false);

        answer();
        assertThat(told).containsExactly(false, true);
        supervisor.heartbeat().ask(3 * LIMIT);
        assertThat(askedPulses(1)).isEqualTo(1);
    }

    @Test
    void pulse_timeThatMainMissed_doesNotCount() throws Exception { // WIN-32, F10
        connect();
        supervisor.heartbeat().ask(0);

        supervisor.heartbeat().check(10 * LIMIT, 10 * LIMIT - 1);

        assertThat(told).isEmpty();
        supervisor.heartbeat().check(11 * LIMIT, 0);
        assertThat(told).containsExactly(false);
    }

    @Test
    void pulse_answeredInTime_isNotTold() throws Exception {
        connect();
        supervisor.heartbeat().ask(0);
        answer();

        supervisor.heartbeat().check(10 * LIMIT, 0);

        assertThat(told).isEmpty();
    }

    @Test
    void pulse_answeredWithoutAQuestion_isCutOff() throws Exception {
        connect();

        line.renderer().write(ByteBuffer.wrap(new byte[] {1}));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.INTEGRITY_FAILURE, -1, false));
    }

    @Test
    void pulse_beforeItHasConnected_orWhenItLeaves_isNotAsked() throws Exception {
        supervisor.heartbeat().ask(0);
        connect();
        supervisor.close();
        supervisor.heartbeat().ask(0);
        line.lifeline().close();

        assertThat(line.renderer().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        exit();
    }

    @Test
    void pulse_ofAnOperatorsTool_isNotAsked() throws Exception {
        connect();
        session.introducedAsOperator();

        supervisor.heartbeat().ask(0);
        supervisor.heartbeat().check(10 * LIMIT, 0);
        line.lifeline().close();

        assertThat(line.renderer().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(told).isEmpty();
        exit();
    }

    @Test
    void pulse_ofAnOperatorsTool_askedBeforeItSaidWhatItIs_isNotMissed() {
        connect();
        supervisor.heartbeat().ask(0);
        session.introducedAsOperator();

        String logged = Logged.by(() -> supervisor.heartbeat().check(10 * LIMIT, 0));

        assertThat(logged).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void close_pageDoesNotUnload_isUnresponsive() throws Exception { // WIN-27
        connect();
        supervisor.close();

        timer.elapse(GRACE);
        exit();
        loop.runAll();

        assertThat(told).containsExactly(false);
    }

    @Test
    void askUnload_loopHasTurnedJustBefore_butNotSince_isKilledAfterItsGrace() throws Exception { // WIN-27
        connect();
        assertThat(supervisor.askUnload(1)).isTrue();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
        answer(); // in a turn before that of the question
        elapseInGrace();

        timer.elapse(Duration.ofMillis(1));

        assertThat(exit().reason()).isEqualTo(GoneReason.KILLED);
        loop.runAll();
        assertThat(told).containsExactly(false);
    }

    @Test
    void askUnload_loopTurnsMeanwhile_hasItsGraceFromThenOn() throws Exception { // WIN-27
        connect();
        assertThat(supervisor.askUnload(1)).isTrue();
        pass(GRACE.multipliedBy(3).dividedBy(5));
        answer();
        pass(Duration.ofSeconds(1)); // until it is looked for
        elapseInGrace();

        timer.elapse(Duration.ofMillis(1));
        assertThat(exit().reason()).isEqualTo(GoneReason.KILLED);
    }

    @Test
    void askUnload_mainStandsStillAfterAnAnswer_thatTimeDoesNotCount() throws Exception { // WIN-27, F10
        connect();
        assertThat(supervisor.askUnload(1)).isTrue();
        pass(GRACE.multipliedBy(3).dividedBy(5));
        answer();
        clock.addAndGet(GRACE.multipliedBy(20).toNanos());
        timer.standStill(GRACE.multipliedBy(20));
        pass(Duration.ofMillis(950)); // until it is looked for: a slice is lost
        elapseInGrace();

        timer.elapse(Duration.ofMillis(1));
        assertThat(exit().reason()).isEqualTo(GoneReason.KILLED);
    }

    /** Reads so many questions, and waits for them. */
    private int askedPulses(int count) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(count);
        while (read.hasRemaining() && line.renderer().read(read) >= 0) {
            assertThat(read.get(0)).isEqualTo((byte) 1);
        }
        return read.position();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
        timer.elapse(time);
    }

    private void answer() throws Exception {
        line.renderer().write(ByteBuffer.wrap(new byte[] {1}));
        while (!loop.runOne()) {
            Thread.onSpinWait();
        }
    }
}
