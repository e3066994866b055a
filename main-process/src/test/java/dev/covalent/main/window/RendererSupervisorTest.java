package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How renderers end that have connected: by themselves, asked to, or killed. */
final class RendererSupervisorTest extends RendererSupervisorFixture {
    @Test
    void lifelineEnds_withoutAWord_isAbnormal() throws Exception {
        connect();

        line.renderer().close();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.ABNORMAL_EXIT, -1, false));
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void lifelineEnds_afterGoodbye_isClean() throws Exception {
        connect();
        supervisor.goodbye();

        line.renderer().close();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
    }

    @Test
    void goodbye_butTheRendererStays_isEndedAfterItsGrace() throws Exception {
        connect();
        supervisor.goodbye();
        elapseInGrace();

        timer.elapse(Duration.ofMillis(1));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void close_asksThePageToUnload() throws Exception {
        connect();

        supervisor.close();
        supervisor.close();

        assertThat(FakeContents.fetch(session)).containsExactly(new PageOrder.Unload());
        elapseInGrace();
    }

    @Test
    void close_pageDoesNotUnload_isEndedAfterItsGrace() throws Exception {
        connect();
        supervisor.close();

        timer.elapse(GRACE);

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void close_queueFull_asksAllTheSame() throws Exception {
        connect();
        session.post(new Downstream.Message("channel", 0, Payload.of(new byte[(int) BOUND]), List.of()));

        supervisor.close();

        assertThat(FakeContents.fetch(session)).hasSize(2).endsWith(new PageOrder.Unload());
        elapseInGrace();
    }

    @Test
    void destroy_endsAtOnce_asAgreed() throws Exception {
        connect();

        supervisor.destroy();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void crash_endsAtOnce_withoutOrder() throws Exception {
        connect();

        supervisor.crash();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void cut_saysThatTheProtocolWasBroken() throws Exception {
        connect();

        supervisor.cut("frame 7 came twice");

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.INTEGRITY_FAILURE, -1, false));
    }

    @Test
    void lifelineOpened_afterTheEnd_isClosed() throws Exception {
        supervisor.launchFailed();
        exit();

        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(line.lifeline().isOpen()).isFalse();
    }

    @Test
    void graceOver_afterTheEnd_isNoOp() throws Exception {
        connect();
        supervisor.close();
        line.renderer().close();
        exit();

        timer.elapse(GRACE);

        assertThat(exits).isEmpty();
    }

    @Test
    void drop_isAnEndInOrder() throws Exception {
        supervisor.drop();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
        assertThat(supervisor.forking()).isFalse();
    }
}
