package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.RemoteError;
import dev.covalent.common.observe.Logged;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import org.junit.jupiter.api.Test;

/** What windows and the application are told of renderers, and what is known of a window then. */
final class WindowTableEventsTest extends WindowTableFixture {
    @Test
    void loaded_isEmitted_andNoLongerLoading() {
        BrowserWindow window = table.open(PAGE);
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> told.add("loaded " + contents.id()));

        table.pages().loaded(session(window));

        assertThat(told).containsExactly("loaded 1");
        assertThat(window.webContents().isLoading()).isFalse();
    }

    @Test
    void loaded_afterTheRendererIsGone_isIgnored() {
        BrowserWindow window = table.open(PAGE);
        RendererSession session = session(window);
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> told.add("loaded"));
        fail(window);
        told.clear();

        table.pages().loaded(session);

        assertThat(told).isEmpty();
        assertThat(window.webContents().isCrashed()).isTrue();
    }

    @Test
    void failed_isEmittedWithTheError() {
        BrowserWindow window = table.open(PAGE);
        window.webContents().on(WebContents.DID_FAIL_LOAD, error -> told.add(error.toString()));

        table.pages().failed(session(window), new RemoteError("x.Y", "no page", "", null));

        assertThat(told).containsExactly("x.Y: no page");
        assertThat(window.webContents().isLoading()).isFalse();
    }

    @Test
    void rendererGone_contentsAreCrashed_andTheWindowStays() {
        BrowserWindow window = table.open(PAGE);
        RendererSession session = session(window);
        assertThat(sessions.find(session.id())).containsSame(session);
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> told.add("gone " + gone.reason()));

        fail(window);

        assertThat(told).containsExactly("created 1 listed", "gone launch-failed", "app: gone launch-failed");
        assertThat(window.webContents().isCrashed()).isTrue();
        assertThat(table.fromId(1)).containsSame(window);
        assertThat(table.session(1)).isEmpty();
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(disconnected).containsExactly(session);
    }

    @Test
    void focus_ofAWindowWhoseProcessIsGone_isLost_andThatIsTold() { // WIN-36
        BrowserWindow window = table.open(PAGE);
        window.on(BrowserWindow.BLUR, blurred -> told.add("blur"));
        loop.runAll();
        table.pages().focusChanged(session(window), true);
        told.clear();

        fail(window);

        assertThat(told).containsExactly("app: gone launch-failed", "blur", "app: blur 1");
        assertThat(window.isFocused()).isFalse();
        assertThat(table.holdingFocus()).isZero();
    }

    @Test
    void focus_isToldToTheApplication_afterTheWindow() { // WIN-36
        BrowserWindow window = table.open(PAGE);
        window.on(BrowserWindow.FOCUS, focused -> told.add("focus"));
        window.on(BrowserWindow.BLUR, blurred -> told.add("blur"));
        loop.runAll();
        told.clear();

        table.pages().focusChanged(session(window), true);
        table.pages().focusChanged(session(window), false);
        table.pages().focusChanged(session(window), false);

        assertThat(told).containsExactly("focus", "app: focus 1", "blur", "app: blur 1");
    }

    @Test
    void focus_ofAWindowThatCloses_isForgotten_andNotTold() { // WIN-36
        BrowserWindow window = table.open(PAGE);
        window.on(BrowserWindow.BLUR, blurred -> told.add("blur"));
        loop.runAll();
        table.pages().focusChanged(session(window), true);
        told.clear();

        window.destroy();
        loop.runAll();

        assertThat(told).containsExactly("all closed");
        assertThat(table.holdingFocus()).isZero();
    }

    @Test
    void failed_isLoggedInOneLine_forItsOwnJvmLogsTheTrace() { // WIN-38
        RendererSession session = session(table.open(PAGE));
        RemoteError error = new RemoteError("x.Y", "no page", "x.Y: no page\n\tat x.Y.load(Y.java:1)", null);

        String logged = Logged.by(() -> table.pages().failed(session, error));

        assertThat(logged).contains("ERROR").hasLineCount(1).containsPattern("its page did not load: x.Y: no page\\R");
    }
}
