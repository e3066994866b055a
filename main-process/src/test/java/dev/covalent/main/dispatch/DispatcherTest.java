package dev.covalent.main.dispatch;

import static dev.covalent.common.concurrent.ThreadStates.awaitParked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.IpcMain;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.storage.LocalStorageService;
import dev.covalent.main.storage.UserDataDirectory;
import dev.covalent.main.window.WindowObserver;
import dev.covalent.main.window.WindowSettings;
import dev.covalent.main.window.WindowTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All of main behind the dispatcher, and nothing before it: two renderers that attached, without connections. */
@Timeout(20)
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class DispatcherTest {
    private static final long BOUND = 10_000;

    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("dispatcher-test", uncaught::add);
    private final ScheduledExecutorService timer = Threads.scheduler("dispatcher-test-timer");
    private final ExecutorService threads = Threads.pool("dispatcher-test-user", 8);
    private final PortRouter ports = new PortRouter(loop, uncaught::add, QueueLimits.ofBound(BOUND));
    private final SessionTable sessions = new SessionTable();
    private final IpcRouter router = new IpcRouter(ports::newChannel, Runnable::run, uncaught::add);
    private final IpcMain ipc = router.ipcMain();
    private final RemoteObjects objects = new RemoteObjects(loop, timer, Duration.ofSeconds(10));
    private final WindowTable windows = new WindowTable(
            new WindowSettings(Duration.ofSeconds(1), QueueLimits.ofBound(BOUND), true, Path.of("reports")),
            loop,
            sessions,
            ports,
            router,
            timer,
            threads,
            uncaught::add,
            () -> "nowhere",
            session -> {},
            new NoObserver());
    private final LocalStorageService storage;
    private final RendererSession first = attach("first");
    private final RendererSession second = attach("second");

    DispatcherTest(@TempDir Path directory) {
        storage = new LocalStorageService(UserDataDirectory.at(directory), 100);
    }

    @AfterEach
    void close() {
        storage.close();
        loop.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void deliver_messages_areDispatchedInOrder() throws Exception {
        List<Object> heard = new ArrayList<>();
        ipc.on("channel", (event, message) -> heard.add(message.get(0)));

        dispatcher().deliver(first, batch(1, message("channel", 1), message("channel", 2)));
        dispatcher().deliver(first, batch(3, message("channel", 3)));

        assertThat(heard).containsExactly(1, 2, 3);
    }

    @Test
    void deliver_batchesThatOvertakeEachOther_arePutInOrder() throws Exception {
        List<Object> heard = Collections.synchronizedList(new ArrayList<>());
        ipc.on("channel", (event, message) -> heard.add(message.get(0)));
        Dispatcher dispatcher = dispatcher();

        CompletableFuture<Void> late = later(() -> dispatcher.deliver(first, batch(2, message("channel", 2))));
        dispatcher.deliver(first, batch(1, message("channel", 1)));
        late.get(10, TimeUnit.SECONDS);

        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void deliver_invokeAnsweredAtOnce_isAnEarlyReply() throws Exception {
        ipc.handle("add", (event, message) -> message.get(0, int.class) + 1);

        List<byte[]> early = dispatcher().deliver(first, batch(1, new Upstream.Invoke(7, "add", 10_000, arguments(1))));

        Downstream.Reply reply = EarlyReply.decode(early.get(0)).reply();
        assertThat(reply.request()).isEqualTo(7);
        assertThat(value(reply.outcome(), int.class)).isEqualTo(2);
    }

    @Test
    void deliver_invokeAnsweredLater_isAFrame() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        ipc.handle("slow", (event, message) -> stage);

        assertThat(dispatcher().deliver(first, batch(1, new Upstream.Invoke(7, "slow", 10_000, arguments()))))
                .isEmpty();
        stage.complete("done");

        assertThat(FakeContents.fetch(first))
                .singleElement()
                .isInstanceOfSatisfying(
                        Downstream.Reply.class,
                        reply ->
                                assertThat(value(reply.outcome(), String.class)).isEqualTo("done"));
    }

    @Test // ASK-05
    void deliver_callsOfAStage_areAnsweredWithItsEnd_exceptWhatWasTakenBack() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        objects.registry().share("counter", Slow.class, () -> stage);
        String slow = RemoteInterface.of(Slow.class).methods().iterator().next().key();

        List<byte[]> early = dispatcher()
                .deliver(
                        first,
                        batch(
                                1,
                                new Upstream.ObjectInvoke(7, "counter", slow, 10_000, arguments()),
                                new Upstream.ObjectInvoke(8, "counter", slow, 10_000, arguments()),
                                new Upstream.Cancel(7, false)));
        stage.complete("done");

        assertThat(early)
                .singleElement()
                .satisfies(bytes -> assertThat(EarlyReply.decode(bytes).reply().outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Failure.class,
                                givenUp -> assertThat(givenUp.message()).endsWith("nothing ran")));
        assertThat(FakeContents.fetch(first)).singleElement().isInstanceOfSatisfying(Downstream.Reply.class, reply -> {
            assertThat(reply.request()).isEqualTo(8);
            assertThat(value(reply.outcome(), String.class)).isEqualTo("done");
        });
    }

    @Test
    void deliver_malformedFrame_isThrown_andNothingOfItsBatchIsDispatched() {
        List<Object> heard = new ArrayList<>();
        ipc.on("channel", (event, message) -> heard.add(message.get(0)));
        FrameBatch batch = new FrameBatch(1, List.of(message("channel", 1).encode(), new byte[] {99}));

        assertThatThrownBy(() -> dispatcher().deliver(first, batch)).isInstanceOf(MalformedFrameException.class);

        assertThat(heard).isEmpty();
    }

    @Test
    void deliver_manyFrames_giveTheTurnToWhoeverWaitsBetweenTwo() throws Exception {
        List<Object> order = Collections.synchronizedList(new ArrayList<>());
        Thread waiter = Threads.daemon("dispatcher-test-waiter", () -> inTurn(() -> order.add("waiter")));
        ipc.on("channel", (event, message) -> {
            if (order.isEmpty()) {
                waiter.start();
                awaitParked(waiter);
            }
            order.add(message.get(0));
        });

        dispatcher().deliver(first, batch(1, message("channel", 1), message("channel", 2), message("channel", 3)));
        waiter.join(10_000);

        assertThat(order).containsExactly(1, "waiter", 2, 3);
    }

    @Test
    void deliver_sessionEnded_isNotDispatched() throws Exception {
        List<Object> heard = new ArrayList<>();
        ipc.on("channel", (event, message) -> heard.add(message.get(0)));
        first.end();

        assertThat(dispatcher().deliver(first, batch(1, message("channel", 1)))).isEmpty();

        assertThat(heard).isEmpty();
    }

    @Test
    void deliver_sendTo_isRelayedWithTheSendersId() throws Exception {
        dispatcher()
                .deliver(
                        first,
                        batch(
                                1,
                                new Upstream.SendTo(2, "ping", arguments("x")),
                                new Upstream.SendTo(99, "nobody", arguments()),
                                new Upstream.RemoteSend(2, "as-main", arguments())));

        assertThat(FakeContents.fetch(second))
                .containsExactly(
                        new Downstream.Message("ping", 1, arguments("x"), List.of()),
                        new Downstream.Message("as-main", 0, arguments(), List.of()));
    }

    /** ASK-03: a full receiver holds up nobody, and what was accepted is kept for it. */
    @Test
    void deliver_sendToAFullRenderer_isKeptForIt_andTheSenderGoesOn() throws Exception {
        List<Object> heard = new ArrayList<>();
        ipc.on("channel", (event, message) -> heard.add(message.get(0)));
        second.post(new Downstream.Message("full", 0, Payload.of(new byte[(int) BOUND]), List.of()));

        dispatcher().deliver(first, batch(1, new Upstream.SendTo(2, "ping", arguments("x")), message("channel", 1)));

        assertThat(FakeContents.fetch(second)).hasSize(2);
        assertThat(heard).containsExactly(1);
    }

    @Test
    void deliver_windowClose_asksThatWindow() throws Exception {
        dispatcher().deliver(first, batch(1, new Upstream.WindowClose(2), new Upstream.WindowClose(99)));

        assertThat(FakeContents.fetch(second)).containsExactly(new Downstream.Unload());
    }

    @Test
    void request_sendSync_isAnswered() throws Exception {
        ipc.on("channel", (event, message) -> event.returnValue("pong"));

        Outcome outcome = dispatcher().request(first, 1, new Request.SendSync("channel", 10_000, arguments()));

        assertThat(value(outcome, String.class)).isEqualTo("pong");
    }

    @Test
    void request_overtakingWhatWasSentBefore_waitsForIt() throws Exception {
        List<Object> heard = Collections.synchronizedList(new ArrayList<>());
        ipc.on("send", (event, message) -> heard.add("send"));
        ipc.on("sync", (event, message) -> {
            heard.add("sync");
            event.returnValue(null);
        });
        Dispatcher dispatcher = dispatcher();

        CompletableFuture<Void> request =
                later(() -> dispatcher.request(first, 2, new Request.SendSync("sync", 10_000, arguments())));
        dispatcher.deliver(first, batch(1, message("send")));
        request.get(10, TimeUnit.SECONDS);

        assertThat(heard).containsExactly("send", "sync");
    }

    @Test
    void request_noAnswerInTime_isATimeout_andHoldsNobodyUp() throws Exception {
        ipc.on("never", (event, message) -> event.defer());
        Dispatcher dispatcher = dispatcher(Duration.ofMillis(20));

        Outcome outcome = dispatcher.request(first, 1, new Request.SendSync("never", 20, arguments()));

        assertThat(outcome)
                .isEqualTo(new Outcome.Failure(
                        FailureKind.TIMEOUT,
                        "No answer to sendSync of 'never' within 20 ms; what was asked may still run. Answer sooner, or"
                                + " raise MainProcess.builder().requestTimeout"));
        assertThat(((Outcome.Failure) dispatcher.request(first, 2, new Request.SendSync("never", 10, arguments())))
                        .message())
                .isEqualTo("No answer to sendSync of 'never' within 10 ms; what was asked may still run. Answer sooner,"
                        + " or give withDeadline a longer one");
        assertThat(dispatcher.deliver(first, batch(3, message("next")))).isEmpty();
    }

    @Test // SYN-05: whoever waited has been told that it is not known what became of it; best is nothing
    void request_turnComesAfterItsDeadline_isNotDispatched() throws Exception {
        List<Object> heard = Collections.synchronizedList(new ArrayList<>());
        ipc.on("late", (event, message) -> heard.add("late"));
        Dispatcher dispatcher = dispatcher();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        CompletableFuture<Void> holding = new CompletableFuture<>();
        loop.execute(() -> {
            holding.complete(null);
            spinUntil(loop::isWanted); // the request waits then, so its time has begun
            long waiting = System.nanoTime();
            spinUntil(() -> System.nanoTime() - waiting > TimeUnit.MILLISECONDS.toNanos(20));
        });
        holding.get(10, TimeUnit.SECONDS);

        later(() -> outcome.complete(dispatcher.request(first, 1, new Request.SendSync("late", 20, arguments()))))
                .get(10, TimeUnit.SECONDS);

        assertThat(((Outcome.Failure) outcome.join()).message())
                .startsWith("No answer to sendSync of 'late' within 20 ms; nothing ran; main's loop was busy.");
        assertThat(heard).isEmpty();
    }

    @Test // ASK-05
    void giveUpAhead_doesNotWaitForTheLoop() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        loop.execute(goOn::join);
        List<Object> heard = Collections.synchronizedList(new ArrayList<>());
        ipc.handle("late", (event, message) -> heard.add("late"));
        Dispatcher dispatcher = dispatcher();

        dispatcher.giveUpAhead(first, new Upstream.Cancel(5, false));
        goOn.complete(null);
        dispatcher.deliver(first, batch(1, new Upstream.Invoke(5, "late", 10_000, arguments())));

        assertThat(heard).isEmpty();
    }

    @Test
    void request_unanswered_doesNotHoldTheLane() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ipc.on("never", (event, message) -> {
            event.defer();
            asked.countDown();
        });
        Dispatcher dispatcher = dispatcher();
        CompletableFuture<Void> waiting =
                later(() -> dispatcher.request(first, 1, new Request.SendSync("never", 10_000, arguments())));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        dispatcher.deliver(first, batch(2, message("next")));
        first.end();

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(PeerGoneException.class);
    }

    @Test
    void request_whoeverAnswersThrows_isAFailureAndNotATimeout() throws Exception {
        IpcRouter broken = new IpcRouter(ports::newChannel, Runnable::run, thrown -> {
            throw new IllegalStateException("the reporter is broken");
        });
        broken.ipcMain().on("channel", (event, message) -> {
            throw new IllegalStateException("mine");
        });
        Dispatcher dispatcher = new Dispatcher(
                loop,
                Duration.ofSeconds(10),
                broken,
                windows,
                objects,
                ports,
                new StorageDesk(storage),
                new Relay(windows::session, QueueLimits.ofBound(BOUND)),
                new AnswersAhead(timer),
                uncaught::add);

        Outcome outcome = dispatcher.request(first, 1, new Request.SendSync("channel", 10_000, arguments()));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
            assertThat(failure.message()).isEqualTo("java.lang.IllegalStateException: the reporter is broken");
        });
        assertThat(uncaught).hasSize(1);
    }

    @Test
    void request_malformedArguments_areThrownToCutTheSenderOff() {
        ipc.on("channel", (event, message) -> message.get(0));
        Request broken = new Request.SendSync("channel", 10_000, Payload.of(new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> dispatcher().request(first, 1, broken)).isInstanceOf(RuntimeException.class);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void request_windows_areDescribed() throws Exception {
        Dispatcher dispatcher = dispatcher();

        assertThat(value(dispatcher.request(first, 1, new Request.WindowFind(2)), WindowDescription.class))
                .isEqualTo(new WindowDescription(2, 2, "second"));
        assertThat(value(dispatcher.request(first, 2, new Request.WindowFind(99)), WindowDescription.class))
                .isNull();
        assertThat(value(dispatcher.request(first, 3, new Request.ContentsFind(1)), ContentsDescription.class))
                .isEqualTo(new ContentsDescription(1, 4711));
        assertThat(value(dispatcher.request(first, 4, new Request.WindowList()), WindowDescription[].class))
                .containsExactly(new WindowDescription(1, 1, "first"), new WindowDescription(2, 2, "second"));
    }

    @Test
    void request_storage_whoLoadedItIsToldEveryChange() throws Exception {
        Dispatcher dispatcher = dispatcher();
        dispatcher.request(first, 1, new Request.StorageLoad());
        dispatcher.request(first, 2, new Request.StorageLoad()); // the answer to the first one was lost

        Outcome own = dispatcher.request(first, 3, new Request.StorageSet("key", "value"));
        dispatcher.request(second, 1, new Request.StorageRemove("key"));

        assertThat(value(own, long.class)).as("the last frame queued then").isEqualTo(1);
        assertThat(FakeContents.fetch(first))
                .containsExactly(
                        new Downstream.StorageChanged(1, true, "key", null, "value"),
                        new Downstream.StorageChanged(2, false, "key", "value", null));
        assertThat(FakeContents.fetch(second)).isEmpty();
    }

    @Test
    void request_storageLoad_isTheWholeContent() throws Exception {
        Dispatcher dispatcher = dispatcher();
        dispatcher.request(first, 1, new Request.StorageSet("key", "value"));

        Outcome loaded = dispatcher.request(second, 1, new Request.StorageLoad());

        assertThat(value(loaded, StorageSnapshot.class)).isEqualTo(new StorageSnapshot(1, Map.of("key", "value")));
    }

    @Test
    void request_storageOverItsQuota_saysTheNumbers() throws Exception {
        Outcome outcome = dispatcher().request(first, 1, new Request.StorageSet("key", "v".repeat(100)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.QUOTA);
            assertThat(StructuredClone.decode(failure.error().bytes())).isEqualTo(List.of(0L, 206L, 100L));
        });
    }

    private Dispatcher dispatcher() {
        return dispatcher(Duration.ofSeconds(10));
    }

    private Dispatcher dispatcher(Duration requestTimeout) {
        return new Dispatcher(
                loop,
                requestTimeout,
                router,
                windows,
                objects,
                ports,
                new StorageDesk(storage),
                new Relay(windows::session, QueueLimits.ofBound(BOUND)),
                new AnswersAhead(timer),
                uncaught::add);
    }

    private RendererSession attach(String title) {
        RendererSession session = windows.attached(SessionKey.random(sessions.newSessionId()));
        assertThat(windows.connected(session, new Introduction(4711, 0, title))).isPresent();
        return session;
    }

    private CompletableFuture<Void> later(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                threads);
    }

    private static void spinUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static Upstream message(String channel, @Nullable Object... args) {
        return new Upstream.Message(channel, arguments(args), List.of());
    }

    private void inTurn(Runnable task) {
        try {
            loop.run(task, Duration.ofSeconds(10));
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    private static FrameBatch batch(long first, Upstream... frames) {
        return new FrameBatch(first, Arrays.stream(frames).map(Upstream::encode).toList());
    }

    private static Payload arguments(@Nullable Object... args) {
        return Payload.of(StructuredClone.encodeArguments(args));
    }

    private static <T> @Nullable T value(Outcome outcome, Class<T> type) {
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return StructuredClone.value(((Outcome.Success) outcome).value().bytes())
                .get(type);
    }

    @FunctionalInterface
    interface Slow {
        CompletionStage<String> slow();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static final class NoObserver implements WindowObserver {
        @Override
        public void created(BrowserWindow window) {
            // nobody asks
        }

        @Override
        public void gone(RenderProcessGone details) {
            assertThat(details.reason()).isNotEqualTo(GoneReason.CRASHED);
        }

        @Override
        public void allClosed() {
            throw new AssertionError("Attached windows do not count");
        }
    }
}
