package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.AppHandle;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcException;
import dev.covalent.common.ProcessInfo;
import dev.covalent.common.Subscription;
import dev.covalent.common.WindowHandle;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.main.app.AppLifecycle;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteProcess;
import dev.covalent.renderer.RemoteWindowOptions;
import dev.covalent.renderer.Renderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
        int last = attach().windowId();
        renderer.remote().process().info();
        assertThat(heard).hasSize(2);
        assertThat(last).isGreaterThan(window.id());
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
        List<String> heard = new CopyOnWriteArrayList<>();
        Renderer renderer = attach();
        Renderer other = attach();
        for (Renderer page : renderers) {
            page.remote().app().on(RemoteApp.BEFORE_QUIT, app -> {
                heard.add(app.name());
                throw new IllegalStateException("does not want to, as the test wants");
            });
        }

        renderer.remote().app().quit();
        renderer.remote().app().quit();

        assertThat(main.awaitQuit()).isZero();
        assertThat(other.awaitClose(Duration.ofSeconds(10))).isTrue();
        assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
        assertThat(heard).containsExactly(main.name(), main.name());
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
