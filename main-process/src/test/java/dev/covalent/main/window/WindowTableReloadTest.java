package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PageLoadException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteError;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Another page, or the same again, in a window that stays. */
final class WindowTableReloadTest extends WindowTableFixture {
    @Test // WIN-29
    void reload_afterACrash_isANewProcessForTheSameContents() {
        BrowserWindow window = table.open(PAGE);
        RendererSession first = session(window);
        fail(window);
        assertThat(window.webContents().isCrashed()).isTrue();
        told.clear();
        tellLoads(window);

        window.webContents().reload();

        RendererSession second = session(window);
        assertThat(second).isNotSameAs(first);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.contents()).isSameAs(window.webContents());
        assertThat(sessions.find(second.id())).containsSame(second);
        assertThat(window.webContents().isCrashed()).isFalse();
        assertThat(window.webContents().isLoading()).isTrue();
        loop.runAll();
        table.pages().loaded(second);
        assertThat(told).containsExactly("start", "ready", "finish");
    }

    @Test // WIN-30
    void reload_inTheListenerOfTheCrash_bringsThePageBack() {
        BrowserWindow window = openAndTellClosed();
        window.webContents().once(WebContents.RENDER_PROCESS_GONE, gone -> window.reload());

        fail(window);

        assertThat(window.webContents().isCrashed()).isFalse();
        assertThat(table.session(window.webContents().id())).isPresent();
        assertThat(table.isStarting(window)).isTrue();
        assertThat(told).endsWith("app: gone launch-failed");
    }

    @Test // WIN-30
    void destroy_inTheListenerOfTheCrash_whileAnotherPageIsToFollow_leavesNoSession() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        table.abandoned(session(window));
        window.reload();
        RendererSession next = session(window);
        window.webContents().once(WebContents.RENDER_PROCESS_GONE, gone -> window.destroy());

        loop.runAll();

        assertThat(window.isDestroyed()).isTrue();
        assertThat(next.isGone()).isTrue();
        assertThat(sessions.find(next.id())).isEmpty();
    }

    @Test // WIN-28, WIN-30
    void reload_betweenTheCrashAndItsAnnouncement_theCrashIsToldAndTheNextIsLaunched() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        RendererSession first = session(window);
        table.abandoned(first);

        window.reload();
        loop.runAll();

        assertThat(told).containsExactly("created 1 listed", "app: gone launch-failed");
        assertThat(window.webContents().isCrashed()).isFalse();
        assertThat(session(window)).isNotSameAs(first);
        assertThat(sessions.find(session(window).id())).isPresent();
    }

    @Test
    void loadPage_whileTheProcessStarts_takesItsPlace_andWhatIsSentIsForTheNewPage() {
        BrowserWindow window = openAndTellClosed();
        tellLoads(window);
        loop.runAll();
        RendererSession first = session(window);
        told.clear();

        CompletableFuture<Void> other = window.loadPage("Other");
        window.webContents().send("channel", "x");
        table.pages().loaded(first); // too late
        launches.release(); // the first is not forked any more
        loop.runAll();

        RendererSession second = session(window);
        assertThat(second).isNotSameAs(first);
        assertThat(FakeContents.fetch(second)).hasSize(1);
        assertThat(told).containsExactly("start");
        assertThat(table.openedBy(second).orElseThrow().page()).isEqualTo("Other");
        assertThat(other).isNotDone();
        table.pages().loaded(second);
        assertThat(other).isCompleted();
    }

    @Test
    void loadPage_whileAnotherWaitsForItsTurn_isLoadedInItsPlace() {
        BrowserWindow window = table.open(PAGE);
        loop.runAll();
        CompletableFuture<Void> second = window.loadPage("Second");
        RendererSession waiting = session(window);

        CompletableFuture<Void> third = window.loadPage("Third");
        launches.release();
        loop.runAll();

        assertThat(session(window)).isSameAs(waiting);
        assertThat(table.openedBy(waiting).orElseThrow().page()).isEqualTo("Third");
        assertThat(second)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PageLoadException.class)
                .withMessageEndingWith("Page Second was not loaded: another page is loaded in its place");
        table.pages().failed(waiting, new RemoteError("x.Y", "no page", "", null));
        assertThat(third)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PageLoadException.class)
                .withMessageEndingWith("Page Third did not load: x.Y: no page");
        window.reload();
        assertThat(table.openedBy(session(window)).orElseThrow().page()).isEqualTo("Third");
    }

    @Test
    void loadPage_itsProcessFails_theLoadFailsToo() {
        BrowserWindow window = table.open(PAGE);
        fail(window);
        CompletableFuture<Void> load = window.loadPage("Other");

        table.abandoned(session(window));
        loop.runAll();

        assertThat(load)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PeerGoneException.class)
                .withMessageEndingWith("Page Other did not load: its renderer is gone, launch-failed");
        assertThat(window.webContents().isCrashed()).isTrue();
    }

    @Test
    void loadPage_waitedForOnTheLoop_isRefused() {
        BrowserWindow window = table.open(PAGE);
        CompletableFuture<Void> load = window.loadPage("Other");
        List<Throwable> thrown = new ArrayList<>();

        loop.run(
                () -> {
                    try {
                        load.join();
                    } catch (IllegalStateException refused) {
                        thrown.add(refused);
                    }
                },
                Duration.ZERO);

        assertThat(thrown).hasSize(1);
    }

    @Test
    void close_whileAnotherPageIsToFollow_closesOnce_andNothingIsLaunched() {
        BrowserWindow window = openAndTellClosed();
        connect(session(window));
        loop.runAll();
        told.clear();
        CompletableFuture<Void> load = window.loadPage("Other");
        RendererSession waiting = session(window);

        window.close();
        loop.runAll();
        assertThat(waiting.isGone()).isTrue();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "all closed");
        assertThat(load).isCompletedExceptionally();
        assertThat(sessions.find(waiting.id())).isEmpty();
        assertThat(table.closeAll()).isCompletedWithValue(true);
    }

    @Test
    void destroy_whileAnotherPageIsToFollow_closesOnce() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        told.clear();
        window.reload();

        window.destroy();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "all closed");
        assertThat(table.destroyAll()).isCompleted();
    }

    @Test
    void reload_ofAWindowThatCloses_isNothing_andALoadFails() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        window.close(); // its renderer is to be launched, or not
        loop.runAll();

        window.reload();
        CompletableFuture<Void> load = window.loadPage("Other");
        launches.release();
        loop.runAll();

        assertThat(told).endsWith("closed 1", "all closed");
        assertThat(load)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PageLoadException.class)
                .withMessageEndingWith("Nothing was loaded: BrowserWindow #1 'Covalent' closes");
    }

    @Test // WIN-12
    void reload_ofADestroyedWindow_isMisuse() {
        BrowserWindow window = table.open(PAGE);
        window.destroy();
        launches.release();
        loop.runAll();

        assertThatThrownBy(window::reload)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
        assertThatThrownBy(() -> window.webContents().loadPage("Other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse
    void loadPage_whatIsNoClass_isMisuse_andThePageStays() {
        BrowserWindow window = table.open(PAGE);
        RendererSession session = session(window);

        assertThatThrownBy(() -> window.loadPage("-jar x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.loadPage((String) null)).isInstanceOf(NullPointerException.class);

        assertThat(session(window)).isSameAs(session);
    }

    @Test
    void broken_reportsOfAPageThatWasReplaced_areDropped() {
        BrowserWindow window = table.open(PAGE);
        RendererSession first = session(window);
        loop.runAll();
        window.webContents().on(WebContents.DID_FAIL_LOAD, error -> told.add("fail"));
        window.reload();
        told.clear();

        table.pages().failed(first, new RemoteError("x.Y", null, "", null));
        table.pages().focusChanged(first, true);

        assertThat(told).isEmpty();
        assertThat(window.isFocused()).isFalse();
        assertThat(window.webContents().isLoading()).isTrue();
    }

    private void tellLoads(BrowserWindow window) {
        window.webContents().on(WebContents.DID_START_LOADING, contents -> told.add("start"));
        window.on(BrowserWindow.READY_TO_SHOW, ready -> told.add("ready"));
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> told.add("finish"));
    }
}
