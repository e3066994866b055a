package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.IpcMainInvokeEvent;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.Renderer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The public objects before they are used, while the page loads, and after their context was released. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class ReleasedContextTest {
    private static final String RELEASED = "IPC method called after context was released";
    private static final int EARLY = 200;

    @TempDir
    private Path userData;

    @Test
    void everyMethodOfARenderer_afterItsClose_saysTheSame() { // IPC-26
        try (MainProcess main = start()) {
            main.globals().share("bag", Map.of("a", 1));
            main.globals().share("counter", Counter.class, new SharedCounter());
            Renderer renderer = Renderer.attach(main.name());
            IpcRenderer ipc = renderer.ipcRenderer();
            RemoteObject bag = renderer.remote().getGlobal("bag");
            Counter counter = renderer.remote().getGlobal("counter", Counter.class);
            RemoteBrowserWindow window = renderer.remote().getCurrentWindow();
            MessageChannel ports = ipc.newMessageChannel();
            CompletableFuture<MessagePort> taken = new CompletableFuture<>();
            main.ipcMain()
                    .on("port", (event, message) -> taken.complete(event.ports().get(0)));
            ipc.postMessage("port", null, List.of(ports.port2()));
            Peer.settled(taken);
            renderer.close();

            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> ipc.send("x"),
                    () -> ipc.sendSync("x"),
                    () -> ipc.sendTo(1, "x"),
                    () -> ipc.postMessage("x", 1, List.of()),
                    () -> Peer.settled(ipc.invoke("x")),
                    () -> bag.get("a"),
                    () -> bag.set("a", 2),
                    bag::keys,
                    bag::snapshot,
                    () -> counter.add(1),
                    window::close,
                    () -> window.webContents().send("x"),
                    () -> renderer.remote().getGlobal("bag"),
                    () -> renderer.remote().browserWindow().fromId(1),
                    () -> renderer.remote().browserWindow().getAllWindows(),
                    () -> renderer.remote().webContents().fromId(1),
                    () -> renderer.localStorage().setItem("a", "b"),
                    () -> renderer.localStorage().getItem("a"),
                    () -> renderer.localStorage().length())) {
                assertThatThrownBy(use).isInstanceOf(IpcClosedException.class).hasMessage(RELEASED);
            }
            assertThat(ports.port1().postMessage("x")).isFalse();
            ports.port1().close();
            ports.port1().start();
            ipc.on("x", (event, message) -> {}).close();
            ipc.removeAllListeners();
            assertThat(ipc.eventNames()).isEmpty();
            assertThat(window.id()).isEqualTo(renderer.windowId());
        }
    }

    /** The second listener is called when what the first one threw has been reported, or not. */
    @Test
    void listener_sendsWhenItsSessionHasEnded_isNotReportedAsUncaught() {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            CompletableFuture<Boolean> heard = new CompletableFuture<>();
            BrowserWindow window =
                    main.browserWindows().fromId(renderer.windowId()).orElseThrow();
            renderer.ipcRenderer().on("go", (event, message) -> {
                window.destroy();
                if (Eventually.becomes(true, renderer::isClosed)) {
                    renderer.ipcRenderer().send("too late");
                }
            });
            renderer.ipcRenderer().on("go", (event, message) -> heard.complete(renderer.isClosed()));

            window.webContents().send("go");

            assertThat(Peer.settled(heard)).isTrue();
        } finally {
            System.setErr(usual);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("Uncaught", "IpcClosedException");
    }

    @Test
    void everyMethodOfAWindow_afterMainHasClosed_saysTheSameOrNothing() { // IPC-26, WIN-03, WIN-06, WIN-08
        MainProcess main = start();
        CompletableFuture<IpcMainEvent> kept = new CompletableFuture<>();
        main.ipcMain().on("hello", (event, message) -> kept.complete(event));
        Renderer renderer = Renderer.attachment(main.name()).outliveMain().attach();
        renderer.ipcRenderer().send("hello");
        IpcMainEvent event = Peer.settled(kept);
        BrowserWindow window = main.browserWindows().fromId(renderer.windowId()).orElseThrow();
        WebContents contents = window.webContents();
        MessageChannel ports = main.ipcMain().newMessageChannel();

        main.close();
        renderer.close();

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> contents.send("x"),
                () -> contents.postMessage("x", 1, List.of()),
                () -> event.sender().send("x"))) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage("Object has been destroyed");
        }
        assertThat(event.reply("x", 1)).isFalse(); // to a gone renderer: nothing, by whatever way it went
        assertThat(contents.trySend("x", 1)).isFalse();
        event.returnValue(1);
        event.defer();
        contents.forcefullyCrashRenderer();
        window.close();
        window.destroy();
        ports.port1().postMessage("x");
        ports.port1().close();
        main.ipcMain().removeAllListeners();
        main.ipcMain().removeHandler("x");
        assertThat(window.isDestroyed()).isTrue();
        assertThat(contents.isDestroyed()).isTrue();
        assertThat(contents.id()).isEqualTo(renderer.webContentsId());
    }

    @Test
    void framework_neverUsesTheEmittersOfTheApplication() { // IPC-10
        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            main.ipcMain().handle("ping", (event, message) -> "pong");
            main.globals().share("counter", Counter.class, new SharedCounter());
            renderer.ipcRenderer().invoke("ping").join();
            renderer.remote().getGlobal("counter", Counter.class).onChange(value -> {});
            renderer.localStorage().setItem("a", "b");
            renderer.ipcRenderer().newMessageChannel().port1().onMessage(message -> {});

            assertThat(main.ipcMain().eventNames()).isEmpty();
            assertThat(renderer.ipcRenderer().eventNames()).isEmpty();
        }
    }

    @Test
    void page_whileItLoads_maySendAskAndWork_withMessagesWaitingForIt() throws Exception { // IPC-36, IPC-37, WIN-33
        try (MainProcess main = start()) {
            Inbox<@Nullable Object> inbox = new Inbox<>();
            main.ipcMain().on("loading", (event, message) -> {
                for (int i = 0; i < EARLY; i++) {
                    event.sender().send("early", i);
                }
                event.returnValue("sent");
            });
            main.ipcMain().handle("add", (event, message) -> message.get(0, int.class) + 1);
            CompletableFuture<String> loaded = new CompletableFuture<>();
            try (Renderer renderer = Renderer.attachment(main.name())
                    .setUp(loading -> loaded.complete(load(loading, inbox)))
                    .attach()) {
                assertThat(Peer.settled(loaded)).isEqualTo("sent 2 3 0 heard");
                assertThat(inbox.take("early", 2 * EARLY)).hasSize(2 * EARLY).startsWith(0, 1, 2);
                assertThat(renderer.isClosed()).isFalse();
            }
        }
    }

    /** Asks in both ways, and once more from a thread of its own, whose work nothing that waits holds up. */
    private static String load(Renderer loading, Inbox<@Nullable Object> inbox) {
        IpcRenderer ipc = loading.ipcRenderer();
        ipc.on("early", (event, message) -> inbox.add("early", message.get(0)));
        Object sent = ipc.sendSync("loading").get();
        int two = ipc.invoke("add", 1).join().get(int.class);
        CompletableFuture<Integer> three = CompletableFuture.supplyAsync(() -> {
            assertThat(ipc.sendSync("loading").get()).isEqualTo("sent");
            return two + 1;
        });
        return sent + " " + two + " " + Peer.settled(three) + " " + inbox.size("early") + " heard";
    }

    @Test
    void returnValue_letsTheRendererGoOn_whileTheListenerStillRuns() throws Exception { // SYN-02
        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            CountDownLatch goesOn = new CountDownLatch(1);
            CompletableFuture<Boolean> whileRunning = new CompletableFuture<>();
            main.ipcMain().on("early", (event, message) -> {
                event.returnValue("early");
                whileRunning.complete(goesOn.await(10, TimeUnit.SECONDS));
            });

            renderer.ipcRenderer().sendSync("early");
            goesOn.countDown();

            assertThat(Peer.settled(whileRunning)).isTrue();
        }
    }

    @Test
    void api_hasNoMethodThatItMustNotHave() { // INV-18, INV-19, STO-07
        assertThat(names(IpcMainInvokeEvent.class)).doesNotContain("reply", "returnValue", "ports", "defer");
        assertThat(Stream.of(IpcRenderer.class.getMethods())
                        .filter(method -> method.getName().equals("sendTo"))
                        .map(Method::getReturnType))
                .allMatch(type -> type == void.class || type == boolean.class); // nobody waits for another renderer
        assertThat(names(IpcRenderer.class)).noneMatch(name -> name.matches("(?i)sendToSync|sendSyncTo|invokeTo"));
        assertThat(names(WebContents.class)).doesNotContain("sendSync");
    }

    private static Set<String> names(Class<?> type) {
        return Stream.of(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    private MainProcess start() {
        return MainProcess.builder()
                .name("released")
                .headless(true)
                .userData(userData)
                .requestTimeout(Duration.ofSeconds(15))
                .start();
    }
}
