package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventType;
import dev.covalent.common.GoneReason;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.main.WindowStyle;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in a host that Covalent does not have: renderers find it on their class path, by its name. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class PageHostIT {
    private static final String NAME = "page-hosts";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LOADED = "[paper, false, false]";

    private final BlockingQueue<String> loaded = new LinkedBlockingQueue<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        start(false, userData);
    }

    private void start(boolean headless, Path userData) {
        MainProcess started = MainProcess.builder()
                .name(NAME)
                .headless(headless)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        started.ipcMain()
                .on("loaded", (event, message) -> loaded.add(message.toList().toString()));
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void page_isInTheHostsWindow_andRunsOnItsThread() throws Exception {
        BrowserWindow window = open(paper().title("A sheet").position(5, 6).minimumSize(70, 60));

        assertThat(take()).isEqualTo(LOADED);
        assertThat(sheet(window))
                .isEqualTo(new PaperPage.Sheet(
                        "A sheet",
                        new Bounds(5, 6, 340, 260),
                        true,
                        window.id(),
                        List.of("loaded on paper", "shown true")));
        assertThat(Eventually.becomes(new Bounds(5, 6, 340, 260), window::getBounds))
                .isEqualTo(new Bounds(5, 6, 340, 260));
        assertThat(window.getContentSize()).isEqualTo(new WindowStyle.Size(320, 240));
        assertThat(window.isVisible()).isTrue();
    }

    @Test
    void commands_areTheHosts_alsoThoseThatItHasNotWritten() throws Exception {
        BrowserWindow window = open(paper().show(false));
        assertThat(window.isVisible()).isFalse();

        window.setBounds(new Bounds(10, 20, 400, 300));
        window.setPosition(11, 21);
        window.setContentSize(200, 100);
        window.setMinimumSize(50, 40);
        window.setTitle("another");
        window.showInactive();
        window.maximize();
        window.focus();

        assertThat(sheet(window))
                .isEqualTo(new PaperPage.Sheet(
                        "another",
                        new Bounds(11, 21, 220, 120),
                        true,
                        window.id(),
                        List.of("loaded on paper", "minimum 50 x 40", "shown false", "focused")));
        assertThat(Eventually.becomes(false, window::isMaximized)).isFalse(); // paper cannot be
        assertThat(Eventually.becomes(true, window::isFocused)).isTrue();
        told(window, BrowserWindow.HIDE, window::hide);
        told(window, BrowserWindow.MOVE, () -> window.webContents().send("own"));
        assertThat(window.getBounds()).isEqualTo(new Bounds(1, 2, 300, 200));
    }

    @Test
    void whatTheUserDoes_isHeard() throws Exception {
        BrowserWindow window = open(paper());

        told(window, BrowserWindow.FOCUS, () -> use(window, "look at"));
        assertThat(window.isFocused()).isTrue();
        told(window, BrowserWindow.BLUR, () -> use(window, "look away"));
        told(window, BrowserWindow.MOVE, () -> use(window, "move"));
        assertThat(window.getBounds()).isEqualTo(new Bounds(70, 80, 340, 260));
        told(window, BrowserWindow.CLOSED, () -> use(window, "close"));
    }

    @Test
    void modalChild_blocksTheHostsWindow_whichIsNotClosedThen() throws Exception { // WIN-26
        BrowserWindow window = open(paper());
        BrowserWindow child = open(paper().parent(window).modal(true));
        assertThat(Eventually.becomes(true, () -> sheet(window).done().contains("enabled false")))
                .isTrue();

        use(window, "close");
        told(child, BrowserWindow.CLOSED, () -> use(child, "close"));

        assertThat(Eventually.becomes(
                        List.of("loaded on paper", "shown true", "enabled false", "enabled true", "focused"),
                        () -> sheet(window).done()))
                .endsWith("enabled true", "focused");
        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void nextPage_andWindowsThatAPageOpens_haveTheSameHost() throws Exception {
        BrowserWindow window = open(paper());
        assertThat(take()).isEqualTo(LOADED);

        Peer.settled(window.loadPage(PaperPage.class));
        assertThat(take()).isEqualTo(LOADED);
        window.reload();
        assertThat(take()).isEqualTo(LOADED);
        window.webContents().send("open");

        assertThat(take()).isEqualTo(LOADED);
    }

    @Test
    void hostThatThrowsOnceThePageHasLoaded_endsTheRenderer_andSaysWhy() throws Exception {
        try (GoneWatch watch = GoneWatch.opening(main(), paper().jvmFlags("-Dpaper.slips=true"))) {
            RenderProcessGone gone = watch.await();

            assertThat(gone.exitCode()).isEqualTo(70);
            assertThat(gone.reason()).isEqualTo(GoneReason.ABNORMAL_EXIT);
            assertThat(String.join("\n", gone.lastOutput())).contains("slipped off the table");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tear", "burn"})
    void hostThatCannotGoOn_endsTheRenderer_andReloadBringsItBack(String deed) throws Exception {
        BrowserWindow window = open(paper());
        assertThat(take()).isEqualTo(LOADED);
        try (GoneWatch watch = new GoneWatch(main(), window)) {
            use(window, deed);
            if (deed.equals("burn")) {
                window.setTitle("that nobody reads"); // so that it is noticed
            }

            RenderProcessGone gone = watch.await();
            assertThat(gone.exitCode()).isEqualTo(70);
            assertThat(gone.reason()).isEqualTo(GoneReason.ABNORMAL_EXIT);
        }

        window.reload();

        assertThat(take()).isEqualTo(LOADED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "javafx     ; There is no page host 'javafx' on this renderer's class path, only failing, headless,"
                        + " loopless, paper, swing, twin, windowless; unusable: ",
                "Paper      ; There is no page host 'Paper' on this renderer's class path, only failing, headless,",
                "twin       ; More than one page host on this renderer's class path is called 'twin':"
                        + " dev.covalent.launcher.e2e.UnusableHosts$OtherTwin and"
                        + " dev.covalent.launcher.e2e.UnusableHosts$Twin. Leave all but one of them out",
                "failing    ; The page host 'failing' did not start: no ink in the path",
                "windowless ; out of paper",
                "loopless   ; The page host 'loopless' did not start: the press stands still"
            })
    void hostThatNoPageCanHave_failsTheLoad_andSaysWhy(String host, String reason) {
        CompletableFuture<String> failed = new CompletableFuture<>();
        BrowserWindow window = main().browserWindows().open(paper().host(host));
        window.webContents().on(WebContents.DID_FAIL_LOAD, error -> failed.complete(error.message()));

        assertThat(Peer.settled(failed)).startsWith(reason);
        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void swing_withoutADisplay_failsTheLoad_andSaysWhatToDo() {
        CompletableFuture<String> failed = new CompletableFuture<>();
        BrowserWindow window =
                main().browserWindows().open(paper().host("swing").jvmFlags("-Djava.awt.headless=true"));
        window.webContents().on(WebContents.DID_FAIL_LOAD, error -> failed.complete(error.message()));

        assertThat(Peer.settled(failed))
                .isEqualTo("The page host 'swing' did not start: there is no display."
                        + " Set DISPLAY, or choose the host 'headless'");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "java fx", "1st", "../paper", "two\nlines"})
    @SuppressWarnings("NullAway") // misuse is tested
    void nameThatNoHostHas_isRefusedAtOnce(@Nullable String name) {
        Class<? extends RuntimeException> type =
                name == null ? NullPointerException.class : IllegalArgumentException.class;

        assertThatThrownBy(() -> paper().host(name)).isInstanceOf(type).hasMessageStartingWith("host");
        assertThatThrownBy(() -> Renderer.attachment(NAME).host(name))
                .isInstanceOf(type)
                .hasMessageStartingWith("host");
    }

    @Test
    void attachedPage_hasItsHost_andEndsItWithItself() throws Exception {
        try (Renderer renderer = Renderer.attachment(NAME)
                .host(PaperHost.NAME)
                .page(PaperPage.class.getName())
                .title("attached")
                .attach()) {
            assertThat(take()).isEqualTo(LOADED);
            BrowserWindow window =
                    main().browserWindows().fromId(renderer.windowId()).orElseThrow();
            assertThat(sheet(window).title()).isEqualTo("attached");
            assertThat(paperThreads()).isOne();
        }

        assertThat(Eventually.becomes(0L, PageHostIT::paperThreads)).isZero();
    }

    @Test
    void attachedPage_whoseHostCannotGoOn_isClosed() throws Exception {
        try (Renderer renderer = Renderer.attachment(NAME)
                .host(PaperHost.NAME)
                .page(PaperPage.class.getName())
                .attach()) {
            BrowserWindow window =
                    main().browserWindows().fromId(renderer.windowId()).orElseThrow();

            told(window, BrowserWindow.CLOSED, () -> use(window, "tear"));

            assertThat(renderer.awaitClose(LIMIT)).isTrue();
            assertThat(renderer.isMainGone()).isFalse();
        }
    }

    @Test
    void attachedPage_withoutItsHost_doesNotAttach() {
        Renderer.Attachment attachment =
                Renderer.attachment(NAME).host("javafx").page(PaperPage.class.getName());

        assertThatThrownBy(attachment::attach)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There is no page host 'javafx' on this renderer's class path");
        assertThat(main().browserWindows().getAllWindows()).isEmpty();
    }

    @Test
    void headlessApplication_overrulesIt(@TempDir Path userData) throws Exception {
        main().close();
        start(true, userData);

        open(paper());

        assertThat(take()).endsWith(", true, false]").doesNotContain("paper");
    }

    @Test
    void spare_takesPagesOfItsHostAlone() throws Exception {
        BrowserWindowOptions headless = paper().host("headless");
        open(headless);
        open(headless);
        long waiting = WaitingSpares.await(main());

        assertThat(pid(open(paper()))).isNotEqualTo(waiting);
        assertThat(pid(open(headless))).isEqualTo(waiting);
        open(paper());
        long before = WaitingSpares.awaitOther(main(), waiting);
        open(paper());
        long hosted = WaitingSpares.awaitOther(main(), before);
        for (int i = 0; i < 5; i++) {
            assertThat(take()).isNotEmpty();
        }

        assertThat(pid(open(paper()))).isEqualTo(hosted);
        assertThat(take()).isEqualTo(LOADED);
    }

    private static BrowserWindowOptions paper() {
        return BrowserWindowOptions.page(PaperPage.class).host(PaperHost.NAME).size(320, 240);
    }

    private BrowserWindow open(BrowserWindowOptions options) throws InterruptedException {
        BrowserWindow window = ForkedIpcIT.loaded(main(), options);
        assertThat(Eventually.becomes(options.show(), window::isVisible)).isEqualTo(options.show());
        return window;
    }

    private static PaperPage.Sheet sheet(BrowserWindow window) {
        return Peer.settled(window.webContents().invoke("sheet", LIMIT)).get(PaperPage.Sheet.class);
    }

    private static void use(BrowserWindow window, String deed) {
        window.webContents().send("use", deed);
    }

    /** Does something and waits until main tells of it. */
    private static void told(BrowserWindow window, EventType<BrowserWindow> type, Runnable action) {
        CompletableFuture<BrowserWindow> told = new CompletableFuture<>();
        window.once(type, told::complete);
        action.run();
        assertThat(told).as(type.name()).succeedsWithin(LIMIT);
    }

    private static long pid(BrowserWindow window) {
        return window.webContents().getOSProcessId();
    }

    private static long paperThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(PaperHost.NAME))
                .count();
    }

    private String take() throws InterruptedException {
        return Objects.requireNonNull(loaded.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "no page has loaded");
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
