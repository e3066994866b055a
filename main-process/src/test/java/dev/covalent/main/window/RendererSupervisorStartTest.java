package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.concurrent.Threads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a renderer before it is forked, and until it has connected. */
final class RendererSupervisorStartTest extends RendererSupervisorFixture {
    @Test
    void destroy_beforeTheLifelineIsOpen_endsItWhenItOpens() throws Exception {
        supervisor.destroy();

        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
        assertThat(line.lifeline().isOpen()).isFalse();
    }

    @Test
    void crash_beforeTheLifelineIsOpen_endsItWhenItOpens() throws Exception {
        supervisor.crash();

        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void launchFailed_isToldOnce() throws Exception {
        supervisor.launchFailed();
        supervisor.launchFailed();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.LAUNCH_FAILED, -1, false));
        assertThat(exits).isEmpty();
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void forking_ofOneThatIsToRun_isAllowed() {
        assertThat(supervisor.forking()).isTrue();
        assertThat(exits).isEmpty();
    }

    @Test
    void forking_ofOneThatWasToClose_endsIt_inOrder() throws Exception {
        supervisor.close();

        assertThat(supervisor.forking()).isFalse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
        assertThat(supervisor.forking()).isFalse();
        assertThat(exits).isEmpty();
    }

    @Test
    void forking_ofOneThatWasDestroyedOrCrashed_endsItAsThat() throws Exception {
        supervisor.crash();

        assertThat(supervisor.forking()).isFalse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void destroy_beforeItsFork_endsAtOnce_andOnce() throws Exception {
        supervisor.launching(Duration.ofSeconds(10));
        assertThat(supervisor.forking()).isTrue(); // and there it waits, as for a file system

        supervisor.destroy();

        assertThat(exits).containsExactly(new RendererExit(GoneReason.KILLED, -1, true));
        timer.elapse(LONG_ENOUGH);
        assertThat(supervisor.forking()).isFalse();
        supervisor.launchFailed("interrupted");
        assertThat(exits).hasSize(1);
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void close_andItIsNotForked_endsWhenItsGraceIsOver() throws Exception {
        supervisor.launching(Duration.ofSeconds(10));
        assertThat(supervisor.forking()).isTrue();
        supervisor.close();
        assertThat(exits).isEmpty();

        timer.elapse(GRACE);

        assertThat(exits).containsExactly(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void launching_andItIsNotForkedInTime_isALaunchThatFailed() throws Exception { // WIN-28
        supervisor.launching(Duration.ofSeconds(10));
        assertThat(supervisor.forking()).isTrue();
        timer.elapse(Duration.ofMillis(9999));
        assertThat(exits).isEmpty();

        timer.elapse(Duration.ofMillis(1));

        assertThat(exit())
                .isEqualTo(new RendererExit(
                        GoneReason.LAUNCH_FAILED,
                        -1,
                        false,
                        List.of(
                                "It was not forked within 10000 ms. Does the file system answer, where its output and its"
                                        + " class path are?")));
        assertThat(supervisor.forking()).isFalse();
        assertThat(exits).isEmpty();
    }

    @Test
    void launching_andItHasConnectedInTime_goesOn() throws Exception {
        supervisor.launching(Duration.ofSeconds(10));
        connect();

        timer.elapse(LONG_ENOUGH);

        assertThat(exits).isEmpty();
        assertThat(line.lifeline().isOpen()).isTrue();
    }

    @Test // F12
    void awaitStarted_holdsWhoForked_untilItHasConnected() throws Exception {
        Thread forking = holding();

        connect();

        forking.join(10_000);
        assertThat(forking.isAlive()).isFalse();
    }

    @Test // F12
    void awaitStarted_holdsWhoForked_noLongerThanItIsThere() throws Exception {
        Thread forking = holding();

        supervisor.launchFailed();

        forking.join(10_000);
        assertThat(forking.isAlive()).isFalse();
    }

    @Test // F12
    void awaitStarted_ofOneThatDoesNotConnect_endsWithItsLimit() {
        supervisor.awaitStarted(Duration.ofMillis(1));

        assertThat(supervisor.hasConnected()).isFalse();
        assertThat(exits).isEmpty();
    }

    /** Returns a thread that is held as one that has forked the renderer is. */
    private Thread holding() throws InterruptedException {
        Thread forking = Threads.daemon("holding-test", () -> supervisor.awaitStarted(Duration.ofHours(1)));
        forking.start();
        while (forking.getState() != Thread.State.TIMED_WAITING) {
            assertThat(forking.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        return forking;
    }
}
