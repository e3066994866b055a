package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.AppHandle;
import dev.covalent.common.ContentsHandle;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.ProcessInfo;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.WindowHandle;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.main.app.AppLifecycle;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteProcess;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWindowOptions;
import dev.covalent.renderer.Renderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The parts that come with remote, between a main process and renderers that attached in the same JVM. */
@Timeout(30)
final class RemoteBuiltinsTest {
    private final MainProcess main = MainProcess.builder()
            .name("builtins-" + ProcessHandle.current().pid())
            .version("2.1-beta")
            .headless(true)
            .start();
    private final List<Renderer> renderers = new ArrayList<>();

    @AfterEach
    void close() {
        renderers.forEach(Renderer::close);
        main.close();
    }

    @Test
    void handles_ofMainAndOfAPage_areUsedByTheSameCode() { // REM-01, WIN-12
        Renderer renderer = attach();
        BrowserWindow window = main.browserWindows().fromId(renderer.windowId()).orElseThrow();
        RemoteBrowserWindow remote = renderer.remote().getCurrentWindow();

        assertThat(described(renderer.remote().app(), remote))
                .isEqualTo(described(main.app(), window))
                .containsExactly(
                        main.name(),
                        "2.1-beta",
                        renderer.windowId(),
                        main.name() + " (attached)",
                        false,
                        renderer.webContentsId(),
                        false,
                        ProcessHandle.current().pid());

        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
        WindowHandle either = remote;
        either.close();
        assertThat(Peer.settled(closed)).isTrue();
    }

    @Test
    void windowAndContents_passedToMain_areMainsOwn() { // REM-16
        List<Object> seen = new CopyOnWriteArrayList<>();
        main.globals().share("keeper", Keeper.class, new Keeper() {
            @Override
            public void keep(WindowHandle window, List<ContentsHandle> contents) {
                seen.add(window);
                seen.addAll(contents);
            }

            @Override
            public CompletionStage<Boolean> isKept(CompletionStage<WindowHandle> window) {
                return window.thenApply(seen::contains);
            }
        });
        Renderer renderer = attach();
        Renderer other = attach();
        Keeper keeper = renderer.remote().getGlobal("keeper", Keeper.class);
        RemoteBrowserWindow own = renderer.remote().getCurrentWindow();
        RemoteWebContents others =
                renderer.remote().webContents().fromId(other.webContentsId()).orElseThrow();

        keeper.keep(own, List.of(others, own.webContents(), others));

        BrowserWindow window = main.browserWindows().fromId(own.id()).orElseThrow();
        WebContents contents =
                main.browserWindows().webContentsFromId(others.id()).orElseThrow();
        assertThat(seen).containsExactly(window, contents, window.webContents(), contents);
        assertThat(Peer.settled(
                        keeper.isKept(CompletableFuture.completedFuture(own)).toCompletableFuture()))
                .isTrue();
    }

    @Test
    void window_thatIsGone_orOfAnotherMain_isNotPassed() throws InterruptedException {
        main.globals().share("keeper", Keeper.class, new Keeper() {
            @Override
            public void keep(WindowHandle window, List<ContentsHandle> contents) {}

            @Override
            public CompletionStage<Boolean> isKept(CompletionStage<WindowHandle> window) {
                return window.thenApply(kept -> true);
            }
        });
        Renderer leaving = attach();
        Renderer renderer = attach();
        Keeper keeper = renderer.remote().getGlobal("keeper", Keeper.class);
        RemoteBrowserWindow gone =
                renderer.remote().browserWindow().fromId(leaving.windowId()).orElseThrow();
        RemoteBrowserWindow foreign = leaving.remote().getCurrentWindow();
        leaving.close();
        assertThat(Eventually.becomes(
                        1, () -> main.browserWindows().getAllWindows().size()))
                .isEqualTo(1);

        assertThatThrownBy(() -> keeper.keep(gone, List.of()))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("found a reference to a window or contents of id " + gone.id()
                        + ", of which there are none any more; expected a WindowHandle");
        assertThatThrownBy(() -> keeper.keep(foreign, List.of())).isInstanceOf(UncloneableValueException.class);
    }

    /** Takes windows and contents, as main has them. */
    interface Keeper {
        void keep(WindowHandle window, List<ContentsHandle> contents);

        CompletionStage<Boolean> isKept(CompletionStage<WindowHandle> window);
    }

    @Test
    void version_notSet_isThatOfTheJar_orNone() {
        try (MainProcess unversioned =
                MainProcess.builder().name(main.name() + "-2").headless(true).start()) {
            assertThat(unversioned.app().version()).isEqualTo("0.0.0");
        }
        assertThatThrownBy(() -> MainProcess.builder().version("\t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 100 characters");
    }

    @Test
    void process_isMains_toLookAtOnly() { // REM-06
        RemoteProcess process = attach().remote().process();

        ProcessInfo before = process.info();
        ProcessInfo after = process.info();

        assertThat(before.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(before.javaVersion()).isEqualTo(Runtime.version().toString());
        assertThat(before.maxHeapBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(before.usedHeapBytes()).isBetween(1L, before.maxHeapBytes());
        assertThat(before.uptime()).isGreaterThan(Duration.ZERO);
        assertThat(after.uptime()).isGreaterThanOrEqualTo(before.uptime());
    }

    @Test
    void listener_hearsOfNewWindows_onThePagesLoop_untilItIsRemoved() { // REM-37, WIN-35
        Renderer renderer = attach();
        List<Object> heard = new CopyOnWriteArrayList<>();
        AtomicReference<String> loop = new AtomicReference<>("");
        CompletableFuture<RemoteBrowserWindow> first = new CompletableFuture<>();
        RemoteApp app = renderer.remote().app();
        Subscription windows = app.on(RemoteApp.BROWSER_WINDOW_CREATED, window -> {
            loop.set(Thread.currentThread().getName());
            heard.add(window);
            first.complete(window);
        });
        Subscription contents = app.on(RemoteApp.WEB_CONTENTS_CREATED, heard::add);

        Renderer other = attach();

        RemoteBrowserWindow window = Peer.settled(first);
        assertThat(window.id()).isEqualTo(other.windowId());
        assertThat(heard).containsExactly(window.webContents(), window);
        assertThat(renderer.remote().browserWindow().fromId(window.id())).containsSame(window);
        assertThat(loop.get()).contains("attached-loop");

        contents.close();
        windows.close();
        windows.close();
        renderer.remote().process().info(); // main has taken what was sent before
        assertThat(hearing()).isZero();
        CompletableFuture<RemoteBrowserWindow> witness = new CompletableFuture<>();
        app.on(RemoteApp.BROWSER_WINDOW_CREATED, witness::complete);
        Renderer last = attach();
        assertThat(Peer.settled(witness).id()).isEqualTo(last.windowId());
        assertThat(heard).hasSize(2);
    }

    @Test
    void listeners_ofAPageThatIsGone_areForgotten() throws InterruptedException { // REM-50, REM-52
        Renderer staying = attach();
        Renderer leaving = attach();
        staying.remote().app().on(RemoteApp.BROWSER_WINDOW_CREATED, window -> {});
        leaving.remote().app().on(RemoteApp.BROWSER_WINDOW_CREATED, window -> {});
        leaving.remote().app().on(RemoteApp.BROWSER_WINDOW_CREATED, window -> {});
        assertThat(hearing()).isEqualTo(3);

        leaving.close();

        assertThat(Eventually.becomes(1, this::hearing)).isEqualTo(1);
    }

    @Test
    void open_afterThePageIsClosed_saysSo() throws InterruptedException {
        Renderer renderer = attach();
        var windows = renderer.remote().browserWindow();
        renderer.close();

        assertThatThrownBy(() -> windows.open(RemoteWindowOptions.page("Page"))).isInstanceOf(IpcException.class);
        assertThatThrownBy(() -> renderer.remote().app()).isInstanceOf(IpcException.class);
        assertThat(Eventually.becomes(List.of(), main.browserWindows()::getAllWindows))
                .isEmpty();
    }

    @Test
    void quitAndExit_afterThePageIsClosed_sayThatNothingWasSent() {
        Renderer renderer = attach();
        RemoteApp app = renderer.remote().app();
        renderer.close();

        assertThatThrownBy(app::quit).isInstanceOf(IpcClosedException.class);
        assertThatThrownBy(() -> app.exit(1)).isInstanceOf(IpcClosedException.class);
        assertThatThrownBy(() -> app.on(RemoteApp.BEFORE_QUIT, event -> {})).isInstanceOf(IpcClosedException.class);
    }

    @Test
    void exit_ofAPage_endsTheApplicationWithItsCode() throws InterruptedException {
        Renderer renderer = attach();

        renderer.remote().app().exit(7);

        assertThat(main.awaitQuit()).isEqualTo(7);
        assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void quit_ofAPage_isHeardByPagesFirst_andNoneOfThemHoldsItUp() throws InterruptedException { // REM-37
        CountDownLatch blocked = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        Renderer renderer = attach();
        Renderer other = attach();
        for (Renderer page : renderers) {
            page.remote().app().on(RemoteApp.BEFORE_QUIT, app -> {
                blocked.countDown();
                await(over);
            });
        }

        renderer.remote().app().quit();
        renderer.remote().app().quit();

        assertThat(main.awaitQuit()).isZero();
        assertThat(blocked.getCount()).isZero();
        over.countDown();
        assertThat(other.awaitClose(Duration.ofSeconds(10))).isTrue();
        assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void quitAndClose_whileMainIsBusyForLongerThanARequestMayTake_areDone() throws InterruptedException {
        try (MainProcess busy = MainProcess.builder()
                        .name(main.name() + "-busy")
                        .headless(true)
                        .requestTimeout(Duration.ofMillis(100))
                        .start();
                Renderer renderer = Renderer.attach(busy.name())) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            busy.ipcMain().on("block", (event, message) -> {
                blocked.countDown();
                await(over);
            });
            RemoteApp app = renderer.remote().app();
            RemoteProcess process = renderer.remote().process();
            CompletableFuture<String> heard = new CompletableFuture<>();
            Subscription removed = app.on(RemoteApp.BEFORE_QUIT, quitting -> heard.complete("removed"));
            app.on(RemoteApp.BEFORE_QUIT, quitting -> heard.complete("kept"));
            renderer.ipcRenderer().send("block");
            await(blocked);

            removed.close();
            app.quit();
            assertThatThrownBy(process::info).as("what is asked meanwhile").isInstanceOf(IpcTimeoutException.class);
            over.countDown();

            assertThat(busy.awaitQuit()).isZero();
            assertThat(Peer.settled(heard)).isEqualTo("kept");
        }
    }

    @Test
    void on_windowsOrContents_needTheseToBeGrantedToo() { // REM-57
        main.app().on(App.REMOTE_GET_BUILTIN, event -> {
            if (!event.name().equals("app")) {
                event.preventDefault();
            }
        });
        RemoteApp app = attach().remote().app();

        assertThatThrownBy(() -> app.on(RemoteApp.BROWSER_WINDOW_CREATED, window -> {}))
                .isInstanceOf(RemoteAccessDeniedException.class)
                .hasMessage("Blocked remote.getBuiltin('BrowserWindow')");
        assertThatThrownBy(() -> app.on(RemoteApp.WEB_CONTENTS_CREATED, contents -> {}))
                .isInstanceOf(RemoteAccessDeniedException.class)
                .hasMessage("Blocked remote.getBuiltin('webContents')");
        assertThatThrownBy(() -> app.onAsync(RemoteApp.BROWSER_WINDOW_CREATED, window -> {})
                        .join())
                .hasCauseInstanceOf(RemoteAccessDeniedException.class);
        app.on(RemoteApp.RENDER_PROCESS_GONE, gone -> {}).close();
        assertThat(hearing()).isZero();
    }

    @Test
    void on_windows_asksNothingThatWasGranted() {
        List<String> asked = new CopyOnWriteArrayList<>();
        main.app().on(App.REMOTE_GET_BUILTIN, event -> asked.add(event.name()));
        Renderer renderer = attach();
        renderer.remote().browserWindow();

        renderer.remote().app().on(RemoteApp.BROWSER_WINDOW_CREATED, window -> {});
        renderer.remote().app().on(RemoteApp.WEB_CONTENTS_CREATED, contents -> {});
        renderer.remote().app().on(RemoteApp.WEB_CONTENTS_CREATED, contents -> {});

        assertThat(asked).containsExactly("BrowserWindow", "app", "webContents");
    }

    @Test
    void open_ofContentsThatAreDenied_isToldOnAppThenOnThem() { // REM-55, REM-57
        List<String> asked = new CopyOnWriteArrayList<>();
        Renderer renderer = attach();
        main.app().on(App.REMOTE_OPEN_WINDOW, event -> asked.add("app " + event.options()));
        main.browserWindows()
                .webContentsFromId(renderer.webContentsId())
                .orElseThrow()
                .on(WebContents.REMOTE_OPEN_WINDOW, event -> {
                    asked.add("contents " + event.webContents().id());
                    event.preventDefault();
                });
        RemoteWindowOptions options =
                RemoteWindowOptions.page("Page").title("Theirs").size(20, 10).show(false);

        assertThatThrownBy(() -> renderer.remote().browserWindow().open(options))
                .isInstanceOf(RemoteAccessDeniedException.class)
                .hasMessage("Blocked remote.browserWindow().open('Page')");

        assertThat(main.browserWindows().getAllWindows()).hasSize(1);
        assertThat(asked)
                .containsExactly(
                        "app "
                                + BrowserWindowOptions.page("Page")
                                        .title("Theirs")
                                        .size(20, 10)
                                        .show(false),
                        "contents " + renderer.webContentsId());
    }

    @Test
    void on_tooManyListeners_isRefused_untilOneIsClosed() {
        RemoteApp app = attach().remote().app();
        List<CompletableFuture<Subscription>> added = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            added.add(app.onAsync(RemoteApp.BEFORE_QUIT, quitting -> {}));
        }
        added.forEach(CompletableFuture::join);

        assertThatThrownBy(() -> app.on(RemoteApp.WINDOW_ALL_CLOSED, closed -> {}))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("This renderer has 1000 listeners of the application, which is the most");
        attach().remote().app().on(RemoteApp.WINDOW_ALL_CLOSED, closed -> {});
        added.get(0).join().close();
        assertThat(app.on(RemoteApp.WINDOW_ALL_CLOSED, closed -> {})).isNotNull();
    }

    @Test
    void onAsync_isJoinedOnThePagesLoop_andHears() throws InterruptedException {
        Renderer renderer = attach();
        RemoteApp app = renderer.remote().app();
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        CompletableFuture<Subscription> joined = new CompletableFuture<>();
        renderer.ipcRenderer()
                .on(
                        "listen",
                        (event, message) -> joined.complete(
                                app.onceAsync(RemoteApp.BROWSER_WINDOW_CREATED, window -> heard.complete(window.id()))
                                        .join()));

        main.browserWindows()
                .webContentsFromId(renderer.webContentsId())
                .orElseThrow()
                .send("listen");

        Subscription subscription = Peer.settled(joined);
        assertThat(hearing()).isEqualTo(1);
        int made = attach().windowId();
        assertThat(Peer.settled(heard)).isEqualTo(made);
        assertThat(Eventually.becomes(0, this::hearing)).isZero();
        subscription.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Object> described(AppHandle app, WindowHandle window) {
        return List.of(
                app.name(),
                app.version(),
                window.id(),
                window.title(),
                window.isDestroyed(),
                window.webContents().id(),
                window.webContents().isDestroyed(),
                window.webContents().getOSProcessId());
    }

    private int hearing() {
        AppLifecycle app = (AppLifecycle) main.app();
        return app.pagesHearing(App.BROWSER_WINDOW_CREATED) + app.pagesHearing(App.WEB_CONTENTS_CREATED);
    }

    private Renderer attach() {
        Renderer renderer = Renderer.attach(main.name());
        renderers.add(renderer);
        return renderer;
    }
}
