package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Introduction;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** A table of windows without a process: launches wait for ever, and renderers end as a launch that fails does. */
@Timeout(20)
abstract class WindowTableFixture {
    static final BrowserWindowOptions PAGE = BrowserWindowOptions.page("Page");

    final ManualLoop loop = new ManualLoop();
    final SessionTable sessions = new SessionTable();
    final List<Throwable> uncaught = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<RendererSession> disconnected = new ArrayList<>();
    final HeldLaunches launches = new HeldLaunches();
    final WindowTable table =
            TestWindows.table(loop, sessions, new ManualTimer(), launches, uncaught, disconnected::add, new Observer());

    BrowserWindow openAndTellClosed() {
        BrowserWindow window = table.open(PAGE);
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed " + closed.id()));
        return window;
    }

    void connect(RendererSession session) {
        assertThat(table.connected(session, new Introduction(4711, 0, ""))).isPresent();
    }

    RendererSession session(BrowserWindow window) {
        return table.session(window.webContents().id()).orElseThrow();
    }

    /** Ends the window's renderer as a launch that fails does. */
    void fail(BrowserWindow window) {
        table.abandoned(sessions.find(window.id()).orElseThrow());
        loop.runAll();
    }

    private final class Observer implements WindowObserver {
        @Override
        public boolean attaching(AttachingRenderer renderer) {
            return true;
        }

        @Override
        public void created(BrowserWindow window) {
            told.add("created " + window.id() + (table.fromId(window.id()).isPresent() ? " listed" : " missing"));
        }

        @Override
        public void focusChanged(BrowserWindow window, boolean focused) {
            told.add((focused ? "app: focus " : "app: blur ") + window.id());
        }

        @Override
        public void gone(RenderProcessGone details) {
            assertThat(details.reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
            told.add("app: gone " + details.reason());
        }

        @Override
        public void allClosed() {
            told.add("all closed");
        }
    }
}
