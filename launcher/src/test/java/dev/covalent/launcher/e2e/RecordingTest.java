package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.LoopBlocked;
import dev.covalent.main.MainProcess;
import dev.covalent.main.Verdict;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder is told of messages, requests, remote calls and loops (ASK-21, ASK-20). */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class RecordingTest {
    @TempDir
    Path directory;

    private final Recording recording = new Recording();
    private final Semaphore heard = new Semaphore(0);
    private MainProcess main;
    private Renderer first;
    private Renderer second;

    @BeforeEach
    void start() {
        main = MainProcess.builder()
                .name("recorded")
                .headless(true)
                .userData(directory.resolve("data"))
                .loopBlockedAfter(Duration.ofMillis(1))
                .start();
        first = Renderer.attach("recorded");
        second = Renderer.attach("recorded");
        for (String type : List.of("Message", "Request", "RemoteCall", "LoopLag", "LoopBlocked")) {
            recording.enable("dev.covalent." + type);
        }
        recording.start();
    }

    @AfterEach
    void stop() {
        recording.close();
        first.close();
        second.close();
        main.close();
    }

    @Test
    void send_isRecordedAtBothEnds() throws Exception {
        main.ipcMain().on("chat", (event, message) -> heard.release());

        first.ipcRenderer().send("chat", "hello");
        awaitHeard();

        RecordedEvent sent = one("Message", "channel", "chat", "direction", "sent");
        assertThat(sent.getString("kind")).isEqualTo("send");
        assertThat(sent.getInt("peer")).isZero();
        RecordedEvent received = one("Message", "channel", "chat", "direction", "received");
        assertThat(received.getInt("peer")).isEqualTo(first.webContentsId());
        assertThat(received.getLong("bytes")).isEqualTo(sent.getLong("bytes")).isPositive();
        assertThat(received.getLong("queueTime")).isPositive();
        assertThat(received.getLong("handlingTime")).isPositive();
        assertThat(received.getString("outcome")).isEqualTo("success");
    }

    @Test
    void webContentsSend_isRecordedAtBothEnds() throws Exception {
        second.ipcRenderer().on("news", (event, message) -> heard.release());

        contents(second).send("news", "hello");
        awaitHeard();

        RecordedEvent sent = one("Message", "channel", "news", "direction", "sent");
        assertThat(sent.getString("kind")).isEqualTo("webContents.send");
        assertThat(sent.getInt("peer")).isEqualTo(second.webContentsId());
        assertThat(sent.getLong("bytes")).isPositive();
        RecordedEvent received = one("Message", "channel", "news", "direction", "received");
        assertThat(received.getInt("peer")).isZero();
        assertThat(received.getLong("queueTime")).isPositive();
    }

    @Test
    void sendTo_isRecordedAtEachStation() throws Exception {
        second.ipcRenderer().on("ping", (event, message) -> heard.release());

        first.ipcRenderer().sendTo(second.webContentsId(), "ping", 1);
        awaitHeard();

        assertThat(Eventually.becomes(
                        4,
                        () -> allUnchecked("Message", "channel", "ping", "kind", "sendTo")
                                .size()))
                .isEqualTo(4);
        assertThat(all("Message", "channel", "ping", "kind", "sendTo"))
                .extracting(event -> event.getString("direction") + " " + event.getInt("peer"))
                .containsExactlyInAnyOrder(
                        "sent " + second.webContentsId(), // by the first renderer
                        "received " + first.webContentsId(), // by main
                        "sent " + second.webContentsId(), // by main
                        "received " + first.webContentsId());
    }

    @Test
    void postMessage_withoutPorts_isNoSend() throws Exception {
        main.ipcMain().on("up", (event, message) -> heard.release());
        first.ipcRenderer().on("down", (event, message) -> heard.release());

        first.ipcRenderer().postMessage("up", 1, List.of());
        awaitHeard();
        contents(first).postMessage("down", 1, List.of());
        awaitHeard();

        for (String channel : List.of("up", "down")) {
            for (String direction : List.of("sent", "received")) {
                assertThat(one("Message", "channel", channel, "direction", direction)
                                .getString("kind"))
                        .isEqualTo("postMessage");
            }
        }
    }

    @Test
    void message_deniedOrUnheard_isRecordedAsThat() throws Exception {
        main.ipcMain()
                .use(inbound -> inbound.channel().equals("secret") ? Verdict.deny("not for you") : Verdict.allow());
        int receiver = second.webContentsId();

        first.ipcRenderer().send("secret", 1);
        first.ipcRenderer().sendTo(receiver, "secret", 1);
        first.ipcRenderer().send("nobody", 1);
        contents(first).send("nobody here", 1);

        assertThat(one("Message", "kind", "send", "outcome", "denied").getString("channel"))
                .isEqualTo("secret");
        assertThat(one("Message", "kind", "sendTo", "outcome", "denied").getInt("peer"))
                .isEqualTo(first.webContentsId());
        assertThat(one("Message", "kind", "send", "outcome", "unheard").getString("channel"))
                .isEqualTo("nobody");
        assertThat(one("Message", "kind", "webContents.send", "outcome", "unheard")
                        .getString("channel"))
                .isEqualTo("nobody here");
    }

    @Test
    void request_givenUp_isRecordedByItsHandlerToo() throws Exception {
        CompletionStage<Object> never = new CompletableFuture<>();
        main.ipcMain().handle("endless", (event, message) -> {
            heard.release();
            return never;
        });

        CompletableFuture<Value> asked = first.ipcRenderer().invoke("endless");
        awaitHeard();
        asked.cancel(true);

        RecordedEvent handled = one("Request", "channel", "endless", "side", "handler");
        assertThat(handled.getString("outcome")).isEqualTo("cancelled");
        assertThat(one("Request", "channel", "endless", "side", "caller").getString("outcome"))
                .isEqualTo("cancelled");
    }

    @Test
    void portMessage_isRecorded() throws Exception {
        main.ipcMain().on("port", (event, message) -> event.ports().get(0).onMessage(mail -> heard.release()));
        MessageChannel channel = first.ipcRenderer().newMessageChannel();

        first.ipcRenderer().postMessage("port", null, List.of(channel.port2()));
        channel.port1().postMessage("through the port");
        awaitHeard();

        assertThat(one("Message", "channel", "port", "direction", "received").getString("kind"))
                .isEqualTo("postMessage");
        RecordedEvent received = one("Message", "kind", "port", "direction", "received");
        assertThat(received.getString("channel")).startsWith("port ");
        assertThat(received.getLong("bytes")).isPositive();
    }

    @Test
    void sendSync_isRecordedAtBothEnds() throws Exception {
        main.ipcMain().on("ask", (event, message) -> event.returnValue("answer"));

        first.ipcRenderer().sendSync("ask", "question");

        RecordedEvent caller = one("Request", "channel", "ask", "side", "caller");
        RecordedEvent handler = one("Request", "channel", "ask", "side", "handler");
        assertThat(caller.getString("kind")).isEqualTo("sendSync");
        assertThat(caller.getDuration()).isPositive();
        assertThat(caller.getLong("bytes")).isEqualTo(handler.getLong("bytes")).isPositive();
        assertThat(handler.getInt("peer")).isEqualTo(first.webContentsId());
        assertThat(handler.getLong("queueTime")).isPositive();
        assertThat(handler.getLong("handlingTime")).isPositive();
        assertThat(List.of(caller.getString("outcome"), handler.getString("outcome")))
                .containsOnly("success");
    }

    @Test
    void invoke_ofEachEnd_isRecordedWithItsOutcome() throws Exception {
        main.ipcMain().handle("add", (event, message) -> message.get(0, int.class) + 1);
        main.ipcMain().handle("fail", (event, message) -> {
            throw new IllegalStateException("as the test wants it");
        });

        assertThat(first.ipcRenderer()
                        .invoke("add", 1)
                        .get(10, TimeUnit.SECONDS)
                        .get(int.class))
                .isEqualTo(2);
        assertThatThrownBy(() -> first.ipcRenderer().invoke("fail").get(10, TimeUnit.SECONDS))
                .hasMessageContaining("as the test wants it");
        assertThatThrownBy(() -> first.ipcRenderer().sendSync("nobody")).isInstanceOf(NoHandlerException.class);

        for (String side : List.of("caller", "handler")) {
            assertThat(one("Request", "channel", "add", "side", side).getString("outcome"))
                    .isEqualTo("success");
            assertThat(one("Request", "channel", "fail", "side", side).getString("outcome"))
                    .isEqualTo("handler");
            assertThat(one("Request", "channel", "nobody", "side", side).getString("outcome"))
                    .isEqualTo("no-handler");
        }
    }

    @Test
    void webContentsInvoke_isRecordedAtBothEnds() throws Exception {
        first.ipcRenderer().handle("title", (event, message) -> "a title");

        assertThat(contents(first)
                        .invoke("title", Duration.ofSeconds(10), 1)
                        .get(10, TimeUnit.SECONDS)
                        .get(String.class))
                .isEqualTo("a title");

        RecordedEvent caller = one("Request", "channel", "title", "side", "caller");
        RecordedEvent handler = one("Request", "channel", "title", "side", "handler");
        assertThat(caller.getString("kind")).isEqualTo("webContents.invoke").isEqualTo(handler.getString("kind"));
        assertThat(caller.getInt("peer")).isEqualTo(first.webContentsId());
        assertThat(handler.getLong("bytes")).isPositive();
        assertThat(handler.getLong("queueTime")).isPositive();
        assertThat(List.of(caller.getString("outcome"), handler.getString("outcome")))
                .containsOnly("success");
    }

    @Test
    void propertyGetAndTypedCall_areRecordedAtBothEnds() throws Exception {
        main.globals().share("bag", Map.of("key", "value"));
        main.globals().share("counter", Counter.class, new SharedCounter());

        first.remote().getGlobal("bag").get("key", String.class);
        first.remote().getGlobal("counter", Counter.class).add(2);
        assertThatThrownBy(
                        () -> first.remote().getGlobal("counter", Counter.class).refuse("not today"))
                .hasMessageContaining("not today");

        for (String side : List.of("caller", "handler")) {
            assertThat(one("RemoteCall", "object", "bag", "side", side).getString("method"))
                    .isEqualTo("get key");
            RecordedEvent add = one("RemoteCall", "method", "add", "side", side);
            assertThat(add.getString("object")).isEqualTo("counter");
            assertThat(add.getString("outcome")).isEqualTo("success");
            assertThat(add.getLong("bytes")).isPositive();
            assertThat(add.getDuration()).isPositive();
            assertThat(one("RemoteCall", "method", "refuse", "side", side).getString("outcome"))
                    .isEqualTo("remote-call");
        }
    }

    @Test
    void loop_blockedByAListener_isReportedWhenItGoesOn() throws Exception { // ASK-21
        LinkedBlockingQueue<LoopBlocked> told = new LinkedBlockingQueue<>();
        CountDownLatch release = new CountDownLatch(1);
        main.app().on(App.LOOP_BLOCKED, told::add);
        main.ipcMain().on("block", (event, message) -> await(release));

        first.ipcRenderer().send("block");
        assertThat(Eventually.becomes(true, () -> main.app().loopLag().toMillis() > 2500)) // two ticks have passed
                .isTrue();
        assertThat(told).isEmpty();
        release.countDown();

        LoopBlocked blocked = told.poll(10, TimeUnit.SECONDS);
        assertThat(blocked).isNotNull();
        assertThat(blocked.stack())
                .contains(", called by " + RecordingTest.class.getName() + ".await(")
                .contains("\n\tat ");
        assertThat(all("LoopBlocked", "loop", "main 'recorded'", "stack", blocked.stack()))
                .extracting(event -> event.getBoolean("over"))
                .containsExactly(false, true);
    }

    private static void await(CountDownLatch release) throws InterruptedException, TimeoutException {
        if (!release.await(30, TimeUnit.SECONDS)) {
            throw new TimeoutException("never released");
        }
    }

    private WebContents contents(Renderer renderer) {
        return main.browserWindows().fromId(renderer.windowId()).orElseThrow().webContents();
    }

    private void awaitHeard() throws InterruptedException {
        assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).as("heard").isTrue();
    }

    /** Waits for the one event whose fields are as given; it is committed soon after what a test can notice. */
    private RecordedEvent one(String type, String key, String value, String otherKey, String otherValue)
            throws IOException, InterruptedException {
        assertThat(Eventually.becomes(
                        1,
                        () -> allUnchecked(type, key, value, otherKey, otherValue)
                                .size()))
                .as("%s of %s, %s", type, value, otherValue)
                .isEqualTo(1);
        return all(type, key, value, otherKey, otherValue).get(0);
    }

    private List<RecordedEvent> allUnchecked(String type, String key, String value, String otherKey, String other) {
        try {
            return all(type, key, value, otherKey, other);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private List<RecordedEvent> all(String type, String key, String value, String otherKey, String otherValue)
            throws IOException {
        Path file = directory.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("dev.covalent." + type))
                .filter(event -> value.equals(event.getString(key)) && otherValue.equals(event.getString(otherKey)))
                .toList();
    }
}
