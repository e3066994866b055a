package dev.covalent.main.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Subscription;
import dev.covalent.main.App;
import dev.covalent.main.PreventableEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How an application ends, or goes on. */
final class AppQuitTest extends AppLifecycleFixture {
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
    void quit_willQuitPrevented_keepsItRunningWithoutAWindow_andALaterQuitEndsIt() throws Exception {
        Subscription preventing = app.on(App.WILL_QUIT, PreventableEvent::preventDefault);
        app.quit();
        loop.runAll();
        ending.gone();
        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "close windows", "will-quit", "go on");
        assertThat(app.ended()).isNotDone();

        preventing.close();
        steps.clear();
        app.quit();
        loop.runAll();
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(steps)
                .containsExactly("before-quit", "close windows", "will-quit", "end processes", "quit 0", "release");
    }

    @Test // APP-12
    void relaunch_endsNothing() {
        app.relaunch(List.of("again"));
        app.relaunch();
        loop.runAll();

        assertThat(steps).isEmpty();
        assertThat(app.isEnding()).isFalse();
        assertThat(app.ended()).isNotDone();
    }

    @Test // APP-09
    void exit_withoutACode_givesZero() throws Exception {
        app.exit();
        ending.gone();
        loop.runAll();

        assertThat(exitCode()).isZero();
        assertThat(steps).containsExactly("destroy windows", "quit 0", "release");
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

    @Test // APP-04, APP-07
    void allClosed_beforeAQuitThatIsPrevented_isToldOnceItIs() {
        app.on(App.WINDOW_ALL_CLOSED, event -> steps.add("window-all-closed"));
        app.on(App.BEFORE_QUIT, PreventableEvent::preventDefault);
        app.quit();
        app.allClosed();

        loop.runAll();
        app.quit();
        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "go on", "window-all-closed", "before-quit", "go on");
    }

    @Test // APP-04, APP-07
    void allClosed_beforeAQuitThatIsPrevented_isNotTold_ifThereIsAWindowAgain() {
        app.on(App.WINDOW_ALL_CLOSED, event -> steps.add("window-all-closed"));
        app.on(App.BEFORE_QUIT, PreventableEvent::preventDefault);
        app.quit();
        app.allClosed();
        ending.hasWindows = true;

        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "go on");
    }

    @Test // APP-06, APP-07
    void allClosed_becauseItQuits_isNotTold_alsoIfItDoesNot() {
        app.on(App.WINDOW_ALL_CLOSED, event -> steps.add("window-all-closed"));
        Subscription preventing = app.on(App.WILL_QUIT, PreventableEvent::preventDefault);
        app.quit();
        loop.runAll();
        app.allClosed();
        ending.gone();
        loop.runAll();
        preventing.close();
        app.on(App.BEFORE_QUIT, PreventableEvent::preventDefault);

        app.quit();
        loop.runAll();

        assertThat(steps).containsExactly("before-quit", "close windows", "will-quit", "go on", "before-quit", "go on");
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
}
