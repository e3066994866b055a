package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.main.session.FakeContents;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A renderer that leaves its window to another. */
final class RendererSupervisorLeaveTest extends RendererSupervisorFixture {
    @Test
    void leaveForAnother_ofOneThatIsNotForked_endsItAtOnce_inOrder() throws Exception {
        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();

        assertThat(exits).containsExactly(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void leaveForAnother_ofARunningOne_hasThePageUnload() throws Exception {
        connect();

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();
        assertThat(supervisor.leaveForAnother()).isFalse();

        assertThat(FakeContents.fetch(session)).containsExactly(new PageOrder.Unload());
        elapseInGrace();
    }

    @Test
    void leaveForAnother_ofOneThatIsOnlyStarting_killsIt() throws Exception {
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void leaveForAnother_andThenItCrashes_isACrashAllTheSame() throws Exception { // WIN-28
        connect();
        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();

        line.renderer().close();

        assertThat(exit().orderly()).isFalse();
    }

    @Test
    void leaveForAnother_ofOneThatWasCrashedJustBefore_isACrashAllTheSame() throws Exception { // WIN-31
        connect();
        supervisor.crash();
        supervisor.leaveForAnother();
        supervisor.unload();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void leaveForAnother_pageUnloads_orIsKilledAfterItsGrace_isInOrder() throws Exception {
        connect();
        supervisor.leaveForAnother();
        supervisor.unload();

        timer.elapse(GRACE);

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void leaveForAnother_andGoodbye_isInOrder() throws Exception {
        connect();
        supervisor.leaveForAnother();
        supervisor.unload();
        supervisor.goodbye();

        line.renderer().close();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
    }

    @Test
    void leaveForAnother_ofOneThatCloses_isRefused() throws Exception {
        connect();
        supervisor.goodbye();
        assertThat(supervisor.leaveForAnother()).isFalse();

        line.renderer().close();
        exit();

        assertThat(supervisor.leaveForAnother()).isFalse();
    }

    @Test
    void leaveForAnother_afterACrash_isAllowed() throws Exception {
        connect();
        line.renderer().close();
        exit();

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();
        assertThat(exits).isEmpty();
    }
}
