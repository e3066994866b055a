package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.PageLoadException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without a process: launches wait for ever, and renderers end as a launch that fails does. */
@Timeout(20)
final class WindowTableTest {
    private static final BrowserWindowOptions PAGE = BrowserWindowOptions.page("Page");

    private final ManualLoop loop = new ManualLoop();
    private final SessionTable sessions = new SessionTable();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<RendererSession> disconnected = new ArrayList<>();
    private final HeldLaunches launches = new HeldLaunches();
    private final WindowTable table =
            TestWindows.table(loop, sessions, new ManualTimer(), launches, uncaught, disconnected::add, new Observer());

    @Test // WIN-10, WIN-13
    void open_givesWindowsAndContentsIdsOfTheirOwn() {
        BrowserWindow first = table.open(PAGE.title("one"));
        BrowserWindow second = table.open(PAGE);

        assertThat(List.of(first.id(), second.id())).containsExactly(1, 2);
        assertThat(List.of(first.webContents().id(), second.webContents().id())).containsExactly(1, 2);
        assertThat(first.title()).isEqualTo("one");
        assertThat(table.fromId(1)).containsSame(first);
        assertThat(first.webContents().isLoading()).isTrue();
    }

    @Test // WIN-09, WIN-10
    void fromId_unknown_isEmpty() {
        assertThat(table.fromId(1)).isEmpty();
        assertThat(table.webContentsFromId(1)).isEmpty();
        assertThat(table.session(1)).isEmpty();
    }

    @Test // WIN-14
    void fromWebContents_isUsableAlreadyWhenTheWindowIsCreated() {
        BrowserWindow window = table.open(PAGE);

        assertThat(table.fromWebContents(window.webContents())).containsSame(window);
        assertThat(table.fromWebContents(new FakeContents(1))).isEmpty();
        loop.runAll();
        assertThat(told).containsExactly("created 1 listed");
    }

    @Test // WIN-15, WIN-40
    void getAllWebContents_areThoseOfAllWindows() {
        WebContents first = table.open(PAGE).webContents();
        WebContents second = table.open(PAGE).webContents();

        assertThat(table.getAllWebContents()).containsExactly(first, second);
        assertThat(table.webContentsFromId(2)).containsSame(second);
    }

    @Test // WIN-13
    void open_afterAWindowIsGone_doesNotReuseItsId() {
        table.open(PAGE).destroy();

        assertThat(table.open(PAGE).id()).isEqualTo(2);
    }

    @Test
    void destroy_beforeItsFork_isItsEnd_andNothingIsForked() {
        BrowserWindow window = table.open(PAGE);
        loop.runAll();

        window.destroy();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("created 1 listed", "all closed");
        assertThat(window.webContents().getOSProcessId()).isZero();
        assertThat(table.isStarting(window)).isFalse();
    }

    @Test
    void destroy_whileItsForkIsHeldUp_isItsEndAllTheSame() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        told.clear();

        window.destroy();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "all closed");
        assertThat(table.destroyAll()).isCompleted();
        launches.release();
        loop.runAll();
        assertThat(told).hasSize(2);
    }

    @Test // WIN-11
    void destroy_isGoneFromTheTable_beforeClosedIsEmitted() {
        BrowserWindow window = table.open(PAGE);
        window.webContents().on(WebContents.DESTROYED, contents -> told.add("destroyed"));
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed " + closed.isDestroyed() + table.getAllWindows()));
        loop.runAll();
        told.clear();

        window.destroy();
        assertThat(table.fromId(1)).isEmpty();
        loop.runAll();

        assertThat(told).containsExactly("destroyed", "closed true[]", "all closed");
    }

    @Test // WIN-12, WIN-16
    void destroyed_idsStayReadable_everythingElseThrows() {
        BrowserWindow window = table.open(PAGE);
        WebContents contents = window.webContents();

        window.destroy();

        assertThat(window.id()).isEqualTo(1);
        assertThat(contents.id()).isEqualTo(1);
        assertThat(contents.isDestroyed()).isTrue();
        assertThat(contents.isCrashed()).isFalse();
        assertThatThrownBy(() -> contents.send("channel"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
        assertThatThrownBy(() -> contents.postMessage("channel", "x", List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
    }

    @Test
    void destroyed_staysDestroyed_whateverIsHeardOfTheRenderer() {
        BrowserWindow window = table.open(PAGE);
        RendererSession session = session(window);
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> told.add("loaded"));
        loop.runAll();
        told.clear();
        window.destroy();

        table.pages().loaded(session);
        table.pages().failed(session, new RemoteError("x.Y", null, "", null));

        assertThat(window.webContents().isDestroyed()).isTrue();
        assertThat(told).isEmpty();
    }

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
    void send_afterACrash_isDropped() {
        BrowserWindow window = table.open(PAGE);
        fail(window);

        window.webContents().send("channel", "x");

        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void broadcast_readsItsArgumentsOnce_howeverManyWindows() {
        List<RendererSession> all = List.of(session(table.open(PAGE)), session(table.open(PAGE)));
        AtomicInteger reads = new AtomicInteger();

        table.broadcast("channel", new Counted(reads));

        assertThat(all)
                .allSatisfy(session -> assertThat(FakeContents.fetch(session)).hasSize(1));
        assertThat(reads).hasValue(1);
    }

    @Test
    void broadcast_oneQueueIsFull_saysWhichAndHowFull_andTheOthersGetIt() {
        BrowserWindow slow = table.open(PAGE);
        RendererSession other = session(table.open(PAGE));
        slow.webContents().send("channel", new byte[1 << 20]); // one of any size fits an empty queue
        long waiting = slow.webContents().bufferedAmount();

        assertThatThrownBy(() -> table.broadcast("channel", "x"))
                .isInstanceOf(QueueFullException.class)
                .hasMessage("A message on 'channel' was not sent to contents [1], which have [" + waiting
                        + "] bytes waiting, the bound is 1048576: they do not keep up; send less, or raise"
                        + " MainProcess.builder().queueBound. All others were sent it");

        assertThat(FakeContents.fetch(other)).hasSize(1);
    }

    @Test // WIN-03
    void trySend_tellsWhetherItWasSent_andThrowsOnlyForWhatCannotBe() {
        BrowserWindow window = table.open(PAGE);
        WebContents contents = window.webContents();
        assertThat(contents.trySend("channel", new byte[1 << 20]))
                .as("above the mark")
                .isTrue();
        assertThat(FakeContents.fetch(session(window))).hasSize(1);

        fail(window);
        assertThat(contents.trySend("channel")).as("crashed").isFalse();
        window.destroy();
        loop.runAll();

        assertThat(contents.trySend("channel", 1)).as("destroyed").isFalse();
        assertThatThrownBy(() -> contents.send("channel", 1)).hasMessage("Object has been destroyed");
        assertThatThrownBy(() -> contents.trySend("channel", new Object()))
                .isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> contents.trySend("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void close_crashedWindow_isClosed() {
        BrowserWindow window = openAndTellClosed();
        fail(window);
        told.clear();

        window.close();
        window.close();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "all closed");
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void close_inTheListenerOfTheCrash_isClosed() {
        BrowserWindow window = openAndTellClosed();
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> window.close());

        fail(window);

        assertThat(told).endsWith("closed 1", "all closed");
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void close_betweenTheCrashAndItsAnnouncement_isClosed() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        table.abandoned(session(window)); // ends it; the announcement waits for the loop

        window.close();
        loop.runAll();

        assertThat(told).endsWith("closed 1", "all closed");
        assertThat(table.getAllWindows()).isEmpty();
    }

    @Test
    void destroy_betweenTheCrashAndItsAnnouncement_isClosedOnce() {
        BrowserWindow window = openAndTellClosed();
        loop.runAll();
        table.abandoned(session(window));

        window.destroy();
        window.destroy();
        loop.runAll();

        assertThat(told.stream().filter("closed 1"::equals)).hasSize(1);
        assertThat(told.stream().filter("all closed"::equals)).hasSize(1);
    }

    @Test // APP-04, APP-05
    void allClosed_severalDestroyedAtOnce_isToldOnceAfterTheLast() {
        BrowserWindow first = openAndTellClosed();
        BrowserWindow second = openAndTellClosed();
        fail(first);
        fail(second);
        told.clear();

        first.destroy();
        second.destroy();
        loop.runAll();

        assertThat(told).containsExactly("closed 1", "closed 2", "all closed");
    }

    @Test
    void open_optionsThatCannotBeLaunched_leaveNoWindow() {
        BrowserWindowOptions bad = PAGE.classPath(List.of(Path.of("a" + java.io.File.pathSeparator + "b")));

        assertThatThrownBy(() -> table.open(bad)).isInstanceOf(IllegalArgumentException.class);

        assertThat(table.getAllWindows()).isEmpty();
        assertThat(table.closeAll()).isCompletedWithValue(true);
    }

    @Test
    void closeAll_completesWhenTheRenderersAreGone_andNothingIsOpenedAnyMore() {
        BrowserWindow first = openAndTellClosed();
        BrowserWindow second = openAndTellClosed();
        List<RendererSession> living = List.of(session(first), session(second));
        living.forEach(this::connect);
        CompletableFuture<Void> emptied = table.destroyAll();

        assertThatThrownBy(() -> table.open(PAGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The application is quitting: no window can be opened any more");
        table.abandoned(living.get(0));
        loop.runAll();
        assertThat(emptied).isNotDone();
        table.abandoned(living.get(1));
        loop.runAll();

        assertThat(emptied).isCompleted();
        assertThat(told).contains("closed 1", "closed 2").doesNotContain("all closed");
    }

    @Test
    void closeAll_nothingOpen_isCompleteAtOnce() {
        assertThat(table.closeAll()).isCompletedWithValue(true);
    }

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

    @Test // WIN-17
    void open_aNameThatIsInUse_isRefused_untilItsWindowIsGone() {
        BrowserWindow first = table.open(PAGE.name("main"));
        assertThat(table.fromName("main")).containsSame(first);
        assertThat(first.name()).contains("main");

        assertThatThrownBy(() -> table.open(PAGE.name("main")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Window name 'main' is already in use. Window names must be unique.");
        assertThat(table.getAllWindows()).containsExactly(first);

        first.destroy();
        assertThat(table.fromName("main")).isEmpty();
        BrowserWindow second = table.open(PAGE.name("main"));
        loop.runAll();
        assertThat(table.fromName("main")).containsSame(second);
    }

    @Test
    void open_aNameThatIsNone_isMisuse() {
        assertThatThrownBy(() -> PAGE.name(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PAGE.name("x".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of a window has 1 to 100 characters, not all of them blank; this one has 101");
        assertThat(table.open(PAGE).name()).isEmpty();
    }

    @Test // WIN-18
    void open_windowThatNobodyKeeps_staysOpen() {
        table.open(PAGE);

        System.gc();

        assertThat(table.getAllWindows()).hasSize(1);
        assertThat(table.fromId(1)).isPresent();
    }

    private void tellLoads(BrowserWindow window) {
        window.webContents().on(WebContents.DID_START_LOADING, contents -> told.add("start"));
        window.on(BrowserWindow.READY_TO_SHOW, ready -> told.add("ready"));
        window.webContents().on(WebContents.DID_FINISH_LOAD, contents -> told.add("finish"));
    }

    private BrowserWindow openAndTellClosed() {
        BrowserWindow window = table.open(PAGE);
        window.on(BrowserWindow.CLOSED, closed -> told.add("closed " + closed.id()));
        return window;
    }

    private void connect(RendererSession session) {
        assertThat(table.connected(session, new Introduction(4711, 0, ""))).isPresent();
    }

    private RendererSession session(BrowserWindow window) {
        return table.session(window.webContents().id()).orElseThrow();
    }

    /** Ends the window's renderer as a launch that fails does. */
    private void fail(BrowserWindow window) {
        table.abandoned(sessions.find(window.id()).orElseThrow());
        loop.runAll();
    }

    /** One element, which counts how often it is read. */
    private static final class Counted extends AbstractList<Integer> {
        private final AtomicInteger reads;

        Counted(AtomicInteger reads) {
            this.reads = reads;
        }

        @Override
        public Integer get(int index) {
            return reads.incrementAndGet();
        }

        @Override
        public int size() {
            return 1;
        }
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
