package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.ErrorDetails;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MainProcess;
import dev.covalent.main.MessageKind;
import dev.covalent.main.Verdict;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How main dispatches what renderers send, wherever they run. Each test uses names of its own. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
abstract class DispatchContract {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private @Nullable IpcFixture fixture;
    private final List<String> created = new CopyOnWriteArrayList<>();

    /** Opens a window whose renderer runs scripts and has loaded. */
    abstract BrowserWindow open(MainProcess main, String title);

    @BeforeAll
    void start(@TempDir Path userData) {
        MainProcess main = MainProcess.builder()
                .name("dispatch")
                .headless(true)
                .queueBound(1 << 20)
                .userData(userData)
                .start();
        main.app().on(App.WEB_CONTENTS_CREATED, contents -> {
            created.add("created " + contents.id());
            contents.on(WebContents.IPC_MESSAGE, message -> created.add("message " + contents.id()));
        });
        fixture = new IpcFixture(main, this::open);
    }

    @AfterAll
    void stop() {
        fixture().close();
    }

    @Test // WIN-35: told before anything that its renderer sends
    void webContentsCreated_isToldBeforeTheFirstMessage() {
        first().run(Script.SEND, fixture().name("anything"));
        second().run(Script.SEND, fixture().name("anything"));

        assertThat(created.indexOf("created 1")).isNotNegative().isLessThan(created.indexOf("message 1"));
        assertThat(created.indexOf("created 2")).isNotNegative().isLessThan(created.indexOf("message 2"));
    }

    @Test // IPC-21, IPC-22, IPC-23
    void webContentsIpc_hearsItsOwnRenderer_afterTheEventAndBeforeIpcMain() throws Exception {
        String channel = fixture().name("cascade");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        ipcMain()
                .on(
                        channel,
                        (event, message) ->
                                heard.add("ipcMain " + event.sender().id()));
        first().contents().ipc().on(channel, (event, message) -> heard.add("contents"));
        Subscription events = first().contents().on(WebContents.IPC_MESSAGE, message -> {
            if (message.channel().equals(channel)) {
                heard.add("event " + message.kind());
            }
        });

        first().run(Script.SEND, channel);
        first().run(Script.POST_VALUE, channel, "value");
        assertThat(takeAll(heard, 6))
                .containsExactly("event SEND", "contents", "ipcMain 1", "event POST_MESSAGE", "contents", "ipcMain 1");
        second().run(Script.SEND, channel);
        assertThat(takeAll(heard, 1)).containsExactly("ipcMain 2");
        events.close();
    }

    @Test // INV-14, SYN-13
    void webContentsIpc_handlesAndAnswersFirst() {
        String channel = fixture().name("own");
        ipcMain().handle(channel, (event, message) -> "ipcMain");
        ipcMain().on(channel, (event, message) -> event.returnValue("ipcMain"));
        first().contents().ipc().handle(channel, (event, message) -> "contents");
        first().contents().ipc().on(channel, (event, message) -> event.returnValue("contents"));

        assertThat(first().run(Script.INVOKE, channel).get()).isEqualTo("contents");
        assertThat(first().run(Script.SEND_SYNC, channel).get()).isEqualTo("contents");
        assertThat(second().run(Script.INVOKE, channel).get()).isEqualTo("ipcMain");
        assertThat(second().run(Script.SEND_SYNC, channel).get()).isEqualTo("ipcMain");
    }

    @Test // ASK-20, IPC-38
    void interceptor_denies_callerSeesTheReason_othersGoOn() throws Exception {
        String channel = fixture().name("guarded");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        ipcMain().on(channel, (event, message) -> {
            heard.add("heard " + event.sender().id());
            event.returnValue(1);
        });
        ipcMain().handle(channel, (event, message) -> "handled");
        second().listen(channel);
        Subscription guard = ipcMain()
                .use(inbound ->
                        inbound.channel().equals(channel) && inbound.sender().id() == 1
                                ? Verdict.deny("renderer 1 may not " + inbound.kind())
                                : Verdict.allow());

        first().run(Script.SEND, channel);
        first().run(Script.SEND_TO, second().id(), channel, "refused");
        assertThat(first().run(Script.INVOKE_FAILURE, channel).get())
                .isEqualTo(List.of(
                        "RemoteAccessDeniedException", "Main refuses '" + channel + "': renderer 1 may not INVOKE"));
        assertThatThrownBy(() -> first().run(Script.SEND_SYNC, channel))
                .hasMessageStartingWith("dev.covalent.common.RemoteAccessDeniedException: ");
        second().run(Script.SEND, channel);
        assertThat(takeAll(heard, 1)).containsExactly("heard 2");

        guard.close();
        first().run(Script.SEND_TO, second().id(), channel, "allowed");
        assertThat(second().heard(channel, 1))
                .singleElement()
                .satisfies(message -> assertThat(message.args()).containsExactly("allowed"));
        assertThat(first().run(Script.INVOKE, channel).get()).isEqualTo("handled");
    }

    @Test // ASK-10, INV-10
    void handlerThrows_codeAndDataCross() {
        String channel = fixture().name("details");
        ipcMain().handle(channel, (event, message) -> {
            throw new Refusal();
        });

        assertThat(first().run(Script.INVOKE_FAILURE, channel).get())
                .isEqualTo(List.of(
                        "HandlerException",
                        "Error invoking remote method '" + channel + "': " + Refusal.class.getName() + ": too young",
                        Refusal.class.getName(),
                        "E_AGE",
                        Map.of("limit", 18)));
    }

    @Test // ASK-10
    void errorMapper_decidesWhatTheCallerSees() {
        String channel = fixture().name("mapped");
        ipcMain().handle(channel, (event, message) -> {
            throw new IllegalStateException("secret of " + channel);
        });
        Subscription mapper = ipcMain().errorMapper(thrown -> Optional.of(RemoteError.of("Failed", "sorry", "E_X")));

        List<?> mapped = first().run(Script.INVOKE_FAILURE, channel).get(List.class);
        mapper.close();
        List<?> unmapped = first().run(Script.INVOKE_FAILURE, channel).get(List.class);

        assertThat(mapped.subList(0, 4))
                .isEqualTo(List.of(
                        "HandlerException",
                        "Error invoking remote method '" + channel + "': Failed: sorry",
                        "Failed",
                        "E_X"));
        assertThat(String.valueOf(unmapped.get(1))).contains("secret of");
    }

    @Test // ASK-11
    void typedChannels_bothEnds() {
        String name = fixture().name("typed");
        IpcMain ipc = ipcMain();
        ipc.once(DispatchScripts.person(name), (event, person) -> event.reply(DispatchScripts.person(name), person));
        ipc.handle(DispatchScripts.sum(name), ipc.workers(), (event, people) -> people.size());
        ipc.on(name, (event, message) -> {
            if (message.get(0) instanceof List<?> list) {
                event.returnValue(list.size());
            }
        });
        ipc.once(DispatchScripts.person(name + "-post"), (event, person) -> {
            event.sender().postMessage(DispatchScripts.person(name + "-posted"), person, List.of());
            fixture().main.browserWindows().broadcast(DispatchScripts.person(name + "-all"), person);
        });
        ipc.handle(name + "-wrong", (event, message) -> new Claim("Ada", "old"));

        assertThat(first().run(Script.TYPED_CHANNELS, name).get())
                .isEqualTo(List.of(
                        2,
                        1,
                        36,
                        36,
                        36,
                        36,
                        "Channel '" + name + "-wrong' expects " + DispatchScripts.Person.class.getTypeName()
                                + ", but found {name: String, age: String}: age: found String \"old\", expected int"));
    }

    @Test // ASK-11: the argument's mismatch is the handler's failure
    void typedHandler_wrongArgument_callerSeesTheMismatch() {
        String name = fixture().name("mismatch");
        ipcMain().handle(DispatchScripts.sum(name), (event, people) -> people.size());

        List<?> failure = first().run(Script.INVOKE_FAILURE, name, "x", "y").get(List.class);

        assertThat(failure.get(2)).isEqualTo("dev.covalent.common.ChannelMismatchException");
        assertThat(String.valueOf(failure.get(1))).endsWith("but found 2 arguments");
    }

    @Test // ASK-21
    void workers_longHandler_leavesTheLoopFree_andTooManyAreRefused() throws Exception {
        String channel = fixture().name("long");
        CompletableFuture<String> goOn = new CompletableFuture<>();
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        ipcMain().handle(channel, ipcMain().workers(), (event, message) -> {
            threads.add(
                    Thread.currentThread().getName() + " for " + event.sender().id());
            return goOn.get(20, TimeUnit.SECONDS);
        });
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        CompletableFuture<?>[] running = new CompletableFuture<?>[processors];
        for (int i = 0; i < processors; i++) {
            running[i] = first().start(Script.INVOKE, channel, new byte[10]);
        }
        assertThat(takeAll(threads, processors))
                .allSatisfy(
                        name -> assertThat(name).startsWith("covalent-worker-").endsWith(" for 1"));

        CountDownLatch arrived = new CountDownLatch(1);
        Subscription watch = ipcMain().use(inbound -> {
            if (inbound.channel().equals(channel) && inbound.bytes() > 700 << 10) {
                arrived.countDown();
            }
            return Verdict.allow();
        });
        CompletableFuture<Value> waiting = first().start(Script.INVOKE_FAILURE, channel, new byte[700 << 10]);
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        watch.close();
        // As long as the renderer does not know that, another one would not even leave it.
        assertThat(Eventually.becomes(
                        true, () -> first().run(Script.BUFFERED, 0).get(long.class) < 700 << 10))
                .isTrue();
        List<?> refused =
                first().run(Script.INVOKE_FAILURE, channel, new byte[700 << 10]).get(List.class);
        CompletableFuture<Value> another = second().start(Script.INVOKE_FAILURE, channel, new byte[700 << 10]);
        goOn.complete("done");

        assertThat(refused.get(0)).isEqualTo("QueueFullException");
        assertThat(String.valueOf(refused.get(1))).contains("nothing ran");
        assertThat(Peer.settled(waiting).get()).isEqualTo(List.of("done"));
        assertThat(Peer.settled(another).get()).isEqualTo(List.of("done"));
        Peer.settled(CompletableFuture.allOf(running));
    }

    @Test // IPC-09, IPC-35
    void hooks_areToldOfWhatIsLostAndWhatIsThrown() throws Exception {
        String channel = fixture().name("lost");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Subscription unheard = ipcMain().onUnheard(message -> {
            if (message.channel().equals(channel) && message.kind() == MessageKind.SEND) {
                told.add("lost " + message.message().get(0));
                throw new IllegalStateException("thrown by a hook, as the test wants");
            }
        });
        Subscription uncaught = fixture()
                .main
                .app()
                .on(App.UNCAUGHT_EXCEPTION, thrown -> told.add(String.valueOf(thrown.getMessage())));

        first().run(Script.SEND, channel, "message");

        assertThat(takeAll(told, 2)).containsExactly("lost message", "thrown by a hook, as the test wants");
        unheard.close();
        uncaught.close();
    }

    /** An interrupted thread closes the connection that it answers on, and the renderer with it. */
    @Test
    void userCode_leavesItsThreadInterrupted_nobodyElseSeesIt() throws Exception {
        String channel = fixture().name("interrupting");
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Subscription guard = ipcMain().use(inbound -> {
            if (inbound.channel().equals(channel)) {
                Thread.currentThread().interrupt();
            }
            return Verdict.allow();
        });
        for (int listener = 1; listener <= 2; listener++) {
            ipcMain().on(channel, (event, message) -> {
                seen.add(String.valueOf(Thread.currentThread().isInterrupted()));
                Thread.currentThread().interrupt();
                event.returnValue("answered");
            });
        }
        ipcMain().handle(channel, (event, message) -> interruptedTwice(event.sender()));

        first().run(Script.SEND, channel);
        assertThat(first().run(Script.SEND_SYNC, channel).get()).isEqualTo("answered");
        assertThat(first().run(Script.INVOKE, channel).get()).isEqualTo("chained");
        guard.close();

        assertThat(Peer.settled(first().contents().invoke(ScriptHost.PING, LIMIT, "alive"))
                        .get())
                .isEqualTo("alive");
        assertThat(takeAll(seen, 4)).containsOnly("false");
    }

    /** Chained in the turn, so that it runs in the one that brings the answer. */
    private static CompletionStage<Object> interruptedTwice(WebContents sender) {
        Thread.currentThread().interrupt();
        return sender.invoke(ScriptHost.PING, LIMIT, "chained").thenApply(value -> {
            Thread.currentThread().interrupt();
            return value.get();
        });
    }

    private IpcFixture fixture() {
        return Objects.requireNonNull(fixture, "fixture");
    }

    private Peer first() {
        return fixture().first;
    }

    private Peer second() {
        return fixture().second;
    }

    private IpcMain ipcMain() {
        return fixture().main.ipcMain();
    }

    private static List<String> takeAll(BlockingQueue<String> queue, int count) {
        List<String> taken = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                taken.add(Objects.requireNonNull(queue.poll(15, TimeUnit.SECONDS), () -> "only " + taken));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
        return taken;
    }

    /** What a person is not. */
    private record Claim(String name, String age) {}

    /** An exception with a code and data. */
    private static final class Refusal extends RuntimeException implements ErrorDetails {
        private static final long serialVersionUID = 1L;

        Refusal() {
            super("too young");
        }

        @Override
        public String code() {
            return "E_AGE";
        }

        @Override
        public Object data() {
            return Map.of("limit", 18);
        }
    }
}
