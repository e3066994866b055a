package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Channel;
import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MessagePort;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Procedure;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RemoteCallback;
import dev.covalent.main.RemoteListeners;
import dev.covalent.main.SharedObject;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.Renderer;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the public API says when it is used wrongly. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
final class ApiMisuseTest {
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(700);

    private static final CompletableFuture<Object> SILENCE = new CompletableFuture<>();

    private Path userData = Path.of("");

    private @Nullable MainProcess main;
    private @Nullable Renderer renderer;

    @BeforeAll
    void start(@TempDir Path directory) {
        userData = directory;
        main = MainProcess.builder()
                .name("misused")
                .headless(true)
                .userData(userData)
                .requestTimeout(REQUEST_TIMEOUT)
                .storageQuota(1000)
                .start();
        renderer = Renderer.attach("misused");
    }

    @AfterAll
    void stop() {
        renderer().close();
        main().close();
    }

    @Test
    void builder_usedTwice_isRefused() {
        MainProcess.Builder builder = MainProcess.builder().name("once").userData(userData);
        try (MainProcess started = builder.start()) {
            assertThat(started.name()).isEqualTo("once");
            misuse(builder::start, "This builder has started a process already: make another");
        }
        misuse(builder::start, "This builder has started a process already: make another");
    }

    @Test
    void name_taken_namesItsHolder() {
        assertThatThrownBy(() -> MainProcess.builder().name("misused").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("misused")
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void name_wrong_isRefused() {
        for (String name : List.of("", ".hidden", "a/b", "a b", "x".repeat(65), "ü")) {
            assertThatThrownBy(() -> MainProcess.builder().name(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
        }
    }

    @Test
    void settings_outOfRange_areRefusedAndTheBuilderStaysUsable() {
        misuse(() -> MainProcess.builder().queueBound(0).start(), "queueBound must be at least 1 byte, not 0");
        misuse(
                () -> MainProcess.builder().launchTimeout(Duration.ZERO).start(),
                "launchTimeout must be longer than nothing, not PT0S");
        misuse(
                () -> MainProcess.builder()
                        .requestTimeout(Duration.ofSeconds(-1))
                        .start(),
                "requestTimeout must be longer than nothing, not PT-1S");
        misuse(
                () -> MainProcess.builder().storageQuota(-1).start(),
                "storageQuota must be 1 to 536870912 bytes, not -1");
        misuse(
                () -> BrowserWindowOptions.page("P").size(0, -1),
                "A window needs a width and a height of at least 1, not 0 x -1");
        misuse(() -> BrowserWindowOptions.page(""), "page must name a class that implements Page");
    }

    @Test
    void attach_unknownName_saysWhereItLookedAndWhatToDo() {
        assertThatThrownBy(() -> Renderer.attach("nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No application named 'nobody' is running: there is no ")
                .hasMessageEndingWith("nobody.endpoint. Start it first, or check its name and that both sides use the"
                        + " same -Dcovalent.runtimeDir.");
    }

    @Test
    void attachment_usedTwice_isRefused() {
        Renderer.Attachment attachment = Renderer.attachment("misused");
        try (Renderer attached = attachment.attach()) {
            assertThat(attached.isClosed()).isFalse();
            misuse(attachment::attach, "This attachment was used already: make another");
        }
    }

    @Test
    void attachment_setUpThrows_isToldAndNothingStaysAttached() throws InterruptedException {
        int before = main().browserWindows().getAllWindows().size();

        assertThatThrownBy(() -> Renderer.attachment("misused")
                        .setUp(attached -> {
                            throw new IllegalStateException("not set up, as the test wants");
                        })
                        .attach())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The renderer attached to 'misused', but could not be set up:"
                        + " java.lang.IllegalStateException: not set up, as the test wants");

        assertThat(Eventually.becomes(
                        before, () -> main().browserWindows().getAllWindows().size()))
                .isEqualTo(before);
    }

    @Test
    void request_threadIsInterrupted_saysWhetherItWasSent() {
        IpcRenderer ipc = renderer().ipcRenderer();
        Thread waiting = Thread.currentThread();
        main().ipcMain().on("interrupting", (event, message) -> {
            event.defer();
            waiting.interrupt();
        });
        main().ipcMain().handle("interrupting", (event, message) -> silenceAfterInterrupting(waiting));

        assertThatThrownBy(() -> ipc.sendSync("interrupting"))
                .isInstanceOf(CancellationException.class)
                .hasMessage("Interrupted while waiting for the sendSync of 'interrupting'; it may still run");
        assertThat(waiting.isInterrupted()).isTrue();
        assertThatThrownBy(() -> ipc.sendSync("interrupting"))
                .isInstanceOf(CancellationException.class)
                .hasMessage("Interrupted before the sendSync of 'interrupting' was sent; nothing ran");
        assertThat(Thread.interrupted()).isTrue();
        // Which thread sends an invoke is left open; one that is sent by another ends at its deadline, as join does not
        // heed an interrupt.
        assertThatThrownBy(() -> ipc.invoke("interrupting").join())
                .satisfiesAnyOf(
                        cut -> {
                            assertThat(cut).isInstanceOf(CancellationException.class);
                            assertThat(root(cut)) // newer JDKs wrap it, once or twice
                                    .hasMessage(
                                            "Interrupted while waiting for the invoke of 'interrupting'; it may still run");
                        },
                        late -> assertThat(late).hasCauseInstanceOf(IpcTimeoutException.class));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : root(cause);
    }

    @Test
    void channel_missingOrTooLong_isRefusedEverywhere() { // WIN-02
        IpcRenderer ipc = renderer().ipcRenderer();
        String missing = "Missing required channel argument";
        String tooLong = "Channel names have at most 1024 characters, this one has 1025: put the rest into an argument";
        for (Map.Entry<String, String> wrong :
                Map.of("", missing, "x".repeat(1025), tooLong).entrySet()) {
            String channel = wrong.getKey();
            misuse(() -> ipc.send(channel), wrong.getValue());
            misuse(() -> ipc.sendSync(channel), wrong.getValue());
            misuse(() -> ipc.invoke(channel), wrong.getValue());
            misuse(() -> ipc.sendTo(1, channel), wrong.getValue());
            misuse(() -> ipc.postMessage(channel, null, List.of()), wrong.getValue());
            misuse(() -> ipc.on(channel, (event, message) -> {}), wrong.getValue());
            misuse(() -> main().ipcMain().on(channel, (event, message) -> {}), wrong.getValue());
            misuse(() -> main().ipcMain().handle(channel, (event, message) -> null), wrong.getValue());
            misuse(() -> contents().send(channel), wrong.getValue());
        }
    }

    @Test
    void uncloneable_namesThePathAndTheClass() { // CLN-02, CLN-03, CLN-04
        IpcRenderer ipc = renderer().ipcRenderer();
        Runnable lambda = () -> {};
        assertThatThrownBy(() -> ipc.send("x", 1, Map.of("user", List.of("fine", Thread.currentThread()))))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1].user[1] (java.lang.Thread)");
        assertThatThrownBy(() -> ipc.send("x", lambda))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned: args[0] (");
        assertThatThrownBy(() -> ipc.send("x", contents())).isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> ipc.send("x", ipc.newMessageChannel().port1()))
                .isInstanceOf(UncloneableValueException.class);
    }

    @Test
    void request_neverAnswered_timesOutSayingWhatMayHaveHappened() { // INV-22, SYN-05
        String limit = " within 700 ms; what was asked may still run. Answer sooner, or";
        main().ipcMain().on("silent", (event, message) -> event.defer());
        main().ipcMain().handle("silent", (event, message) -> SILENCE);

        assertThatThrownBy(() -> renderer().ipcRenderer().sendSync("silent"))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageStartingWith("No answer to sendSync of 'silent'" + limit)
                .hasMessageContaining("MainProcess.builder().requestTimeout");
        assertThatThrownBy(() -> renderer().ipcRenderer().invoke("silent").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IpcTimeoutException.class)
                .rootCause() // by the clock of main's or of the renderer's, whichever is first
                .hasMessageContaining("'silent'")
                .hasMessageContaining("within 700 ms")
                .hasMessageContaining("may still run")
                .hasMessageContaining("MainProcess.builder().requestTimeout");
    }

    @Test
    void arguments_ofTheWrongType_sayWhatWasSent() {
        main().ipcMain().handle("typed", (event, message) -> message.get(0, int.class));

        assertThatThrownBy(() -> Peer.settled(renderer().ipcRenderer().invoke("typed", "seven")))
                .isInstanceOf(HandlerException.class)
                .hasMessageStartingWith("Error invoking remote method 'typed': ")
                .hasMessageContaining("String")
                .hasMessageContaining("int");
    }

    @Test
    void globals_misused_areRefused() {
        SharedObject bag = main().globals().share("bag", Map.of("a", 1));
        main().globals().share("typed", Counter.class, new SharedCounter());
        misuse(
                () -> renderer().remote().getGlobal("typed"),
                "'typed' is a typed object of dev.covalent.launcher.e2e.Counter: use getGlobal(\"typed\","
                        + " Counter.class)");
        misuse(
                () -> renderer().remote().getGlobal("bag", Counter.class),
                "'bag' is a property bag, no dev.covalent.launcher.e2e.Counter: use getGlobal(\"bag\")");
        misuse(
                () -> main().globals().share("", Map.of()),
                "The name of a shared object is empty: give it at least one character");
        assertThatThrownBy(() -> main().globals().share("x", String.class, "no interface"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> bag.set("a", new Object())).isInstanceOf(UncloneableValueException.class);
        assertThat(bag.get("a", int.class)).isEqualTo(1);
    }

    @Test
    void bag_unshared_isMissing() { // REM-43
        main().globals().share("doomed", Map.of("a", 1));
        RemoteObject doomed = renderer().remote().getGlobal("doomed");
        main().globals().unshare("doomed");
        main().globals().unshare("doomed");

        assertThatThrownBy(() -> doomed.get("a"))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("missing remote object");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void nulls_areRefusedByName() { // INV-04, PRT-15, PRT-16
        refusesNull(() -> main().globals().share("x", null), "properties");
        refusesNull(() -> main().globals().share("x", Counter.class, null), "implementation");
        refusesNull(() -> main().globals().share(null, Map.of()), "name");
        refusesNull(() -> main().browserWindows().open(null), "options");
        refusesNull(() -> main().browserWindows().fromWebContents(null), "contents");
        refusesNull(() -> main().ipcMain().on("x", (IpcMain.Listener) null), "listener");
        refusesNull(() -> main().ipcMain().handle("x", (IpcMain.Handler) null), "handler");
        refusesNull(() -> main().instance(null), "type");
        refusesNull(() -> renderer().ipcRenderer().postMessage("x", 1, null), "transfer");
        refusesNull(() -> contents().postMessage("x", 1, null), "transfer");
        refusesNull(() -> renderer().localStorage().setItem(null, "x"), "key");
        refusesNull(() -> renderer().localStorage().setItem("x", null), "value");
        refusesNull(() -> renderer().remote().getGlobal(null), "name");
        misuse(() -> renderer().ipcRenderer().send(null), "Missing required channel argument");
        misuse(
                () -> contents().postMessage("x", 1, Collections.singletonList(null)),
                "Port at index 0 is not a valid port");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void changesAndValidators_null_areRefusedByName() { // DAT-03
        SharedObject shared = main().globals().share("watched", Map.of("a", 1));
        RemoteObject remote = renderer().remote().getGlobal("watched");

        for (PropertyBag bag : List.of(shared, remote)) {
            refusesNull(() -> bag.onChange(null), "listener");
            refusesNull(() -> bag.onChange("a", null), "listener");
            refusesNull(() -> bag.onChange(null, change -> {}), "property");
        }
        assertThat(remote.async().onChange(null))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(NullPointerException.class)
                .withMessageContaining("listener");
        refusesNull(() -> shared.validate(null), "validator");
        refusesNull(() -> shared.validate("a", null), "validator");
        refusesNull(() -> shared.validate(null, change -> {}), "property");
        RemoteListeners<Runnable> listeners = new RemoteListeners<>();
        refusesNull(() -> listeners.add(null), "listener");
        refusesNull(() -> listeners.remove(null), "listener");
        refusesNull(() -> listeners.forEach(null), "call");
        refusesNull(() -> RemoteCallback.of(null), "callback");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void typedListenersAndHandlers_null_areRefusedByName() { // ASK-11
        Channel<String> channel = Channel.of("typed", String.class);
        Procedure<String, String> procedure = Procedure.of("typed", String.class, String.class);

        refusesNull(() -> main().ipcMain().on(channel, null), "listener");
        refusesNull(() -> main().ipcMain().once(channel, null), "listener");
        refusesNull(() -> main().ipcMain().handle(procedure, null), "handler");
        refusesNull(() -> main().ipcMain().handle(procedure, main().ipcMain().workers(), null), "handler");
        refusesNull(() -> main().ipcMain().handleOnce(procedure, null), "handler");
        refusesNull(() -> renderer().ipcRenderer().on(channel, null), "listener");
        refusesNull(() -> renderer().ipcRenderer().once(channel, null), "listener");
        refusesNull(() -> renderer().ipcRenderer().handle(procedure, null), "handler");
    }

    @Test
    void storage_quotaExceeded_saysHowMuchAndKeepsTheOldValue() { // DAT-08
        renderer().localStorage().setItem("key", "small");

        assertThatThrownBy(() -> renderer().localStorage().setItem("key", "x".repeat(1000)))
                .isInstanceOf(QuotaExceededException.class)
                .hasMessageStartingWith("The storage has no room for the item: ")
                .hasMessageContaining(" of 1000 bytes are used");
        assertThat(renderer().localStorage().getItem("key")).isEqualTo("small");
        renderer().localStorage().removeItem("key");
        assertThat(renderer().localStorage().length()).isZero();
    }

    @Test
    void renderer_closed_refusesEverything() throws InterruptedException { // IPC-26
        Renderer closed = Renderer.attach("misused");
        IpcRenderer ipc = closed.ipcRenderer();
        int id = closed.webContentsId();

        closed.close();
        closed.close();

        assertThat(closed.isClosed()).isTrue();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> ipc.send("x"),
                () -> ipc.sendSync("x"),
                () -> ipc.sendTo(1, "x"),
                () -> ipc.postMessage("x", 1, List.of()),
                () -> closed.remote().getGlobal("x"),
                () -> closed.remote().browserWindow().getAllWindows())) {
            assertThatThrownBy(use)
                    .isInstanceOf(IpcClosedException.class)
                    .hasMessage("IPC method called after context was released");
        }
        assertThatThrownBy(() -> ipc.invoke("x").join())
                .hasCauseInstanceOf(IpcClosedException.class)
                .hasRootCauseMessage("IPC method called after context was released");
        MessagePort port = ipc.newMessageChannel().port1();
        assertThat(port.isWritable()).isFalse();
        assertThat(port.postMessage("to nobody")).isFalse();
        assertThat(closed.webContentsId()).isEqualTo(id);
        assertThat(Eventually.becomes(
                        true,
                        () -> main().browserWindows().webContentsFromId(id).isEmpty()))
                .isTrue();
    }

    @Test
    void window_destroyed_refusesToSendAndForgetsNothingElse() throws InterruptedException { // WIN-03, 12, 16
        Renderer attached = Renderer.attachment("misused").outliveMain().attach();
        BrowserWindow window =
                main().browserWindows().fromId(attached.windowId()).orElseThrow();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));

        window.destroy();
        window.destroy();
        window.close();

        misuse(() -> window.webContents().send("x"), "Object has been destroyed");
        misuse(() -> window.webContents().postMessage("x", 1, List.of()), "Object has been destroyed");
        assertThat(window.isDestroyed()).isTrue();
        assertThat(window.id()).isEqualTo(attached.windowId());
        assertThat(window.webContents().id()).isEqualTo(attached.webContentsId());
        assertThat(Peer.settled(closed)).isTrue();
        assertThat(attached.awaitClose(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> attached.ipcRenderer().sendSync("x"))
                .isInstanceOfAny(IpcClosedException.class, PeerGoneException.class);
    }

    @Test
    void main_closed_refusesWindowsAndIsNotFound() {
        MainProcess closed = MainProcess.builder()
                .name("short")
                .userData(userData.resolve("short"))
                .start();
        MessagePort port = closed.ipcMain().newMessageChannel().port1();
        closed.close();
        closed.close();
        closed.app().quit();
        closed.app().exit(7);

        misuse(
                () -> closed.browserWindows().open(BrowserWindowOptions.page("P")),
                "The application is quitting: no window can be opened any more");
        assertThatThrownBy(() -> Renderer.attach("short")).hasMessageContaining("No application named 'short'");
        assertThat(port.isWritable()).isFalse();
        assertThat(port.postMessage("to nobody")).isFalse();
    }

    @Test
    void open_impossibleClassPath_isRefusedAndLeavesNoWindow() {
        List<BrowserWindow> before = main().browserWindows().getAllWindows();
        Path impossible = Path.of("a" + File.pathSeparator + "b");

        misuse(
                () -> main().browserWindows()
                        .open(BrowserWindowOptions.page("P").classPath(List.of(impossible))),
                "Class path entry '" + impossible + "' contains '" + File.pathSeparator
                        + "', which separates entries. Rename the directory.");

        // One that another test has detached may still be on its way out.
        assertThat(before).containsAll(main().browserWindows().getAllWindows());
    }

    @Test
    void start_failsHalfway_leavesNothingBehind() {
        System.setProperty("covalent.transport", "carrier pigeon");
        try {
            misuse(
                    () -> MainProcess.builder()
                            .name("halfway")
                            .userData(userData)
                            .start(),
                    "covalent.transport is 'carrier pigeon'; it can be 'unix' or 'tcp'");
        } finally {
            System.clearProperty("covalent.transport");
        }
        MainProcess.builder().name("halfway").userData(userData).start().close();
    }

    private static void misuse(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessage(message);
    }

    private static CompletionStage<Object> silenceAfterInterrupting(Thread waiting) {
        waiting.interrupt();
        return SILENCE;
    }

    private static void refusesNull(ThrowingCallable call, String what) {
        assertThatThrownBy(call)
                .as(what)
                .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class)
                .hasMessageContaining(what);
    }

    private WebContents contents() {
        return main().browserWindows()
                .webContentsFromId(renderer().webContentsId())
                .orElseThrow();
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }

    private Renderer renderer() {
        return Objects.requireNonNull(renderer, "renderer");
    }
}
