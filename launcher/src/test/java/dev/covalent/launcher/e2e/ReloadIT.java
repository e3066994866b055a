package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.PageLoadException;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RemoteListeners;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One window, and one renderer process after another. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class ReloadIT {
    private static final long LIMIT_SECONDS = 20;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<BellPage.Ringer> ringers = new CopyOnWriteArrayList<>();
    private final RemoteListeners<BellPage.Ringer> listeners = new RemoteListeners<>();
    private final List<RenderProcessGone> gone = new CopyOnWriteArrayList<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("reloading")
                .headless(true)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        started.app().on(App.RENDER_PROCESS_GONE, gone::add);
        started.globals().share("bell", BellPage.Bell.class, ringer -> {
            ringers.add(ringer);
            listeners.add(ringer);
        });
        for (String channel : List.of("here", "left")) {
            started.ipcMain().on(channel, (event, message) -> told.add(channel + " " + message.get(0)));
        }
        for (String channel : List.of("heard", "rung")) {
            started.ipcMain()
                    .on(channel, (event, message) -> told.add(channel + " " + message.get(0) + " " + message.get(1)));
        }
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void reload_pageThatRuns_unloads_andAnotherProcessShowsTheSameContents() throws Exception { // WIN-29, WIN-34
        BrowserWindow window = open();
        WebContents contents = window.webContents();
        long before = contents.getOSProcessId();
        ProcessHandle old = ProcessHandle.of(before).orElseThrow();
        assertThat(take()).isEqualTo("here " + before);
        CompletableFuture<WebContents> finished = finished(contents);

        window.reload();
        contents.send("message", "for the new page");

        assertThat(Peer.settled(finished)).isSameAs(contents);
        long after = contents.getOSProcessId();
        assertThat(after).isNotEqualTo(before);
        assertThat(List.of(take(), take(), take()))
                .containsExactly("left " + before, "here " + after, "heard " + after + " for the new page");
        assertThat(old.isAlive()).isFalse();
        assertThat(main().browserWindows().getAllWindows()).containsExactly(window);
        assertThat(gone).isEmpty();
    }

    @Test
    void reload_inTheListenerOfACrash_bringsThePageBack() throws Exception { // WIN-29, WIN-30, WIN-31, WIN-34
        BrowserWindow window = open();
        WebContents contents = window.webContents();
        long before = contents.getOSProcessId();
        CompletableFuture<WebContents> finished = finished(contents);
        List<Long> pidsOfNone = new CopyOnWriteArrayList<>();
        contents.once(WebContents.RENDER_PROCESS_GONE, details -> {
            pidsOfNone.add(contents.getOSProcessId());
            contents.reload();
        });

        assertThat(ProcessHandle.of(before).orElseThrow().destroyForcibly()).isTrue();

        Peer.settled(finished);
        assertThat(gone).hasSize(1);
        assertThat(gone.get(0).reason()).isEqualTo(GoneReason.KILLED);
        assertThat(pidsOfNone).containsExactly(0L);
        assertThat(contents.isCrashed()).isFalse();
        assertThat(contents.getOSProcessId()).isNotEqualTo(before).isPositive();
        assertThat(List.of(take(), take())).containsExactly("here " + before, "here " + contents.getOSProcessId());
    }

    @Test
    void callback_ofThePageBefore_neverReachesThePageAfter() throws Exception { // REM-53
        BrowserWindow window = open();
        long before = window.webContents().getOSProcessId();
        assertThat(take()).isEqualTo("here " + before);
        CompletableFuture<WebContents> finished = finished(window.webContents());
        window.reload();
        Peer.settled(finished);
        long after = window.webContents().getOSProcessId();
        assertThat(List.of(take(), take())).containsExactly("left " + before, "here " + after);
        assertThat(ringers).hasSize(2); // each the first of its page, with the same number

        ringers.get(0).ring("of the old page");
        ringers.get(1).ring("of the new page");

        assertThat(take()).isEqualTo("rung " + after + " of the new page");
        assertThat(told).isEmpty();
    }

    @Test
    void listener_ofThePageBefore_isDropped_andNothingOfThatPageIsKept() throws Exception { // REM-52, REM-54
        int before = renderersWithObjects();
        BrowserWindow window = open();
        assertThat(take()).startsWith("here");
        assertThat(listeners.size()).isEqualTo(1);
        for (int reloads = 0; reloads < 2; reloads++) {
            CompletableFuture<WebContents> finished = finished(window.webContents());
            window.reload();
            Peer.settled(finished);
            assertThat(List.of(take(), take()))
                    .satisfiesExactly(
                            left -> assertThat(left).startsWith("left"),
                            here -> assertThat(here).startsWith("here"));
            assertThat(listeners.size()).isEqualTo(1);
        }

        assertThat(ringers).as("those that the application forgot").hasSize(3);
        assertThat(Eventually.becomes(true, () -> renderersWithObjects() <= before + 1))
                .isTrue();
        listeners.forEach(ringer -> ringer.ring("of all"));

        assertThat(take()).isEqualTo("rung " + window.webContents().getOSProcessId() + " of all");
        assertThat(told).isEmpty();
    }

    @Test
    void loadPage_pageThatThrows_failsTheLoad_andTheNextPageIsShown() throws Exception {
        BrowserWindow window = open();
        assertThat(take()).startsWith("here");

        CompletableFuture<Void> failing = window.loadPage(TestPages.Throwing.class);

        assertThat(failing)
                .failsWithin(Duration.ofSeconds(LIMIT_SECONDS))
                .withThrowableThat()
                .withCauseInstanceOf(PageLoadException.class)
                .withMessageContaining("did not load: java.lang.IllegalStateException: no database, as the test wants");
        assertThat(take()).startsWith("left");
        assertThat(window.webContents().isLoading()).isFalse();
        Peer.settled(window.loadPage(BellPage.class));
        assertThat(take()).isEqualTo("here " + window.webContents().getOSProcessId());
        assertThat(gone).isEmpty();
    }

    @Test
    void reload_pageThatDoesNotUnload_isKilledAfterItsGrace_andTheNextIsShown() {
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(TestPages.Stubborn.class));
        ProcessHandle old =
                ProcessHandle.of(window.webContents().getOSProcessId()).orElseThrow();

        Peer.settled(window.loadPage(BellPage.class));

        assertThat(old.isAlive()).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void crashAndReloadAtOnce_theCrashIsTold_andThePageComesBack() throws Exception { // WIN-28, WIN-29, WIN-31
        BrowserWindow window = open();
        CompletableFuture<WebContents> finished = finished(window.webContents());

        window.webContents().forcefullyCrashRenderer();
        window.webContents().reload();

        Peer.settled(finished);
        assertThat(gone)
                .singleElement()
                .satisfies(details -> assertThat(details.reason()).isEqualTo(GoneReason.KILLED));
        assertThat(window.webContents().isCrashed()).isFalse();
    }

    @Test
    void reloadIgnoringCache_isALoadLikeAnother() throws Exception { // WIN-29
        BrowserWindow window = open();
        long before = window.webContents().getOSProcessId();
        CompletableFuture<WebContents> finished = finished(window.webContents());

        window.webContents().reloadIgnoringCache();

        Peer.settled(finished);
        assertThat(window.webContents().getOSProcessId()).isNotEqualTo(before);
        assertThat(List.of(take(), take(), take()))
                .containsExactly(
                        "here " + before,
                        "left " + before,
                        "here " + window.webContents().getOSProcessId());
    }

    @Test
    void reload_againAndAgain_andKilledInBetween_endsWithOneProcess_thatAnswers() throws Exception {
        BrowserWindow window = open();
        WebContents contents = window.webContents();
        Random random = new Random(20_261_127);
        List<CompletableFuture<Void>> loads = new ArrayList<>();

        for (int round = 0; round < 12; round++) {
            if (random.nextInt(3) == 0) {
                contents.forcefullyCrashRenderer();
            }
            loads.add(window.loadPage(BellPage.class));
            if (random.nextBoolean()) {
                assertThat(loads.get(round))
                        .satisfies(load -> CompletableFuture.anyOf(load.handle((done, failed) -> 1))
                                .get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
        }
        Peer.settled(window.loadPage(BellPage.class));

        assertThat(loads).allMatch(CompletableFuture::isDone);
        told.clear();
        contents.send("message", "the last");
        assertThat(take()).isEqualTo("heard " + contents.getOSProcessId() + " the last");
        assertThat(Eventually.becomes(
                        1L,
                        () -> ProcessHandle.current()
                                .children()
                                .filter(ProcessHandle::isAlive)
                                .count()))
                .isEqualTo(1L);
        assertThat(contents.isCrashed()).isFalse();
    }

    @Test
    void close_whileThePageLoadsAgain_closes_andNoProcessIsLeft() {
        BrowserWindow window = open();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));

        CompletableFuture<Void> load = window.loadPage(BellPage.class);
        window.close();

        assertThat(Peer.settled(closed)).isTrue();
        assertThat(load).isCompletedExceptionally();
        assertThat(main().browserWindows().getAllWindows()).isEmpty();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private static int renderersWithObjects() {
        return Instances.of("dev.covalent.main.global.PeerObjects");
    }

    private BrowserWindow open() {
        return ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(BellPage.class));
    }

    private static CompletableFuture<WebContents> finished(WebContents contents) {
        CompletableFuture<WebContents> finished = new CompletableFuture<>();
        contents.once(WebContents.DID_FINISH_LOAD, finished::complete);
        return finished;
    }

    private String take() throws InterruptedException {
        String next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next == null ? "" : next;
    }

    private MainProcess main() {
        MainProcess current = main;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }
}
