package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.Renderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Messages, requests and ports whose sender or receiver ends: IPC-24, IPC-32, SYN-08, SYN-09 and PRT-24 to PRT-30. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class EndOfLifeIT {
    private static final int LAST_MESSAGES = 300;
    private static final int SMALL_LIMIT = 100_000;

    private @Nullable MainProcess main;
    private @Nullable Scripts scripts;

    @BeforeAll
    void start(@TempDir Path userData) {
        main = MainProcess.builder()
                .name("ending")
                .headless(true)
                .userData(userData)
                .start();
        main().app().on(App.WINDOW_ALL_CLOSED, app -> {}); // whoever listens decides that it does not quit
        scripts = new Scripts(main().ipcMain());
    }

    @AfterAll
    void stop() {
        main().close();
    }

    @Test
    void shutdownHook_ofARenderer_isHeardBeforeItsEndIsTold() { // IPC-24, IPC-25
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        Peer leaving = peer(window);
        List<Integer> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<List<Integer>> atTheEnd = new CompletableFuture<>();
        main().ipcMain().on("at-exit", (event, message) -> heard.add(message.get(0, int.class)));
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, gone -> atTheEnd.complete(List.copyOf(heard)));
        leaving.run(Errand.SEND_AT_EXIT, "at-exit", LAST_MESSAGES);

        CompletableFuture<Value> unanswered = leaving.start(Script.EXIT, 0);

        assertThat(Peer.settled(atTheEnd))
                .isEqualTo(IntStream.range(0, LAST_MESSAGES).boxed().toList());
        assertThat(unanswered).isNotDone();
        window.destroy();
    }

    @Test
    void messages_atTheLimitOfTheirSender_arrive_beyondItTheyFailThereAndNothingElseDoes() { // IPC-32, F16
        BrowserWindow window =
                open(BrowserWindowOptions.page(ScriptPage.class).jvmFlags("-Dcovalent.maxMessageBytes=" + SMALL_LIMIT));
        Peer limited = peer(window);
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        main().ipcMain().on("limit", (event, message) -> {
            lengths.add(message.get(0, byte[].class).length);
            event.returnValue(null);
        });
        main().ipcMain().handle("limit", (event, message) -> lengths.add(message.get(0, byte[].class).length));
        limited.listen("limit");

        List<?> over = limited.run(Errand.AT_THE_LIMIT, "limit", true).get(List.class);
        List<?> exactly = limited.run(Errand.AT_THE_LIMIT, "limit", false).get(List.class);

        assertThat(over)
                .hasSize(6)
                .allSatisfy(said -> assertThat(said.toString())
                        .startsWith("dev.covalent.common.UncloneableValueException: An object could not be cloned: ")
                        .contains("the limit is " + SMALL_LIMIT)
                        .contains("covalent.maxMessageBytes"));
        assertThat(exactly).hasSize(6).allMatch("nothing"::equals);
        assertThat(lengths).hasSize(4).allMatch(length -> length > SMALL_LIMIT - 100);
        assertThat(limited.run(Errand.HEARD_LENGTHS, "limit", 1).get()).isEqualTo(List.of(lengths.get(0)));
        limited.contents().send("limit", new byte[2 * SMALL_LIMIT]); // the limit is the sender's
        assertThat(limited.run(Errand.HEARD_LENGTHS, "limit", 1).get()).isEqualTo(List.of(2 * SMALL_LIMIT));
        window.destroy();
    }

    @Test
    void window_destroyed_whileItsPageWaitsForAnAnswer_theAnswerHurtsNobody() { // SYN-08, IPC-19, WIN-08
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        CompletableFuture<IpcMainEvent> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        main().ipcMain().once("too-late", (event, message) -> {
            event.defer();
            asked.complete(event);
        });
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
        CompletableFuture<Value> unanswered = peer(window).start(Script.SEND_SYNC, "too-late");
        IpcMainEvent event = Peer.settled(asked);

        window.destroy();
        Peer.settled(closed);
        event.returnValue("too late");
        event.returnValue("twice");
        assertThat(event.reply("too-late", "too late")).isFalse();

        assertThat(event.sender().isDestroyed()).isTrue();
        assertThat(event.sender().id()).isEqualTo(window.webContents().id());
        assertThatThrownBy(() -> event.sender().send("too-late")).hasMessage("Object has been destroyed");
        assertThat(event.sender().trySend("too-late")).isFalse(); // WIN-03
        assertThat(unanswered).isNotDone();
    }

    @Test
    void main_killed_whileARendererWaits_everyCallFailsAtOnceAndForEver(@TempDir Path userData)
            throws Exception { // SYN-09, IPC-26, F7
        try (Fork fork = Fork.of("main", "dies", userData.toString(), "0");
                Renderer renderer = Renderer.attachment("dies")
                        .waitFor(Duration.ofSeconds(10))
                        .outliveMain()
                        .attach()) {
            CompletableFuture<Object> sync = CompletableFuture.supplyAsync(
                    () -> renderer.ipcRenderer().sendSync("never-answered").isNull());
            fork.take("ready");
            MessagePort port = renderer.ipcRenderer().newMessageChannel().port1();
            renderer.ipcRenderer().postMessage("nobody-there", null, List.of(port));

            fork.child().kill();

            assertThatThrownBy(() -> Peer.settled(sync)).isInstanceOf(PeerGoneException.class);
            assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
            assertThat(renderer.isMainGone()).isTrue();
            assertThatThrownBy(() -> renderer.ipcRenderer().send("x"))
                    .isInstanceOf(IpcClosedException.class)
                    .hasMessage("IPC method called after context was released");
            assertThatThrownBy(() -> renderer.ipcRenderer().sendSync("x")).isInstanceOf(IpcClosedException.class);
            assertThatThrownBy(() -> renderer.ipcRenderer().invoke("x").join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IpcClosedException.class);
        }
        MainProcess.builder().name("dies").userData(userData).start().close(); // which removes what was left
    }

    @Test
    void main_killed_whatItLeftGoesWhenOneOfAnotherNameStarts(@TempDir Path userData) throws Exception { // F7
        Path directory = Path.of(System.getProperty("covalent.runtimeDir"));
        List<Path> files = Stream.of(".endpoint", ".lock", ".sock")
                .map(kind -> directory.resolve("covalent-4711" + kind))
                .toList();
        try (Fork fork = Fork.of("main", "covalent-4711", userData.toString(), "0")) {
            assertThat(Eventually.becomes(true, () -> files.stream().allMatch(Files::exists)))
                    .isTrue();

            fork.child().kill();
            Peer.settled(fork.child().onExit());
        }
        assertThat(files).allSatisfy(left -> assertThat(left).exists());

        MainProcess next = MainProcess.builder().name("next").userData(userData).start();
        try {
            assertThat(Eventually.becomes(false, () -> files.stream().anyMatch(Files::exists)))
                    .isFalse();
        } finally {
            next.close();
        }

        assertThat(directory.resolve("ending.endpoint")).exists();
    }

    @Test
    void close_whileWhatWasLeftIsDeleted_endsThatFirst(@TempDir Path userData) throws Exception { // F7
        Path directory = Path.of(System.getProperty("covalent.runtimeDir"));
        for (int i = 0; i < 1000; i++) {
            Path lock = directory.resolve("left-" + i + ".lock");
            Files.createFile(lock, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(lock, "4711");
        }

        MainProcess.builder().name("next").userData(userData).start().close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("covalent-sweep");
    }

    @Test
    void process_killed_closesThePortsThatItHeld_andThoseOnTheirWayToIt() { // PRT-24, PRT-25, PRT-30, WIN-06, F2
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        BrowserWindow besideWindow = InJvmIpcTest.attach(main(), "beside");
        Peer victim = peer(window);
        Peer beside = peer(besideWindow);
        GoneWatch watch = new GoneWatch(main(), window);
        Inbox<String> closed = new Inbox<>();
        MessageChannel shared = main().ipcMain().newMessageChannel();
        victim.run(Errand.PORT_KEEP_UNSTARTED, "held");
        beside.listen("other-end");
        victim.contents().postMessage("held", null, List.of(shared.port1()));
        beside.contents().postMessage("other-end", null, List.of(shared.port2()));
        beside.heard("other-end", 1);
        victim.heard("held", 1);
        MessageChannel outer = watched(closed, "outer");
        MessageChannel inner = watched(closed, "inner");
        victim.contents().postMessage("held", null, List.of(outer.port2()));
        victim.heard("held", 1);
        outer.port1().postMessage("in a queue that nobody reads", inner.port2());

        assertThat(ProcessHandle.of(window.webContents().getOSProcessId())
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();
        MessageChannel late = watched(closed, "late");
        window.webContents().postMessage("held", null, List.of(late.port2())); // whether or not its end is known yet
        watch.await();
        MessageChannel later = watched(closed, "later");
        window.webContents().postMessage("held", null, List.of(later.port2()));

        for (String name : List.of("outer", "inner", "late", "later")) {
            assertThat(taken(closed, name)).as(name).containsExactly("closed");
        }
        assertThat(beside.heard("other-end.closed", 1)).hasSize(1);
        assertThat(outer.port1().postMessage("nobody")).isFalse();
        window.destroy();
        assertPortsWork(open(BrowserWindowOptions.page(ScriptPage.class)));
        besideWindow.destroy();
    }

    @Test
    void carrierOfAPort_killed_beforeThePortWasPassedOn_closesTheOtherEnd() { // PRT-25
        BrowserWindow window = open(BrowserWindowOptions.page(ScriptPage.class));
        Peer carrier = peer(window);
        Inbox<String> closed = new Inbox<>();
        CompletableFuture<MessagePort> passedOn = new CompletableFuture<>();
        main().ipcMain()
                .on(
                        "passed-on",
                        (event, message) -> passedOn.complete(event.ports().get(0)));
        MessageChannel kept = watched(closed, "kept");
        MessageChannel passed = watched(closed, "passed");
        carrier.run(Errand.PORT_KEEP_UNSTARTED, "kept");
        carrier.run(Errand.PORT_KEEP_UNSTARTED, "passed");
        carrier.contents().postMessage("kept", null, List.of(kept.port2()));
        carrier.contents().postMessage("passed", null, List.of(passed.port2()));
        carrier.heard("kept", 1);
        carrier.heard("passed", 1);
        carrier.run(Errand.PORT_GIVE_AWAY, "passed", "passed-on");
        Inbox<Object> inbox = new Inbox<>();
        Peer.settled(passedOn)
                .onMessage(message -> inbox.add("main", message.data().get(String.class)));

        window.webContents().forcefullyCrashRenderer();

        assertThat(taken(closed, "kept")).containsExactly("closed");
        passed.port1().postMessage("still connected"); // it does not need its former owner any more
        assertThat(taken(inbox, "main")).containsExactly("still connected");
        assertThat(closed.size("passed")).isZero();
        window.destroy();
    }

    private void assertPortsWork(BrowserWindow window) {
        Peer next = peer(window);
        next.listen("works");
        MessageChannel made = main().ipcMain().newMessageChannel();
        next.contents().postMessage("works", null, List.of(made.port2()));
        made.port1().postMessage("as before");
        assertThat(Heard.firstArguments(next.heard("works.port", 1))).containsExactly("as before");
        window.destroy();
    }

    private MessageChannel watched(Inbox<String> closed, String name) {
        MessageChannel made = main().ipcMain().newMessageChannel();
        made.port1().onClose(() -> closed.add(name, "closed"));
        return made;
    }

    private static <T> List<T> taken(Inbox<T> inbox, String name) {
        try {
            return inbox.take(name, 1);
        } catch (Exception late) {
            throw new AssertionError(name, late);
        }
    }

    private BrowserWindow open(BrowserWindowOptions options) {
        return ForkedIpcIT.loaded(main(), options);
    }

    private Peer peer(BrowserWindow window) {
        return new Peer(Objects.requireNonNull(scripts, "scripts"), window.webContents(), window.id());
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
