package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.AppHandle;
import dev.covalent.common.HandlerException;
import dev.covalent.common.ProcessInfo;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteProcess;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.Renderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What main gives a page in place of a part of remote. */
@Timeout(30)
final class RemoteSubstituteTest {
    private static final ProcessInfo INFO = new ProcessInfo(1, Duration.ofDays(1), 2, 3, "17");

    private final MainProcess main = MainProcess.builder()
            .name("substitute-" + ProcessHandle.current().pid())
            .headless(true)
            .start();
    private final List<Renderer> renderers = new ArrayList<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Set<Integer> visible = ConcurrentHashMap.newKeySet();
    private final BrowserWindows view = main.browserWindows().only(window -> visible.contains(window.id()));

    @AfterEach
    void close() {
        renderers.forEach(Renderer::close);
        main.close();
    }

    @Test
    void app_hasTheNameAndVersionOfTheSubstitute_andEndsThat_andHearsOfTheApplication() // REM-56
            throws InterruptedException {
        on(event -> {
            if (event.name().equals("app")) {
                event.returnValue(new Told(told));
            }
        });
        RemoteApp app = attach().remote().app();
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        app.on(RemoteApp.BROWSER_WINDOW_CREATED, window -> heard.complete(window.id()));

        app.quit();
        app.exit(7);

        assertThat(List.of(app.name(), app.version())).containsExactly("theirs", "0.1");
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("quit");
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("exit 7");
        int another = attach().windowId();
        assertThat(Peer.settled(heard)).isEqualTo(another);
    }

    @Test
    void app_withoutAName_failsTheCall_andIsReported() {
        main.app().on(App.UNCAUGHT_EXCEPTION, uncaught::add);
        on(event -> event.returnValue(new Told(told) {
            @Override
            @SuppressWarnings("NullAway") // the misuse
            public String name() {
                return null;
            }
        }));
        RemoteModule remote = attach().remote();

        assertThatThrownBy(remote::app).isInstanceOf(HandlerException.class).hasMessageContaining("has no name");
        assertThat(uncaught).hasSize(1);
    }

    @Test
    void process_isWhatTheSubstituteSaysEachTime() { // REM-56
        List<Supplier<ProcessInfo>> answers = new CopyOnWriteArrayList<>(List.of(() -> INFO, () -> null, () -> {
            throw new UnsupportedOperationException("as the test wants");
        }));
        on(event -> event.returnValue(() -> answers.remove(0).get()));
        RemoteProcess process = attach().remote().process();

        assertThat(process.info()).isEqualTo(INFO);
        assertThatThrownBy(process::info)
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("in place of 'process' supplies null");
        assertThatThrownBy(process::info)
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("as the test wants");
        answers.add(() -> INFO);
        assertThat(Peer.settled(process.infoAsync())).isEqualTo(INFO);
    }

    @Test
    void windows_areThoseOfTheSubstitute_alsoInThePage() { // REM-56
        Renderer shown = attach();
        Renderer hidden = attach();
        visible.add(shown.windowId());
        on(event -> event.returnValue(view));
        RemoteModule remote = attach().remote();
        CompletableFuture<String> sent = new CompletableFuture<>();
        shown.ipcRenderer().on("greet", (event, message) -> sent.complete(message.get(0, String.class)));

        RemoteBrowserWindow window =
                remote.browserWindow().fromId(shown.windowId()).orElseThrow();
        RemoteWebContents contents =
                remote.webContents().fromId(shown.webContentsId()).orElseThrow();
        window.webContents().send("greet", "hello");

        assertThat(Peer.settled(sent)).isEqualTo("hello");
        assertThat(contents).isSameAs(window.webContents());
        assertThat(contents.getOSProcessId()).isEqualTo(ProcessHandle.current().pid());
        assertThat(remote.browserWindow().getAllWindows()).containsExactly(window);
        assertThat(remote.browserWindow().fromId(hidden.windowId())).isEmpty();
        assertThat(remote.webContents().fromId(hidden.webContentsId())).isEmpty();
        assertThat(hidden.remote().getCurrentWindow().isDestroyed()).isFalse();
        visible.clear();
        assertThat(remote.browserWindow().fromId(shown.windowId())).isEmpty();
        assertThat(Peer.settled(remote.webContents().fromIdAsync(shown.webContentsId())))
                .isEmpty();
        assertThat(window.isDestroyed()).isFalse();
        assertThat(contents.isDestroyed()).isFalse();
        visible.add(hidden.windowId());
        assertThat(remote.browserWindow().fromId(hidden.windowId())).isPresent();
    }

    @Test
    void ownWindow_thatTheSubstituteHasNot_isThePagesAllTheSame() {
        on(event -> event.returnValue(view));
        RemoteModule remote = attach().remote();
        RemoteBrowserWindow own = remote.getCurrentWindow();

        assertThat(remote.browserWindow().fromId(own.id())).isEmpty();
        assertThat(own.isDestroyed()).isFalse();
    }

    @Test
    void newWindows_areHeardOf_thatTheSubstituteHas() throws InterruptedException { // REM-56
        on(event -> {
            if (!event.name().equals("app")) {
                event.returnValue(
                        main.browserWindows().only(window -> window.title().startsWith("shown")));
            }
        });
        RemoteModule remote = attach().remote();
        BlockingQueue<RemoteBrowserWindow> heard = new LinkedBlockingQueue<>();
        remote.app().on(RemoteApp.BROWSER_WINDOW_CREATED, heard::add);

        Renderer hidden = attach("hidden");
        Renderer shown = attach("shown");

        RemoteBrowserWindow window = heard.poll(10, TimeUnit.SECONDS);
        assertThat(window.id()).isEqualTo(shown.windowId());
        assertThat(remote.browserWindow().fromId(shown.windowId())).containsSame(window);
        assertThat(remote.browserWindow().fromId(hidden.windowId())).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void theLastOneGiven_counts_andMoreThanADenial() { // REM-56
        Renderer renderer = attach();
        on(event -> {
            event.returnValue(view.only(window -> false));
            event.preventDefault();
        });
        main.browserWindows()
                .webContentsFromId(renderer.webContentsId())
                .orElseThrow()
                .on(WebContents.REMOTE_GET_BUILTIN, event -> {
                    visible.add(renderer.windowId());
                    event.returnValue(view);
                });

        assertThat(renderer.remote().browserWindow().getAllWindows()).hasSize(1);
    }

    @Test
    void anotherKind_thanThePartTakes_denies_andSaysWhich() {
        main.app().on(App.UNCAUGHT_EXCEPTION, uncaught::add);
        on(event -> {
            switch (event.name()) {
                case "app" -> event.returnValue(view);
                case "process", "webContents" -> event.returnValue(new Told(told));
                default -> event.returnValue(() -> INFO);
            }
        });
        RemoteModule remote = attach().remote();

        assertThatThrownBy(remote::app)
                .isInstanceOf(RemoteAccessDeniedException.class)
                .hasMessage("Blocked remote.getBuiltin('app'): it could not be checked");
        assertThatThrownBy(remote::process).isInstanceOf(RemoteAccessDeniedException.class);
        assertThatThrownBy(remote::browserWindow).isInstanceOf(RemoteAccessDeniedException.class);
        assertThatThrownBy(remote::webContents).isInstanceOf(RemoteAccessDeniedException.class);
        String rest = ": ask the event's name() which part it is about";
        assertThat(uncaught)
                .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(IllegalArgumentException.class))
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "In place of 'app' a page can be given an AppHandle, not BrowserWindows" + rest,
                        "In place of 'process' a page can be given a Supplier<ProcessInfo>, not an AppHandle" + rest,
                        "In place of 'BrowserWindow' a page can be given BrowserWindows, not a Supplier<ProcessInfo>"
                                + rest,
                        "In place of 'webContents' a page can be given BrowserWindows, not an AppHandle" + rest);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse
    void nothing_inPlaceOfAPart_denies() {
        main.app().on(App.UNCAUGHT_EXCEPTION, uncaught::add);
        on(event -> {
            switch (event.name()) {
                case "app" -> event.returnValue((AppHandle) null);
                case "process" -> event.returnValue((Supplier<ProcessInfo>) null);
                default -> event.returnValue((BrowserWindows) null);
            }
        });
        RemoteModule remote = attach().remote();

        assertThatThrownBy(remote::app).isInstanceOf(RemoteAccessDeniedException.class);
        assertThatThrownBy(remote::process).isInstanceOf(RemoteAccessDeniedException.class);
        assertThatThrownBy(remote::browserWindow).isInstanceOf(RemoteAccessDeniedException.class);
        assertThat(uncaught)
                .hasSize(3)
                .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(NullPointerException.class));
    }

    private void on(Consumer<RemoteGetBuiltinEvent> listener) {
        main.app().on(App.REMOTE_GET_BUILTIN, listener::accept);
    }

    private Renderer attach() {
        return attach("page");
    }

    private Renderer attach(String title) {
        Renderer renderer = Renderer.attachment(main.name()).title(title).attach();
        renderers.add(renderer);
        return renderer;
    }

    /** An application that notes what it is told. */
    private static class Told implements AppHandle {
        private final BlockingQueue<String> told;

        Told(BlockingQueue<String> told) {
            this.told = told;
        }

        @Override
        public String name() {
            return "theirs";
        }

        @Override
        public String version() {
            return "0.1";
        }

        @Override
        public void quit() {
            told.add("quit");
        }

        @Override
        public void exit(int exitCode) {
            told.add("exit " + exitCode);
        }
    }
}
