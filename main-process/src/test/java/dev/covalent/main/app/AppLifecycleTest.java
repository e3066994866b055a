package dev.covalent.main.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.main.App;
import dev.covalent.main.PreventableEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class AppLifecycleTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final AppLifecycle app = new AppLifecycle("notes", "1.0", loop, uncaught::add);
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final Ending ending = new Ending();

    @BeforeEach
    void listen() {
        app.endBy(ending);
        app.on(App.BEFORE_QUIT, event -> steps.add("before-quit"));
        app.on(App.WILL_QUIT, event -> steps.add("will-quit"));
        app.on(App.QUIT, code -> steps.add("quit " + code));
        loop.run(() -> app.started(() -> {}), Duration.ZERO);
    }

    @Test // APP-06
    void quit_goesThroughItsStepsInOrder() throws Exception {
        app.quit();
        assertThat(steps).isEmpty();
        loop.runAll();
        assertThat(steps).containsExactly("before-quit", "close windows");

        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(steps)
                .containsExactly("before-quit", "close windows", "will-quit", "end processes", "quit 0", "release");
    }

    @Test // APP-07
    void quit_beforeQuitPrevented_keepsItRunning_andALaterQuitBeginsAnew() throws Exception {
        Subscription preventing = app.on(App.BEFORE_QUIT, PreventableEvent::preventDefault);
        app.quit();
        loop.runAll();
        assertThat(steps).containsExactly("before-quit", "go on");

        preventing.close();
        app.quit();
        loop.runAll();
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(steps)
                .containsExactly(
                        "before-quit",
                        "go on",
                        "before-quit",
                        "close windows",
                        "will-quit",
                        "end processes",
                        "quit 0",
                        "release");
    }

    @Test // APP-07
    void quit_aWindowStays_keepsItRunning_andALaterQuitBeginsAnew() {
        app.quit();
        loop.runAll();
        ending.closed.complete(false);
        loop.runAll();
        assertThat(steps).containsExactly("before-quit", "close windows", "go on");

        app.quit();
        loop.runAll();

        assertThat(steps).endsWith("before-quit", "close windows");
    }

    @Test // APP-07
    void quit_willQuitPrevented_keepsItRunningWithoutAWindow() {
        app.on(App.WILL_QUIT, PreventableEvent::preventDefault);
        app.quit();
        loop.runAll();
        ending.gone();
        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "close windows", "will-quit", "go on");
        assertThat(app.ended()).isNotDone();
    }

    @Test // APP-09
    void exit_inAListenerOfTheQuit_isTheEnd_andNothingElseIsTold() throws Exception {
        app.on(App.BEFORE_QUIT, event -> app.exit(4));
        app.quit();
        loop.runAll();
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isEqualTo(4);
        assertThat(steps).containsExactly("before-quit", "destroy windows", "quit 4", "release");
    }

    @Test // APP-09
    void exit_whileProcessesHaveTheirGrace_endsThemAtOnce_andGivesItsCode() throws Exception {
        ending.processes = new CompletableFuture<>();
        app.quit();
        loop.runAll();
        ending.closed.complete(true);
        loop.runAll();
        assertThat(steps).containsExactly("before-quit", "close windows", "will-quit", "end processes");

        app.exit(5);
        ending.gone();
        ending.processes.complete(null);
        loop.runAll();

        assertThat(exitCode()).isEqualTo(5);
        assertThat(steps)
                .containsExactly(
                        "before-quit",
                        "close windows",
                        "will-quit",
                        "end processes",
                        "destroy windows",
                        "quit 5",
                        "release");
    }

    @Test // APP-01
    void started_tellsReadyOnce_andThenThoseWhoWait() {
        AppLifecycle fresh = fresh();
        fresh.on(App.READY, ready -> steps.add("ready " + ready.isReady() + " " + loop.inTurn()));
        CompletableFuture<Void> waited = fresh.whenReady().thenRun(() -> steps.add("waited"));
        assertThat(fresh.isReady()).isFalse();
        assertThat(waited).isNotDone();

        start(fresh);
        fresh.on(App.READY, ready -> steps.add("ready, told too late"));
        loop.runAll();

        assertThat(steps).containsExactly("published false", "ready true true", "waited");
        assertThat(fresh.isReady()).isTrue();
        assertThat(fresh.whenReady()).isCompleted();
    }

    @Test // UTL-01
    void beforeItIsReady_nothingIsCreated() {
        AppLifecycle fresh = fresh();

        assertThatThrownBy(fresh::forking)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("utilityProcess cannot be created before app is ready.");
        assertThatThrownBy(fresh::opening)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("BrowserWindow cannot be created before app is ready.");

        fresh.on(App.READY, ready -> {
            fresh.forking();
            fresh.opening();
            steps.add("created");
        });
        start(fresh);
        assertThat(steps).containsExactly("published false", "created");
    }

    @Test // APP-10
    void exit_beforeItIsReady_beginsWithTheStart_andItIsNeverReady() throws Exception {
        AppLifecycle fresh = fresh();
        fresh.on(App.READY, ready -> steps.add("ready"));
        fresh.on(App.BEFORE_QUIT, event -> steps.add("before-quit"));
        CompletableFuture<Void> ready = fresh.whenReady();
        fresh.quit();
        fresh.exit(6);
        loop.runAll();
        assertThat(steps).isEmpty();

        start(fresh);
        ending.gone();
        loop.runAll();

        assertThat(fresh.ended().get(10, TimeUnit.SECONDS)).isEqualTo(6);
        assertThat(steps).containsExactly("destroy windows", "release");
        assertThat(fresh.isReady()).isFalse();
        assertThat(ready)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("'notes' has ended before it was ready");
    }

    @Test // APP-01, APP-07
    void quit_beforeItIsReady_isPrevented_itBecomesReadyThen() {
        AppLifecycle fresh = fresh();
        fresh.on(App.READY, ready -> steps.add("ready"));
        fresh.on(App.BEFORE_QUIT, event -> {
            steps.add("before-quit");
            event.preventDefault();
        });
        fresh.quit();

        start(fresh);
        loop.runAll();
        fresh.quit();
        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "go on", "published false", "ready", "before-quit", "go on");
    }

    @Test
    void quit_beforeItIsReady_isPrevented_andItCannotBePublished_itExits() throws Exception {
        AppLifecycle fresh = fresh();
        fresh.on(App.READY, ready -> steps.add("ready"));
        fresh.on(App.BEFORE_QUIT, PreventableEvent::preventDefault);
        fresh.quit();
        loop.run(
                () -> fresh.started(() -> {
                    throw new IllegalStateException("no room, as the test wants");
                }),
                Duration.ZERO);

        loop.runAll();
        ending.gone();
        loop.runAll();

        assertThat(fresh.ended().get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(steps).doesNotContain("ready");
    }

    private void start(AppLifecycle fresh) {
        loop.run(() -> fresh.started(() -> steps.add("published " + fresh.isReady())), Duration.ZERO);
    }

    private AppLifecycle fresh() {
        AppLifecycle fresh = new AppLifecycle("notes", "1.0", loop, uncaught::add);
        fresh.endBy(ending);
        return fresh;
    }

    @Test // IPC-35
    void uncaught_withAListener_isToldInTheTurnInsteadOfLogged() {
        List<Throwable> told = new ArrayList<>();
        IllegalStateException first = new IllegalStateException("first");
        app.uncaught(first);
        app.on(App.UNCAUGHT_EXCEPTION, thrown -> {
            assertThat(loop.inTurn()).isTrue();
            told.add(thrown);
        });
        IllegalStateException second = new IllegalStateException("second");

        app.uncaught(second);
        assertThat(told).isEmpty();
        loop.runAll();

        assertThat(told).containsExactly(second);
        assertThat(uncaught).containsExactly(first);
    }

    @Test // IPC-35: a hook that throws, or that itself leads to something uncaught, does not go on for ever
    void uncaught_listenerThrowsOrReports_isLogged() {
        IllegalStateException inner = new IllegalStateException("inner");
        IllegalStateException broken = new IllegalStateException("broken hook");
        app.on(App.UNCAUGHT_EXCEPTION, thrown -> {
            app.uncaught(inner);
            throw broken;
        });

        app.uncaught(new IllegalStateException("outer"));
        loop.runAll();
        app.uncaught(new IllegalStateException("outer again"));
        loop.runAll();

        assertThat(uncaught).containsExactly(inner, broken, inner, broken);
    }

    @Test // APP-08
    void quit_whileQuitting_isNoOp() throws Exception {
        app.quit();
        app.quit();
        loop.runAll();
        app.quit();
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(steps)
                .containsExactly("before-quit", "close windows", "will-quit", "end processes", "quit 0", "release");
    }

    @Test
    void exit_whileQuitting_destroysWhatHasNotClosed_andGivesItsCode() throws Exception {
        app.quit();
        loop.runAll();

        app.exit(7);
        app.exit(8);
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isEqualTo(7);
        assertThat(steps).containsExactly("before-quit", "close windows", "destroy windows", "quit 7", "release");
    }

    @Test
    void exit_whileQuittingIsStillQueued_doesNotWaitForTheLoop() throws Exception {
        app.quit();

        app.exit(7);

        assertThat(steps).containsExactly("destroy windows");
    }

    @Test // APP-09
    void exit_skipsBeforeQuit_andGivesItsCode() throws Exception {
        app.exit(7);
        assertThat(steps).containsExactly("destroy windows");

        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isEqualTo(7);
        assertThat(steps).containsExactly("destroy windows", "quit 7", "release");
    }

    @Test // APP-04
    void allClosed_nobodyListens_quits() {
        app.allClosed();
        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "close windows");
    }

    @Test // APP-04
    void allClosed_somebodyListens_decidesForItself() {
        app.on(App.WINDOW_ALL_CLOSED, event -> steps.add("window-all-closed"));

        app.allClosed();
        loop.runAll();

        assertThat(steps).containsExactly("window-all-closed");
    }

    @Test // APP-06
    void allClosed_whileQuitting_isNotEmitted() {
        app.on(App.WINDOW_ALL_CLOSED, event -> steps.add("window-all-closed"));
        app.quit();

        app.allClosed();

        assertThat(steps).isEmpty();
    }

    @Test
    void quit_listenerThrows_goesOn() throws Exception {
        app.on(App.BEFORE_QUIT, event -> {
            throw new IllegalStateException("mine");
        });
        app.quit();
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(uncaught).hasSize(1);
    }

    @Test
    void quit_windowsCannotBeClosed_endsAllTheSame() throws Exception {
        ending.refusal = new IllegalStateException("cannot");
        app.quit();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(steps)
                .containsExactly("before-quit", "close windows", "will-quit", "end processes", "quit 0", "release");
    }

    @Test
    void quit_releaseThrows_endsAllTheSame() throws Exception {
        ending.releaseFailure = new IllegalStateException("cannot");
        app.exit(3);
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isEqualTo(3);
    }

    @Test
    void ended_completedByTheCaller_changesNothing() throws Exception {
        app.ended().complete(9);
        app.exit(1);
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isEqualTo(1);
    }

    private int exitCode() throws Exception {
        return app.ended().get(10, TimeUnit.SECONDS);
    }

    private final class Ending implements AppLifecycle.Ending {
        private CompletableFuture<Boolean> closed = new CompletableFuture<>();
        private CompletableFuture<Void> processes = CompletableFuture.completedFuture(null);
        private final CompletableFuture<Void> destroyed = new CompletableFuture<>();
        private volatile @Nullable RuntimeException refusal;
        private volatile @Nullable RuntimeException releaseFailure;

        void gone() {
            closed.complete(true);
            destroyed.complete(null);
        }

        @Override
        public CompletableFuture<Boolean> closeWindows() {
            steps.add("close windows");
            failWith(refusal);
            return closed;
        }

        @Override
        public CompletableFuture<Void> endProcesses() {
            steps.add("end processes");
            return processes;
        }

        @Override
        public CompletableFuture<Void> destroyAll() {
            steps.add("destroy windows");
            return destroyed;
        }

        @Override
        public void goOn() {
            steps.add("go on");
            closed = new CompletableFuture<>();
        }

        @Override
        public void release() {
            steps.add("release");
            failWith(releaseFailure);
        }

        private static void failWith(@Nullable RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
