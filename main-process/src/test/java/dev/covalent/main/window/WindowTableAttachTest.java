package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Renderers that main has not opened a window for: attached ones, and strangers. */
final class WindowTableAttachTest extends WindowTableFixture {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(5);

    @Test
    void connected_attached_isShownUnderItsOwnTitle_andItsEndClosesNobodyElse() {
        RendererSession session = table.attached(SessionKey.random(9));
        assertThat(table.getAllWindows()).isEmpty();

        BrowserWindow window =
                table.connected(session, new Introduction(4711, 0, "mine")).orElseThrow();
        loop.runAll();

        assertThat(window.title()).isEqualTo("mine");
        assertThat(window.webContents().getOSProcessId()).isEqualTo(4711);
        assertThat(told).containsExactly("created 1 listed");

        table.abandoned(session);
        loop.runAll();
        assertThat(table.getAllWindows()).isEmpty();
        assertThat(window.isDestroyed()).isTrue();
        assertThat(told).doesNotContain("all closed");
    }

    @Test
    void state_ofPageThatDoesNotAnswer_isUnresponsive_untilItDoes_orIsGone() throws Exception { // WIN-32
        SessionKey key = SessionKey.random(9);
        RendererSession session = table.attached(key);
        try (TestLifeline line = TestLifeline.open(9)) {
            table.lifelineOpened(session, key, line.lifeline());
            BrowserWindow window =
                    table.connected(session, new Introduction(4711, 0, "mine")).orElseThrow();
            loop.runAll();
            table.askPulses(0);
            assertThat(Descriptions.state(window.webContents())).isEqualTo("loading");

            table.checkPulses(LIMIT, 0);
            assertThat(Descriptions.state(window.webContents())).isEqualTo("unresponsive");

            line.renderer().write(ByteBuffer.wrap(new byte[] {1}));
            while (!loop.runOne()) {
                Thread.onSpinWait();
            }
            assertThat(Descriptions.state(window.webContents())).isEqualTo("loading");

            table.askPulses(LIMIT);
            table.checkPulses(2 * LIMIT, 0);
            window.destroy();
            assertThat(Descriptions.state(window.webContents())).isEqualTo("destroyed");
        }
    }

    @Test
    void connected_operatorsTool_isInNoListAndNobodyIsToldOfIt() {
        RendererSession session = table.attached(SessionKey.random(9));

        BrowserWindow unlisted = table.connected(session, new Introduction(4711, 0, "tool").asOperator())
                .orElseThrow();
        unlisted.webContents().on(WebContents.DESTROYED, contents -> told.add("destroyed"));
        loop.runAll();
        assertThat(session.isOperator()).isTrue();
        assertThat(table.getAllWindows()).isEmpty();
        assertThat(table.webContentsFromId(session.webContentsId())).isEmpty();
        assertThat(told).isEmpty();

        table.abandoned(session);
        loop.runAll();
        assertThat(told).as("whoever kept the sender of a message").containsExactly("destroyed");
        assertThat(table.closeAll()).isCompletedWithValue(true);
    }

    @Test
    void connected_forkedRendererAsOperatorsTool_isRefused() {
        BrowserWindow window = table.open(PAGE);

        assertThatThrownBy(() -> table.connected(session(window), new Introduction(4711, 0, "").asOperator()))
                .isInstanceOf(MalformedFrameException.class);
        assertThat(session(window).isOperator()).isFalse();
    }

    @Test
    void destroy_betweenTheEndOfAnAttachedOneAndItsAnnouncement_isClosedAndTold() {
        RendererSession session = table.attached(SessionKey.random(9));
        BrowserWindow window =
                table.connected(session, new Introduction(4711, 0, "mine")).orElseThrow();
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed"));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> told.add("gone"));
        loop.runAll();
        table.pages().focusChanged(session, true);
        told.clear();
        table.abandoned(session); // ends it; the announcement waits for the loop

        window.destroy();
        loop.runAll();

        assertThat(told).containsExactly("gone", "app: gone launch-failed", "closed");
        assertThat(table.holdingFocus()).isZero();
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void connected_rendererGoneMeanwhile_isNotShown() {
        RendererSession session = table.attached(SessionKey.random(9));
        table.abandoned(session);
        loop.runAll();

        assertThat(table.connected(session, new Introduction(4711, 0, "late"))).isEmpty();
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void lifelineOpened_unknownSession_isClosed() throws Exception {
        try (TestLifeline line = TestLifeline.open(77)) {
            table.lifelineOpened(FakeContents.session(77, loop, 1), SessionKey.random(77), line.lifeline());

            assertThat(line.lifeline().isOpen()).isFalse();
        }
    }

    @Test
    void goodbyeAndCut_unknownSession_areNoOps() {
        RendererSession stranger = FakeContents.session(77, loop, 1);

        table.goodbye(stranger);
        table.cut(stranger, "why");

        assertThat(stranger.isGone()).isFalse();
    }

    @Test
    void reload_ofAnAttachedOne_isMisuse_thatSaysWhy() {
        RendererSession session = table.attached(SessionKey.random(9));
        BrowserWindow window =
                table.connected(session, new Introduction(4711, 0, "mine")).orElseThrow();

        assertThatThrownBy(window::reload)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "BrowserWindow #1 'mine' belongs to a process that was launched separately (pid 4711), which"
                                + " main cannot start again: have it attach again");
    }
}
