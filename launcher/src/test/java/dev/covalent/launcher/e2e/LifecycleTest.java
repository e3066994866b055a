package dev.covalent.launcher.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Orderly beginnings and ends: WIN-19, IPC-24, APP-06, DAT-01, DAT-05 of the catalogue of behaviours. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class LifecycleTest {
    private static final int CONCURRENT = 150;

    @TempDir
    private Path userData;

    @Test
    void localStorage_isKeptAcrossARestart() { // DAT-05
        String value = "Grüße \u0000 \ud83d\ude80 " + "x".repeat(100_000);
        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            renderer.localStorage().setItem("kept", value);
            renderer.localStorage().setItem("removed", "x");
            renderer.localStorage().removeItem("removed");
        }

        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            assertThat(renderer.localStorage().getItem("kept")).isEqualTo(value);
            assertThat(renderer.localStorage().getItem("removed")).isNull();
            assertThat(renderer.localStorage().length()).isEqualTo(1);
            assertThat(renderer.localStorage().key(0)).isEqualTo("kept");
        }
    }

    @Test
    void pages_shareByStorage_byMessages_andByPorts() { // DAT-01
        try (MainProcess main = start();
                Renderer one = Renderer.attach(main.name());
                Renderer other = Renderer.attach(main.name())) {
            one.localStorage().setItem("shared", "stored");
            assertThat(other.localStorage().getItem("shared")).isEqualTo("stored");

            CompletableFuture<String> told = new CompletableFuture<>();
            other.ipcRenderer().on("tell", (event, message) -> told.complete(message.get(0, String.class)));
            one.ipcRenderer().sendTo(other.webContentsId(), "tell", "sent");
            assertThat(Peer.settled(told)).isEqualTo("sent");

            CompletableFuture<String> posted = new CompletableFuture<>();
            main.ipcMain()
                    .on(
                            "port",
                            (event, message) -> main.browserWindows()
                                    .webContentsFromId(other.webContentsId())
                                    .orElseThrow()
                                    .postMessage("port", null, event.ports()));
            other.ipcRenderer()
                    .on(
                            "port",
                            (event, message) -> event.ports()
                                    .get(0)
                                    .onMessage(
                                            mail -> posted.complete(mail.data().get(String.class))));
            MessageChannel channel = one.ipcRenderer().newMessageChannel();
            one.ipcRenderer().postMessage("port", null, List.of(channel.port2()));
            channel.port1().postMessage("posted");
            assertThat(Peer.settled(posted)).isEqualTo("posted");
        }
    }

    @Test
    void close_renderer_deliversWhatItHasSent() throws Exception { // IPC-25
        try (MainProcess main = start()) {
            List<Integer> heard = new CopyOnWriteArrayList<>();
            CompletableFuture<List<Integer>> atClose = new CompletableFuture<>();
            main.ipcMain().on("last", (event, message) -> heard.add(message.get(0, int.class)));
            Renderer renderer = Renderer.attach(main.name());
            main.browserWindows()
                    .fromId(renderer.windowId())
                    .orElseThrow()
                    .on(BrowserWindow.CLOSED, event -> atClose.complete(List.copyOf(heard)));

            IntStream.range(0, 500).forEach(i -> renderer.ipcRenderer().send("last", i));
            renderer.close();

            assertThat(Peer.settled(atClose))
                    .isEqualTo(IntStream.range(0, 500).boxed().toList());
        }
    }

    @Test
    @Timeout(90)
    void close_renderersInThisJvm_leavesNoThreadOfRmi() throws InterruptedException {
        Set<Thread> before = lookingAfterLeases();
        try (MainProcess main = start()) {
            for (int i = 0; i < 5; i++) {
                Renderer.attach(main.name()).close();
            }
            Set<Thread> left = lookingAfterLeases();
            left.removeAll(before);
            assertThat(left).isNotEmpty();

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            for (Thread thread : left) {
                while (thread.isAlive() && System.nanoTime() - deadline < 0) {
                    System.gc(); // until they are collected, the stubs hold the leases
                    thread.join(200);
                }
            }

            assertThat(left).noneMatch(Thread::isAlive);
        }
    }

    private static Set<Thread> lookingAfterLeases() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("RMI RenewClean"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void close_window_unloadsThePage_whichMayStillAskAndTell() throws Exception { // WIN-19, IPC-24, WIN-22
        try (MainProcess main = start()) {
            List<Object> order = new CopyOnWriteArrayList<>();
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            main.ipcMain().on("may-i-go", (event, message) -> event.returnValue("you may"));
            main.ipcMain().on("farewell", (event, message) -> order.add(message.get(0)));
            main.app().on(App.RENDER_PROCESS_GONE, gone -> order.add("gone"));
            Renderer renderer = Renderer.attachment(main.name())
                    .page(TestPages.Polite.class.getName())
                    .headless(true)
                    .attach();
            BrowserWindow window =
                    main.browserWindows().fromId(renderer.windowId()).orElseThrow();
            window.on(BrowserWindow.CLOSED, event -> {
                order.add("closed");
                closed.complete(true);
            });

            window.close();

            assertThat(Peer.settled(closed)).isTrue();
            assertThat(order).containsExactly("you may", "closed");
            assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void quit_closesWindowsBetweenItsTwoEvents() throws Exception { // APP-05, APP-06, APP-08
        MainProcess main = start();
        List<String> order = new ArrayList<>();
        Renderer renderer = Renderer.attach(main.name());
        main.app().on(App.BEFORE_QUIT, app -> order.add("before-quit"));
        main.app().on(App.WINDOW_ALL_CLOSED, app -> order.add("window-all-closed"));
        main.app().on(App.QUIT, code -> order.add("quit " + code));
        main.browserWindows()
                .fromId(renderer.windowId())
                .orElseThrow()
                .on(BrowserWindow.CLOSED, window -> order.add("closed"));

        main.app().quit();
        main.app().quit();

        assertThat(main.awaitQuit()).isZero();
        assertThat(order).containsExactly("before-quit", "closed", "quit 0");
        assertThat(renderer.awaitClose(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void awaitQuit_onTheLoopThatTheEndNeeds_isRefusedAtOnce() { // ASK-08
        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            main.ipcMain().handle("wait", (event, message) -> main.awaitQuit());

            assertThatThrownBy(() -> renderer.ipcRenderer().invoke("wait").join())
                    .hasMessageContaining("IllegalStateException: Waiting here would never end")
                    .hasMessageContaining("App.QUIT");
        }
    }

    @Test
    void exit_endsAtOnceWithItsCode() throws Exception { // APP-09
        MainProcess main = start();
        List<String> order = new ArrayList<>();
        main.app().on(App.BEFORE_QUIT, app -> order.add("before-quit"));
        main.app().on(App.QUIT, code -> order.add("quit " + code));

        main.app().exit(7);

        assertThat(main.awaitQuit()).isEqualTo(7);
        assertThat(order).containsExactly("quit 7");
    }

    @Test
    void sendSync_fromManyThreads_allAreAnsweredHoweverManyWait() { // SYN-04, F12
        try (MainProcess main = start();
                Renderer renderer = Renderer.attach(main.name())) {
            AtomicInteger waiting = new AtomicInteger();
            main.ipcMain().on("wait", (event, message) -> {
                event.defer();
                waiting.incrementAndGet();
                CompletableFuture<Void> unused = CompletableFuture.runAsync(
                        () -> event.returnValue(message.get(0)), CompletableFuture.delayedExecutor(20, MILLISECONDS));
            });
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < CONCURRENT; i++) {
                int number = i;
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                answers.add(answer);
                Threads.daemon(
                                "asker-" + i,
                                () -> answer.complete(renderer.ipcRenderer()
                                        .sendSync("wait", number)
                                        .get(int.class)))
                        .start();
            }

            for (int i = 0; i < CONCURRENT; i++) {
                assertThat(Peer.settled(answers.get(i))).isEqualTo(i);
            }
            assertThat(waiting).hasValue(CONCURRENT);
        }
    }

    private MainProcess start() {
        return MainProcess.builder().name("lively").userData(userData).start();
    }
}
