package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Provider;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What comes before an application is ready, and what may not come after. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class StartTest {
    private final List<String> order = new CopyOnWriteArrayList<>();

    @TempDir
    private Path userData;

    @Test // APP-01
    void beforeReady_isRunFirst_andItsListenersHearThatItIsReady_once() {
        MainProcess.Builder builder = builder()
                .beforeReady(main -> order.add("first " + main.app().isReady()))
                .beforeReady(main -> {
                    main.app().on(App.READY, app -> order.add("ready " + app.isReady()));
                    CompletableFuture<Void> unused = main.app().whenReady().thenRun(() -> order.add("waited"));
                    order.add("second");
                });

        try (MainProcess main = builder.start()) {
            assertThat(order).containsExactly("first false", "second", "ready true", "waited");
            assertThat(main.app().isReady()).isTrue();
            main.app().on(App.READY, app -> order.add("too late"));
            CompletableFuture<Void> unused = main.app().whenReady().thenRun(() -> order.add("waited later"));
        }
        assertThat(order).hasSize(5).endsWith("waited later");
    }

    @Test
    void published_whenItIsReady_andNotBefore() {
        MainProcess.Builder builder = builder()
                .beforeReady(main -> order.add("script " + isPublished()))
                .beforeReady(main -> main.app().on(App.READY, app -> order.add("ready " + isPublished())));

        try (MainProcess main = builder.start()) {
            assertThat(order).containsExactly("script false", "ready true");
            assertThat(main.app().isReady()).isTrue();
        }
    }

    @Test
    void beforeReady_listenerThatDecidesWhoAttaches_missesNobody() {
        MainProcess.Builder builder = builder()
                .beforeReady(main -> main.app().on(App.RENDERER_ATTACHING, attaching -> order.add("attaching")));

        try (MainProcess main = builder.start();
                Renderer renderer = Renderer.attach(main.name())) {
            assertThat(renderer.isClosed()).isFalse();
            assertThat(order).containsExactly("attaching");
        }
    }

    @Test // UTL-01
    void beforeReady_nothingIsCreatedOrAwaited() {
        List<ThrowingCallable> tooEarly = new CopyOnWriteArrayList<>();
        Consumer<MainProcess> script = main -> {
            tooEarly.add(() -> main.browserWindows().open(BrowserWindowOptions.page(ScriptPage.class)));
            tooEarly.add(() -> main.utilityProcess().fork(UtilityProgram.class));
            assertThatThrownBy(tooEarly.get(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("BrowserWindow cannot be created before app is ready.");
            assertThatThrownBy(tooEarly.get(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("utilityProcess cannot be created before app is ready.");
            assertThatThrownBy(main::awaitQuit).hasMessageStartingWith("Waiting here would never end");
            order.add("refused");
        };

        try (MainProcess main = builder().beforeReady(script).start()) {
            assertThat(order).containsExactly("refused");
            assertThat(main.browserWindows().getAllWindows()).isEmpty();
        }
    }

    @Test // APP-01, ASK-08
    void whenReady_isAwaitedByWhoIsToMakeItReady_isRefusedAtOnce() {
        Consumer<App> waits = app -> {
            assertThatThrownBy(() -> app.whenReady().join()).hasMessageStartingWith("Waiting here would never end");
            assertThatThrownBy(() -> app.whenReady().get()).hasMessageContaining("App.READY");
            order.add("refused");
        };
        MainProcess.Builder builder = builder()
                .install(binder -> binder.bind(String.class)
                        .toProvider(waiting(waits, binder.getProvider(App.class)))
                        .asEagerSingleton())
                .beforeReady(main -> waits.accept(main.app()))
                .beforeReady(main -> main.app().on(App.READY, waits::accept));

        try (MainProcess main = builder.start()) {
            assertThat(order).containsExactly("refused", "refused", "refused");
            assertThat(main.app().whenReady().join()).isNull();
        }
    }

    @Test
    void beforeReady_throws_startThrowsIt_andNothingIsLeft() {
        IllegalArgumentException thrown = new IllegalArgumentException("as the test wants");
        MainProcess.Builder failing = builder().beforeReady(main -> {
            throw thrown;
        });

        assertThatThrownBy(failing::start).isSameAs(thrown);

        try (MainProcess main = builder().start()) {
            assertThat(main.app().isReady()).as("under the same name").isTrue();
        }
    }

    @Test // APP-01
    void beforeReady_throws_thoseWhoWaitLearnIt() throws Exception {
        CompletableFuture<MainProcess> failing = new CompletableFuture<>();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        MainProcess.Builder builder = builder().beforeReady(main -> {
            CompletableFuture<Void> unused = main.app().whenReady().whenComplete((told, failed) -> {
                if (failed != null) {
                    ready.completeExceptionally(failed);
                }
            });
            failing.complete(main);
            throw new IllegalArgumentException("as the test wants");
        });

        assertThatThrownBy(builder::start).hasMessage("as the test wants");

        assertThat(ready)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("'starting' has ended before it was ready");
        MainProcess main = failing.join();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            main.close();
            return awaited(main);
        });
        assertThat(Peer.settled(code)).isEqualTo(1);
    }

    @Test // APP-10
    void exit_beforeReady_endsItWithItsCode_andItIsNeverReady() throws Exception {
        MainProcess main = builder()
                .beforeReady(starting -> {
                    starting.app().on(App.READY, app -> order.add("ready"));
                    starting.app().on(App.BEFORE_QUIT, event -> order.add("before-quit"));
                    starting.app().on(App.QUIT, code -> order.add("quit " + code + " " + isPublished()));
                    starting.app().exit(6);
                })
                .start();

        assertThat(main.awaitQuit()).isEqualTo(6);
        assertThat(order).containsExactly("quit 6 false");
        assertThat(main.app().isReady()).isFalse();
        assertThatThrownBy(() -> main.browserWindows().open(BrowserWindowOptions.page(ScriptPage.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("BrowserWindow cannot be created: the application has ended before it was ready");
        assertThat(main.app().whenReady())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("'starting' has ended before it was ready");
    }

    @Test // APP-02
    void settings_afterTheStart_areRefused() {
        MainProcess.Builder used = builder();
        try (MainProcess main = used.start()) {
            for (ThrowingCallable late : List.<ThrowingCallable>of(
                    () -> used.name("other"),
                    () -> used.version("2"),
                    used::install,
                    () -> used.beforeReady(other -> order.add("run")),
                    () -> used.userData(userData),
                    () -> used.storageQuota(1),
                    () -> used.launchTimeout(Duration.ofSeconds(1)),
                    () -> used.requestTimeout(Duration.ofSeconds(1)),
                    () -> used.queueBound(1),
                    () -> used.highWaterMark(1),
                    () -> used.loopBlockedAfter(Duration.ofSeconds(1)),
                    () -> used.unresponsiveAfter(Duration.ofSeconds(1)),
                    () -> used.operators(false),
                    () -> used.attachedRenderers(false),
                    () -> used.spareRenderer(true),
                    () -> used.headless(true),
                    () -> used.exitsJvm(true),
                    used::requestSingleInstanceLock,
                    used::start)) {
                assertThatThrownBy(late)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("This builder has started a process already: make another");
            }
            assertThat(main.name()).isEqualTo("starting");
        }
        assertThat(order).isEmpty();
    }

    private static boolean isPublished() {
        return new EndpointLocator(RuntimeDirectory.open())
                .running().stream().anyMatch(application -> application.name().equals("starting"));
    }

    private static int awaited(MainProcess main) {
        try {
            return main.awaitQuit();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Provider<String> waiting(Consumer<App> waits, Provider<App> app) {
        return () -> {
            waits.accept(app.get());
            return "waited";
        };
    }

    private MainProcess.Builder builder() {
        return MainProcess.builder().name("starting").headless(true).userData(userData);
    }
}
