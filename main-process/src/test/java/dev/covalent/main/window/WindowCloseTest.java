package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.PreventableEvent;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is asked when a window is to close, and who may keep it open; without a process. */
@Timeout(20)
final class WindowCloseTest {
    private static final BrowserWindowOptions PAGE = BrowserWindowOptions.page("Page");

    private final ManualLoop loop = new ManualLoop();
    private final SessionTable sessions = new SessionTable();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final WindowTable table =
            TestWindows.table(loop, sessions, timer, new HeldLaunches(), uncaught, session -> {}, new Observer());

    @Test
    void close_listenerPrevents_staysOpen_andThePageIsNotAsked() { // WIN-19
        BrowserWindow window = open();
        window.on(BrowserWindow.CLOSE, PreventableEvent::preventDefault);

        window.close();
        assertThat(told).isEmpty(); // in a later turn
        loop.runAll();

        assertThat(told).containsExactly("close 1");
        assertThat(asked(window)).isEmpty();
        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void close_pageLetsIt_unloads_andIsClosedWhenItIsGone() { // WIN-19
        BrowserWindow window = open();
        window.close();
        window.close(); // one attempt at a time
        loop.runAll();

        answer(window, 1, false);
        assertThat(asked(window)).containsExactly(new PageOrder.MayUnload(1), new PageOrder.Unload());
        end(window);

        assertThat(told).containsExactly("close 1", "closed 1", "all closed");
    }

    @Test
    void close_pageStays_isToldToItsContents_andTheNextAttemptAsksAgain() { // WIN-22, WIN-23
        BrowserWindow window = open();
        window.close();
        loop.runAll();
        answer(window, 1, true);
        assertThat(told).containsExactly("close 1", "will-prevent-unload 1");

        window.close();
        loop.runAll();

        assertThat(asked(window)).containsExactly(new PageOrder.MayUnload(1), new PageOrder.MayUnload(2));
        assertThat(told).containsExactly("close 1", "will-prevent-unload 1", "close 1");
        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void close_pageStays_butIsOverruled_closes() { // WIN-22
        BrowserWindow window = open();
        window.webContents().on(WebContents.WILL_PREVENT_UNLOAD, PreventableEvent::preventDefault);
        window.close();
        loop.runAll();

        answer(window, 1, true);

        assertThat(asked(window)).containsExactly(new PageOrder.MayUnload(1), new PageOrder.Unload());
    }

    @Test
    void answer_toWhatWasNotAsked_isIgnored() {
        BrowserWindow window = open();
        BrowserWindow other = open();
        answer(window, 1, false);
        window.close();
        loop.runAll();
        told.clear();

        answer(window, 7, false);
        table.unloadAnswered(session(other), 1, false);
        answer(window, 1, true);
        answer(window, 1, false); // it has answered

        assertThat(told).containsExactly("will-prevent-unload 1");
        assertThat(asked(window)).containsExactly(new PageOrder.MayUnload(1));
        assertThat(asked(other)).isEmpty();
    }

    @Test
    void close_rendererGoesWhileItIsAsked_isClosed() { // WIN-25
        BrowserWindow window = open();
        window.close();
        loop.runAll();

        end(window);

        assertThat(told).containsExactly("close 1", "gone 1", "closed 1", "all closed");
        window.close();
        window.destroy();
        loop.runAll();
        assertThat(told).hasSize(4);
    }

    @Test
    void close_pageDoesNotAnswer_andItsLoopDoesNotTurn_isKilledAfterItsGrace() { // WIN-27
        BrowserWindow window = open();
        window.on(BrowserWindow.UNRESPONSIVE, hung -> told.add("unresponsive"));
        window.close();
        loop.runAll();

        timer.elapse(RendererSupervisor.CLOSE_GRACE);
        loop.runAll();

        assertThat(told).containsExactly("close 1", "unresponsive");
        end(window);
        assertThat(told).containsExactly("close 1", "unresponsive", "closed 1", "all closed");
    }

    @Test
    void closeOfContents_asksNobody_unlessItIsToWait() { // WIN-21, WIN-22
        BrowserWindow asking = open();
        BrowserWindow silent = open();

        asking.webContents().close(true);
        silent.webContents().close();
        loop.runAll();

        assertThat(asked(asking)).containsExactly(new PageOrder.MayUnload(1));
        assertThat(asked(silent)).containsExactly(new PageOrder.Unload());
        assertThat(told).isEmpty();
        end(silent);
        assertThat(told).containsExactly("closed 2");
    }

    @Test
    void closeOfContents_pageStays_isTold_andCanBeOverruled() { // WIN-22
        BrowserWindow window = open();
        window.webContents().close(true);
        loop.runAll();
        answer(window, 1, true);
        assertThat(told).containsExactly("will-prevent-unload 1");
        assertThat(window.isDestroyed()).isFalse();

        window.webContents().on(WebContents.WILL_PREVENT_UNLOAD, PreventableEvent::preventDefault);
        window.webContents().close(true);
        loop.runAll();
        answer(window, 2, true);

        assertThat(told).containsExactly("will-prevent-unload 1", "will-prevent-unload 1");
        assertThat(asked(window))
                .containsExactly(new PageOrder.MayUnload(1), new PageOrder.MayUnload(2), new PageOrder.Unload());
    }

    @Test
    void destroy_whileThePageIsAsked_closesOnce() { // WIN-20, WIN-24
        BrowserWindow window = open();
        window.on(BrowserWindow.CLOSE, event -> event.target().destroy());

        window.close();
        loop.runAll();
        end(window);

        assertThat(told).containsExactly("close 1", "closed 1", "all closed");
        assertThat(uncaught).isEmpty();
    }

    @Test
    void closeAll_oneStays_isToldWhenAllHaveAnswered_andWindowsCanBeOpenedAgain() { // APP-07
        BrowserWindow going = open();
        BrowserWindow staying = open();
        CompletableFuture<Boolean> closed = closeAll();
        assertThatThrownBy(() -> table.open(PAGE)).isInstanceOf(IllegalStateException.class);

        answer(staying, 2, true);
        assertThat(closed).isNotDone();
        answer(going, 1, false);

        assertThat(closed).isCompletedWithValue(false);
        table.reopen();
        end(going);
        assertThat(told).containsExactly("close 1", "close 2", "will-prevent-unload 2", "closed 1");
        assertThat(table.open(PAGE).id()).isEqualTo(3);
    }

    @Test
    void closeAll_allGo_completesWhenTheyAreGone() { // APP-06
        BrowserWindow window = open();
        CompletableFuture<Boolean> closed = closeAll();

        answer(window, 1, false);
        assertThat(closed).isNotDone();
        end(window);

        assertThat(closed).isCompletedWithValue(true);
        assertThat(told).containsExactly("close 1", "closed 1"); // and not that all are closed
    }

    @Test
    void reopen_afterAllWereDestroyed_isNothing() {
        open();
        CompletableFuture<Void> gone = table.destroyAll();

        table.reopen();
        loop.runAll();

        assertThatThrownBy(() -> table.open(PAGE)).isInstanceOf(IllegalStateException.class);
        assertThat(gone).isNotDone();
    }

    @Test
    void reload_inTheListenerOfTheEndOfAWindowThatIsToClose_launchesNothing() { // WIN-30
        BrowserWindow window = open();
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> window.reload());
        window.close();
        loop.runAll();

        end(window);

        assertThat(told).containsExactly("close 1", "gone 1", "closed 1", "all closed");
        assertThat(sessions.find(2)).isEmpty();
        assertThat(table.destroyAll()).isCompleted();
    }

    @Test
    void loadPage_whileThePageIsAsked_takesTheCloseBack() {
        BrowserWindow window = open();
        window.close();
        loop.runAll();
        RendererSession old = session(window);

        CompletableFuture<Void> load = window.loadPage("Other");
        loop.runAll();
        table.unloadAnswered(old, 1, false); // too late
        table.goodbye(old);
        table.abandoned(old);
        loop.runAll();

        assertThat(told).containsExactly("close 1");
        assertThat(window.isDestroyed()).isFalse();
        assertThat(load).isNotDone();
        assertThat(table.isStarting(window)).isTrue();
    }

    @Test
    void forcefullyCrashed_whileAnotherPageIsToFollow_isTheOneThatRuns() {
        BrowserWindow window = open();
        RendererSession old = session(window);
        CompletableFuture<Void> load = window.loadPage("Other");

        window.webContents().forcefullyCrashRenderer();
        table.abandoned(old); // and so it ends
        loop.runAll();

        assertThat(table.isStarting(window)).isTrue();
        assertThat(told).containsExactly("gone 1");
        assertThat(load).isNotDone();
        assertThat(window.webContents().isCrashed()).isFalse();
    }

    @Test
    void parent_whoseRendererGoesWhileItsChildrenAreAsked_waitsForThem() { // WIN-26
        BrowserWindow parent = open();
        BrowserWindow child = open(PAGE.parent(parent));
        parent.close();
        loop.runAll();

        end(parent);
        assertThat(told).containsExactly("close 1", "close 2", "gone 1");
        answer(child, 2, true);

        assertThat(told).containsExactly("close 1", "close 2", "gone 1", "will-prevent-unload 2");
        assertThat(parent.isDestroyed()).isFalse();
        assertThat(child.isDestroyed()).isFalse();
    }

    @Test
    void parent_whoseChildrenAllClose_isAskedItself_andClosesWithoutARenderer() { // WIN-26
        BrowserWindow parent = open();
        BrowserWindow child = open(PAGE.parent(parent));
        parent.close();
        loop.runAll();
        end(parent);

        answer(child, 2, false);
        loop.runAll();

        assertThat(told).containsExactly("close 1", "close 2", "gone 1", "closed 1");
        end(child);
        assertThat(told).containsExactly("close 1", "close 2", "gone 1", "closed 1", "closed 2", "all closed");
    }

    private BrowserWindow open() {
        return open(PAGE);
    }

    private BrowserWindow open(BrowserWindowOptions options) {
        BrowserWindow window = table.open(options);
        Subscription unused = window.on(BrowserWindow.CLOSE, event -> told.add("close " + window.id()));
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed " + closed.id()));
        window.webContents()
                .on(WebContents.WILL_PREVENT_UNLOAD, event -> told.add("will-prevent-unload " + window.id()));
        loop.runAll();
        table.connected(session(window), new Introduction(4711, 0, ""));
        return window;
    }

    private CompletableFuture<Boolean> closeAll() {
        List<CompletableFuture<Boolean>> closed = new ArrayList<>();
        loop.run(() -> closed.add(table.closeAll()), Duration.ZERO);
        return closed.get(0);
    }

    private void answer(BrowserWindow window, long attempt, boolean stays) {
        table.unloadAnswered(session(window), attempt, stays);
    }

    /** Returns all that main has for the renderer, which takes nothing. */
    private List<Downstream> asked(BrowserWindow window) {
        return FakeContents.fetch(session(window));
    }

    private RendererSession session(BrowserWindow window) {
        return table.session(window.webContents().id()).orElseThrow();
    }

    /** Ends the window's renderer. */
    private void end(BrowserWindow window) {
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
            // not what is looked at here
        }

        @Override
        public void focusChanged(BrowserWindow window, boolean focused) {
            // nor is this
        }

        @Override
        public void gone(RenderProcessGone details) {
            told.add("gone " + details.webContents().id());
        }

        @Override
        public void allClosed() {
            told.add("all closed");
        }
    }
}
