package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Renderers that are killed, whatever they are doing: after each main has what it had before, and serves the others. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class KilledRendererIT {
    private static final int PENDING_HANDSHAKES = 256; // as many as main hears at a time
    private static final int MESSAGES = 50;
    private static final int LARGE = 10 << 20;
    private static final Duration LONG = Duration.ofMinutes(10);

    private @Nullable MainProcess main;
    private @Nullable Scripts scripts;
    private @Nullable Peer bystander;
    private @Nullable MainSnapshot before;

    @BeforeAll
    void start(@TempDir Path userData) throws Exception {
        MainProcess started = MainProcess.builder()
                .name("killed-renderers")
                .headless(true)
                .spareRenderer(false) // which would be there in one of two snapshots
                .userData(userData)
                .queueBound(2 * LargePage.COUNT * LARGE) // of which nothing is refused
                .start();
        main = started;
        scripts = new Scripts(started.ipcMain());
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        killIdle(); // what is made once for all
        killCalled();
        before = MainSnapshot.take();
    }

    @AfterAll
    void stop() {
        main().close();
    }

    @BeforeEach
    void openAnother() {
        BrowserWindow window = open();
        bystander = peer(window);
    }

    @AfterEach
    void everythingIsBackAndOthersAreServed() throws InterruptedException {
        serveAndCloseTheOther(); // which is not held while the rest is counted
        Objects.requireNonNull(before).assertBack();
    }

    private void serveAndCloseTheOther() {
        Peer other = Objects.requireNonNull(bystander);
        assertThat(other.run(Script.IDENTITY).isNull()).isFalse();
        bystander = null;
        main().browserWindows().fromId(other.windowId()).orElseThrow().destroy();
    }

    @Test
    void attaching_killedBeforeItsHandshakeIsOver_leavesNothing_andItsPlacesAreFree() throws Exception { // F1
        try (Fork stranger = Fork.of("half-handshake", main().name(), Integer.toString(PENDING_HANDSHAKES))) {
            stranger.take("connected");

            stranger.child().kill();

            stranger.awaitExit();
        }
        assertThat(main().browserWindows().getAllWindows()).hasSize(1);
        try (Fork attached = Fork.of("attach", main().name())) {
            attached.take("attached ");
        }
        assertThat(Eventually.becomes(
                        1, () -> main().browserWindows().getAllWindows().size()))
                .isOne();
    }

    @Test
    void idle_killed_isToldOnce_andLeavesNothing() throws Exception { // F2
        killIdle();
    }

    private void killIdle() throws Exception {
        BrowserWindow window = open();
        GoneWatch watch = new GoneWatch(main(), window);
        peer(window).listen("idle");

        Signals.send("KILL", window);

        assertGone(watch, window);
    }

    @Test
    void attached_killed_isToldOnce_andLeavesNothing() throws Exception { // F2
        try (Fork attached = Fork.of("attach-page", main().name())) {
            int contents = Integer.parseInt(attached.take("attached "));
            BrowserWindow window = main().browserWindows().getAllWindows().stream()
                    .filter(each -> each.webContents().id() == contents)
                    .findFirst()
                    .orElseThrow();
            GoneWatch watch = new GoneWatch(main(), window);

            attached.child().kill();

            watch.awaitClosed();
            assertThat(watch.ofContents).isEqualTo(watch.ofApp).hasSize(1);
            assertThat(watch.await().reason()).isEqualTo(GoneReason.ABNORMAL_EXIT);
            watch.close();
        }
    }

    @Test
    void asking_killedWhileItsHandlersRun_theirResultsAreDropped_andNothingIsReported() throws Exception { // F3
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            killWhileHandlersRun();
        } finally {
            System.setErr(usual);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR", "Exception");
    }

    @SuppressWarnings({"try", "FutureReturnValueIgnored"}) // what is heard is heard through the queue and the future
    private void killWhileHandlersRun() throws Exception {
        BlockingQueue<IpcMainEvent> asked = new LinkedBlockingQueue<>();
        CompletableFuture<Object> slow = new CompletableFuture<>();
        CompletableFuture<Boolean> invoked = new CompletableFuture<>();
        try (var listening = main().ipcMain().on("slow", (event, message) -> {
                    event.defer();
                    asked.add(event);
                });
                var handling = main().ipcMain().handle("slow", (event, message) -> {
                    invoked.complete(true);
                    return slow;
                })) {
            BrowserWindow window = open();
            GoneWatch watch = new GoneWatch(main(), window);
            Peer victim = peer(window);
            CompletableFuture<Value> sync = victim.start(Script.SEND_SYNC, "slow");
            CompletableFuture<Value> async = victim.start(Script.INVOKE, "slow");
            IpcMainEvent event = Objects.requireNonNull(asked.poll(20, TimeUnit.SECONDS));
            Peer.settled(invoked);

            Signals.send("KILL", window);
            watch.await();
            event.returnValue("too late");
            slow.complete("too late");

            assertGone(watch, window);
            assertThat(sync).isNotDone();
            assertThat(async).isNotDone();
        }
    }

    @Test
    void asked_killedWhileMainWaits_everyWaitEndsAsGone() throws Exception { // F4
        BrowserWindow window = open();
        GoneWatch watch = new GoneWatch(main(), window);
        Peer victim = peer(window);
        victim.run(Script.HANDLE_NEVER, "never");
        List<CompletableFuture<Value>> waiting = invocations(window, "never");

        Signals.send("KILL", window);

        assertEachIsGone(waiting);
        assertGone(watch, window);
    }

    @Test
    void called_killedWhileMainWaitsForACallbacksResult_itEndsAsGone() throws Exception { // F4
        killCalled();
    }

    private void killCalled() throws Exception {
        CompletableFuture<SilentPage.Question> kept = new CompletableFuture<>();
        main().globals().share("asker", SilentPage.Asker.class, kept::complete);
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(SilentPage.class));
        GoneWatch watch = new GoneWatch(main(), window);
        CompletableFuture<String> answer = Peer.settled(kept).ask("anything").toCompletableFuture();
        assertThat(answer).isNotDone();

        Signals.send("KILL", window);

        assertThatThrownBy(() -> Peer.settled(answer)).isInstanceOf(PeerGoneException.class);
        assertGone(watch, window);
        main().globals().unshare("asker");
    }

    @Test
    void stopped_killedWithMessagesUnread_eachRequestSettles_andTheLostAreCounted() throws Exception { // F5
        BrowserWindow window = open();
        GoneWatch watch = new GoneWatch(main(), window);
        peer(window).run(Script.HANDLE_ECHO, "echo");
        Signals.send("STOP", window);
        IntStream.range(0, MESSAGES).forEach(number -> window.webContents().send("number", number));
        List<CompletableFuture<Value>> waiting = invocations(window, "echo");

        Signals.send("KILL", window);

        assertEachIsGone(waiting);
        assertThat(watch.await().unacknowledged()).isGreaterThanOrEqualTo(MESSAGES + waiting.size());
        assertGone(watch, window);
    }

    @Test
    @SuppressWarnings("try") // what is heard is heard through the queue
    void sending_killedInTheMiddleOfAHundredMegabytes_nothingArrivesInPart() throws Exception { // F6
        BlockingQueue<List<Integer>> heard = new LinkedBlockingQueue<>();
        CompletableFuture<Boolean> killed = new CompletableFuture<>();
        try (var listening = main().ipcMain().on("large", (event, message) -> {
            heard.add(List.of(message.get(0, int.class), message.get(1, byte[].class).length));
            Peer.settled(killed); // nothing is taken meanwhile, so the rest is on its way or has not left
        })) {
            BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(LargePage.class));
            GoneWatch watch = new GoneWatch(main(), window);
            window.webContents().send("go");
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(List.of(0, LARGE));

            Signals.send("KILL", window);
            killed.complete(true);

            assertGone(watch, window);
            int next = 1;
            for (List<Integer> one : heard) {
                assertThat(one).isEqualTo(List.of(next++, LARGE));
            }
            assertThat(next).as("it was killed before it had sent all").isLessThan(LargePage.COUNT);
        }
    }

    @Test
    void receiving_killedInTheMiddleOfManyMegabytes_leavesNothing() throws Exception { // F6
        BrowserWindow window = open();
        GoneWatch watch = new GoneWatch(main(), window);
        Signals.send("STOP", window);
        for (int i = 0; i < 6; i++) {
            window.webContents().send("large", i, new byte[LARGE]);
        }

        Signals.send("KILL", window);

        assertThat(watch.await().unacknowledged()).isGreaterThanOrEqualTo(6);
        assertGone(watch, window);
    }

    @Test
    void attached_stoppedAndLetGo_endsItselfWhenItGoesOn() throws Exception { // F9
        try (Fork attached = Fork.of("attach-page", main().name())) {
            int contents = Integer.parseInt(attached.take("attached "));
            BrowserWindow window = main().browserWindows().getAllWindows().stream()
                    .filter(each -> each.webContents().id() == contents)
                    .findFirst()
                    .orElseThrow();
            GoneWatch watch = new GoneWatch(main(), window);
            Signals.send("STOP", attached.process().pid());
            window.destroy();
            watch.awaitClosed();

            Signals.send("CONT", attached.process().pid());

            assertThat(attached.awaitExit().requested()).isFalse();
            watch.close();
        }
    }

    private static List<CompletableFuture<Value>> invocations(BrowserWindow window, String channel) {
        return IntStream.range(0, 5)
                .mapToObj(number -> window.webContents().invoke(channel, LONG, number))
                .toList();
    }

    private static void assertEachIsGone(List<CompletableFuture<Value>> waiting) {
        assertThat(waiting)
                .allSatisfy(each -> assertThatThrownBy(() -> Peer.settled(each)).isInstanceOf(PeerGoneException.class));
    }

    /** It was killed, which was told once, and its window closes. */
    private static void assertGone(GoneWatch watch, BrowserWindow window) {
        RenderProcessGone gone = watch.await();
        assertThat(gone.reason()).isEqualTo(GoneReason.KILLED);
        assertThat(gone.exitCode()).isEqualTo(137);
        window.destroy();
        watch.awaitClosed();
        assertThat(watch.ofContents).containsExactly(gone).isEqualTo(watch.ofApp);
        watch.close();
    }

    private BrowserWindow open() {
        return ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(ScriptPage.class));
    }

    private Peer peer(BrowserWindow window) {
        return new Peer(Objects.requireNonNull(scripts, "scripts"), window.webContents(), window.id());
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }

    /** Sends a hundred megabytes when it is told to. */
    public static final class LargePage implements Page {
        static final int COUNT = 10;
        private final IpcRenderer ipcRenderer;

        @Inject
        LargePage(IpcRenderer ipcRenderer) {
            this.ipcRenderer = ipcRenderer;
        }

        @Override
        public void load() {
            ipcRenderer.on("go", (event, message) -> {
                for (int i = 0; i < COUNT; i++) {
                    ipcRenderer.send("large", i, new byte[LARGE]);
                }
            });
        }
    }
}
