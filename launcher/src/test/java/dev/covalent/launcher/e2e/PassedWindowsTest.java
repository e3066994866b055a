package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.ContentsHandle;
import dev.covalent.common.WindowHandle;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.Renderer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-46: main's windows are in a page one handle each, by whatever way they came. */
@Timeout(30)
final class PassedWindowsTest {
    private final MainProcess main = MainProcess.builder()
            .name("passed-windows-" + ProcessHandle.current().pid())
            .headless(true)
            .start();
    private final List<Renderer> renderers = new ArrayList<>();

    @AfterEach
    void close() {
        renderers.forEach(Renderer::close);
        main.close();
    }

    @Test
    void windowAndContents_thatMainPasses_areThePagesHandles() {
        main.globals().share("finder", Finder.class, new MainsFinder(this::mainsOwn));
        Renderer renderer = attach();
        RemoteModule remote = renderer.remote();
        int others = attach().windowId();
        Finder finder = remote.getGlobal("finder", Finder.class);

        WindowHandle window = finder.window(others);
        WindowHandle own = finder.window(renderer.windowId());
        CompletableFuture<WindowHandle> called = new CompletableFuture<>();
        finder.tell(others, called::complete);

        assertThat(window)
                .isSameAs(remote.browserWindow().fromId(others).orElseThrow())
                .isSameAs(finder.window(others))
                .isSameAs(Peer.settled(finder.windowLater(others).toCompletableFuture()))
                .isSameAs(Peer.settled(called));
        assertThat(own).isSameAs(remote.getCurrentWindow());
        assertThat(finder.contents())
                .satisfiesExactly(
                        first -> assertThat(first).isSameAs(remote.getCurrentWebContents()),
                        second -> assertThat(second).isSameAs(window.webContents()));
        assertThat(window.title()).isEqualTo(mainsOwn(others).title());
    }

    @Test
    void window_thatIsGone_isStillItsHandle() throws InterruptedException {
        Renderer leaving = attach();
        RemoteModule remote = attach().remote();
        RemoteBrowserWindow known =
                remote.browserWindow().fromId(leaving.windowId()).orElseThrow();
        WindowHandle mainsOwn = mainsOwn(leaving.windowId());
        main.globals().share("finder", Finder.class, new MainsFinder(id -> mainsOwn));
        leaving.close();
        assertThat(Eventually.becomes(
                        1, () -> main.browserWindows().getAllWindows().size()))
                .isEqualTo(1);

        WindowHandle gone = remote.getGlobal("finder", Finder.class).window(leaving.windowId());

        assertThat(gone).isSameAs(known);
        assertThat(gone.isDestroyed()).isTrue();
    }

    @Test
    void handle_thatIsNoWindowOfMains_isCalledThere() {
        WindowHandle decorated = (WindowHandle) Proxy.newProxyInstance(
                WindowHandle.class.getClassLoader(),
                new Class<?>[] {WindowHandle.class},
                (proxy, method, args) -> method.getName().equals("title") ? "a window of the application's own" : 7);
        main.globals().share("finder", Finder.class, new MainsFinder(id -> decorated));

        WindowHandle found = attach().remote().getGlobal("finder", Finder.class).window(1);

        assertThat(found).isNotInstanceOf(RemoteBrowserWindow.class);
        assertThat(found.title()).isEqualTo("a window of the application's own");
    }

    /** What main passes windows by. */
    interface Finder {
        WindowHandle window(int id);

        CompletionStage<WindowHandle> windowLater(int id);

        List<ContentsHandle> contents();

        void tell(int id, Consumer<WindowHandle> listener);
    }

    private final class MainsFinder implements Finder {
        private final IntFunction<WindowHandle> windows;

        MainsFinder(IntFunction<WindowHandle> windows) {
            this.windows = windows;
        }

        @Override
        public WindowHandle window(int id) {
            return windows.apply(id);
        }

        @Override
        public CompletionStage<WindowHandle> windowLater(int id) {
            return CompletableFuture.completedFuture(window(id));
        }

        @Override
        public List<ContentsHandle> contents() {
            return main.browserWindows().getAllWindows().stream()
                    .map(BrowserWindow::webContents)
                    .map(ContentsHandle.class::cast)
                    .toList();
        }

        @Override
        public void tell(int id, Consumer<WindowHandle> listener) {
            listener.accept(window(id));
        }
    }

    private WindowHandle mainsOwn(int id) {
        return main.browserWindows().fromId(id).orElseThrow();
    }

    private Renderer attach() {
        Renderer renderer = Renderer.attach(main.name());
        renderers.add(renderer);
        return renderer;
    }
}
