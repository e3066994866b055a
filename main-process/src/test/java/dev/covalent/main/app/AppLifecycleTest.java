package dev.covalent.main.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.main.App;
import dev.covalent.main.PreventableEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How an application begins, and what nobody catches. */
final class AppLifecycleTest extends AppLifecycleFixture {
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

    private void start(AppLifecycle fresh) {
        loop.run(() -> fresh.started(() -> steps.add("published " + fresh.isReady())), Duration.ZERO);
    }

    private AppLifecycle fresh() {
        AppLifecycle fresh = new AppLifecycle("notes", "1.0", loop, uncaught::add);
        fresh.endBy(ending);
        return fresh;
    }
}
