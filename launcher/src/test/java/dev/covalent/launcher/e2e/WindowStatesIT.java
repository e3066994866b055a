package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventType;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.main.WindowStyle;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Windows in memory, in processes of their own: what is done to them, and told of them. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class WindowStatesIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<EventType<BrowserWindow>> EVENTS = List.of(
            BrowserWindow.SHOW,
            BrowserWindow.HIDE,
            BrowserWindow.RESIZE,
            BrowserWindow.MOVE,
            BrowserWindow.MINIMIZE,
            BrowserWindow.RESTORE,
            BrowserWindow.MAXIMIZE,
            BrowserWindow.UNMAXIMIZE,
            BrowserWindow.ENTER_FULL_SCREEN,
            BrowserWindow.LEAVE_FULL_SCREEN);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        main = MainProcess.builder()
                .name("window-states")
                .userData(userData)
                .headless(true)
                .start();
    }

    @AfterEach
    void end() {
        main.close();
    }

    @Test
    void commandsBeforeThePageHasLoaded_areKeptForIt() throws Exception {
        BrowserWindow window = open(page().show(false).position(3, 4));
        assertThat(window.getBounds()).isEqualTo(new Bounds(3, 4, 300, 200));
        window.show();
        window.setBounds(new Bounds(10, 20, 400, 300));
        window.setTitle("before");

        loaded(window);

        assertThat(Eventually.becomes(List.of("show", "resize", "move"), () -> sorted("show", "resize", "move")))
                .containsExactly("show", "resize", "move");
        assertThat(page(window)).isEqualTo("before, Bounds[x=10, y=20, width=400, height=300], visible");
        assertThat(window.getBounds()).isEqualTo(new Bounds(10, 20, 400, 300));
    }

    @Test
    void everyChange_isDoneByThePageHost_andToldToMain() throws Exception {
        BrowserWindow window =
                open(page().minimumSize(250, 150).alwaysOnTop(true).resizable(false));
        loaded(window);
        assertThat(Eventually.becomes(true, window::isVisible)).isTrue();
        assertThat(window.isAlwaysOnTop()).isTrue();
        assertThat(window.isResizable()).isFalse();
        assertThat(window.getBounds()).isEqualTo(new Bounds(810, 440, 300, 200));

        hears("maximize", window::maximize);
        assertThat(window.getBounds()).isEqualTo(new Bounds(0, 0, 1920, 1080));
        assertThat(window.getNormalBounds()).isEqualTo(new Bounds(810, 440, 300, 200));
        hears("unmaximize", window::unmaximize);
        hears("minimize", window::minimize);
        assertThat(window.isMinimized()).isTrue();
        hears("restore", window::restore);
        hears("enter-full-screen", () -> window.setFullScreen(true));
        assertThat(window.isFullScreen()).isTrue();
        hears("leave-full-screen", () -> window.setFullScreen(false));
        hears("resize", () -> window.setSize(1, 1));
        assertThat(Eventually.becomes(new Bounds(810, 440, 250, 150), window::getBounds))
                .isEqualTo(new Bounds(810, 440, 250, 150));
        hears("move", () -> window.setPosition(1, 2));
        window.setMinimumSize(1, 1);
        hears("resize", () -> window.setContentSize(500, 400));
        assertThat(window.getContentSize()).isEqualTo(new WindowStyle.Size(500, 400));
        hears("move", window::center);
        window.setAlwaysOnTop(false);
        window.setResizable(true);
        assertThat(window.isAlwaysOnTop()).isFalse();
        assertThat(window.isResizable()).isTrue();
        hears("hide", window::hide);
        hears("show", window::showInactive);
        window.focus();
        window.blur();
        assertThat(page(window)).isEqualTo("Covalent, Bounds[x=710, y=340, width=500, height=400], visible");
        assertThat(window.isFocused()).isFalse(); // there is no focus to be had
    }

    @Test
    void page_changesItsTitle_whichMainAndItsContentsTell() throws Exception {
        BrowserWindow window = open(page());
        CompletableFuture<String> ofWindow = new CompletableFuture<>();
        CompletableFuture<String> ofContents = new CompletableFuture<>();
        window.on(BrowserWindow.PAGE_TITLE_UPDATED, ofWindow::complete);
        window.webContents().on(WebContents.PAGE_TITLE_UPDATED, ofContents::complete);
        window.setTitle("main's, which is not told");

        window.webContents().send("entitle", "the page's");

        assertThat(Peer.settled(ofWindow)).isEqualTo("the page's");
        assertThat(Peer.settled(ofContents)).isEqualTo("the page's");
        assertThat(window.title()).isEqualTo("the page's");
    }

    @Test
    void anotherProcess_doesItThroughItsHandle() throws Exception {
        BrowserWindow window = open(page());
        loaded(window);
        assertThat(Eventually.becomes(true, window::isVisible)).isTrue();
        try (Renderer renderer = Renderer.attach(main.name())) {
            RemoteBrowserWindow handle =
                    renderer.remote().browserWindow().fromId(window.id()).orElseThrow();

            handle.hide();
            handle.setTitle("remote");
            handle.setBounds(new Bounds(1, 2, 300, 200));
            hears("maximize", handle::maximize);
            hears("minimize", handle::minimize);
            hears("restore", handle::restore);
            handle.focus();

            String all = "remote, Bounds[x=0, y=0, width=1920, height=1080], visible";
            assertThat(Eventually.becomes(all, () -> page(window))).isEqualTo(all);
            assertThat(window.title()).isEqualTo("remote");
            hears("hide", handle::hide);
            hears("show", handle::show);
            assertThatThrownBy(() -> handle.setTitle("\n")).isInstanceOf(IllegalArgumentException.class);
            window.destroy();
            handle.hide(); // does nothing to a window that is closed
            assertThat(handle.isDestroyed()).isTrue();
        }
    }

    @Test
    void attachedRenderer_withoutAPage_hasAWindowInMemoryAllTheSame() throws Exception {
        try (Renderer renderer = Renderer.attach(main.name())) {
            BrowserWindow window =
                    main.browserWindows().fromId(renderer.windowId()).orElseThrow();
            assertThat(Eventually.becomes(true, window::isVisible)).isTrue();
            window.on(BrowserWindow.MAXIMIZE, same -> told.add("maximize"));

            hears("maximize", window::maximize);

            assertThat(window.isMaximized()).isTrue();
        }
    }

    @Test // WIN-26
    void close_ofAParent_closesItsChildren() throws Exception {
        BrowserWindow parent = open(page());
        BrowserWindow child = open(page().parent(parent));
        loaded(parent);
        loaded(child);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        CompletableFuture<Boolean> childClosed = new CompletableFuture<>();
        parent.on(BrowserWindow.CLOSED, same -> closed.complete(true));
        child.on(BrowserWindow.CLOSED, same -> childClosed.complete(true));
        assertThat(parent.getChildWindows()).containsExactly(child);

        parent.close();

        assertThat(Peer.settled(closed)).isTrue();
        assertThat(Peer.settled(childClosed)).isTrue();
    }

    @Test
    void crash_hidesTheWindow_andKeepsWhatItWasLike() throws Exception {
        BrowserWindow window = open(page());
        loaded(window);
        assertThat(Eventually.becomes(true, window::isVisible)).isTrue();
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, details -> gone.complete(true));

        window.webContents().forcefullyCrashRenderer();
        assertThat(Peer.settled(gone)).isTrue();
        window.setPosition(7, 8); // for when it comes back

        assertThat(window.isVisible()).isFalse();
        assertThat(window.getBounds()).isEqualTo(new Bounds(7, 8, 300, 200));
    }

    @Test
    @SuppressWarnings("NullAway") // misuse is tested
    void misuse_isToldClearly() {
        BrowserWindow window = open(page());

        misuse(() -> window.setSize(0, 5), "A window needs a width and a height of at least 1, not 0 x 5");
        misuse(() -> window.setContentSize(5, 32_768), "A window is at most 32767 wide and high, not 5 x 32768");
        misuse(() -> window.setMinimumSize(-1, 1), "A window needs a width and a height of at least 1, not -1 x 1");
        misuse(
                () -> window.setPosition(Integer.MIN_VALUE, 0),
                "A window is at most 32767 from the corner of the first screen, not at -2147483648, 0");
        misuse(() -> new Bounds(0, 32_768, 1, 1), "A window is at most 32767 from the corner of the first screen");
        misuse(() -> window.setTitle("x".repeat(1025)), "The title of a window has at most 1024 characters");
        misuse(() -> window.setTitle("a\u0000b"), "The title of a window has no control characters");
        misuse(() -> page().title("a\nb"), "The title of a window has no control characters");
        misuse(() -> page().position(0, -40_000), "A window is at most 32767 from the corner of the first screen");
        misuse(() -> page().minimumSize(0, 0), "A window needs a width and a height of at least 1, not 0 x 0");
        assertThatThrownBy(() -> window.setBounds(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> window.setTitle(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> page().parent(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> page().icon(null)).isInstanceOf(NullPointerException.class);
        assertThat(window.getBounds()).isEqualTo(new Bounds(0, 0, 300, 200));
    }

    @Test // WIN-12
    void destroyed_whatAWindowIsNeededFor_throws() {
        BrowserWindow window = open(page());
        window.destroy();

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                window::show,
                window::showInactive,
                window::hide,
                window::isVisible,
                window::focus,
                window::blur,
                window::minimize,
                window::isMinimized,
                window::restore,
                window::maximize,
                window::unmaximize,
                window::isMaximized,
                window::isFullScreen,
                () -> window.setFullScreen(true),
                () -> window.setBounds(new Bounds(0, 0, 1, 1)),
                window::getBounds,
                window::getNormalBounds,
                () -> window.setPosition(0, 0),
                () -> window.setSize(1, 1),
                () -> window.setContentSize(1, 1),
                window::getContentSize,
                () -> window.setMinimumSize(1, 1),
                window::center,
                () -> window.setTitle("x"),
                () -> window.setAlwaysOnTop(true),
                window::isAlwaysOnTop,
                () -> window.setResizable(true),
                window::isResizable,
                window::getParentWindow,
                window::getChildWindows,
                window::reload,
                () -> window.loadPage(Telling.class),
                window.webContents()::reload,
                window.webContents()::reloadIgnoringCache,
                () -> window.webContents().loadPage(Telling.class),
                () -> window.webContents().send("channel"),
                () -> window.webContents().postMessage("channel", null, List.of()),
                () -> Peer.settled(window.webContents().invoke("channel", LIMIT)))) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage("Object has been destroyed");
        }
    }

    @Test // WIN-12
    void destroyed_whatTellsOfIt_andWhatHasNothingMoreToDo_doesNotThrow() {
        BrowserWindow window = open(page().name("named"));
        WebContents contents = window.webContents();
        window.destroy();

        window.close();
        window.destroy();
        contents.close();
        contents.close(true);
        contents.forcefullyCrashRenderer();
        window.on(BrowserWindow.SHOW, shown -> {}).close();
        contents.on(WebContents.DID_FINISH_LOAD, loaded -> {}).close();

        assertThat(List.of(window.id(), contents.id())).containsExactly(1, 1);
        assertThat(window.title()).isEqualTo("Covalent");
        assertThat(window.name()).contains("named");
        assertThat(window.webContents()).isSameAs(contents);
        assertThat(List.of(window.isDestroyed(), contents.isDestroyed())).containsOnly(true);
        assertThat(List.of(window.isFocused(), contents.isCrashed(), contents.isLoading(), contents.trySend("x")))
                .containsOnly(false);
        assertThat(contents.bufferedAmount()).isZero();
        assertThat(contents.getOSProcessId()).isZero();
        assertThat(contents.ipc()).isNotNull();
        assertThat(main.browserWindows().fromName("named")).isEmpty();
    }

    private static BrowserWindowOptions page() {
        return BrowserWindowOptions.page(Telling.class).size(300, 200);
    }

    private BrowserWindow open(BrowserWindowOptions options) {
        BrowserWindow window = main.browserWindows().open(options);
        EVENTS.forEach(event -> window.on(event, same -> told.add(event.name())));
        return window;
    }

    private static void loaded(BrowserWindow window) throws InterruptedException {
        assertThat(Eventually.becomes(false, () -> window.webContents().isLoading()))
                .isFalse();
    }

    /** Waits until it is told, once more than before. */
    private void hears(String event, Runnable action) throws InterruptedException {
        told.clear();
        action.run();
        assertThat(Eventually.becomes(true, () -> told.contains(event)))
                .as(event + " of " + told)
                .isTrue();
        assertThat(told).as(event).containsOnlyOnce(event);
    }

    private List<String> sorted(String... events) {
        return List.of(events).stream().filter(told::contains).toList();
    }

    private static String page(BrowserWindow window) {
        return Peer.settled(window.webContents().invoke("window", LIMIT)).get(String.class);
    }

    private static void misuse(ThrowingCallable use, String message) {
        assertThatThrownBy(use).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    /** Says what its window is like. */
    public static final class Telling implements Page {
        private final IpcRenderer ipcRenderer;
        private final PageWindow window;

        @Inject
        Telling(IpcRenderer ipcRenderer, PageWindow window) {
            this.ipcRenderer = ipcRenderer;
            this.window = window;
        }

        @Override
        public void load() {
            ipcRenderer.handle(
                    "window",
                    (event, message) ->
                            window.title() + ", " + window.bounds() + (window.isVisible() ? ", visible" : ", hidden"));
            ipcRenderer.on("entitle", (event, message) -> window.title(message.get(0, String.class)));
        }
    }
}
