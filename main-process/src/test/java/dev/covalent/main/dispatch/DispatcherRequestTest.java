package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.EventType;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.main.RemoteGetEvent;
import dev.covalent.main.WebContents;
import dev.covalent.main.access.RemoteGate;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.session.FakeContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a renderer asks and waits for, or gives up. */
@Timeout(20)
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class DispatcherRequestTest extends DispatcherFixture {
    DispatcherRequestTest(@TempDir Path directory) {
        super(directory);
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

    /** What main cannot answer it says so, whichever way it is asked. */
    @Test
    void ask_whoseAnswerThrows_failsLikeTheRequest() throws Exception {
        RemoteGate broken = new RemoteGate(
                new RemoteGate.Listeners() {
                    @Override
                    public <E extends RemoteGetEvent> void tell(EventType<E> type, E event, Consumer<Throwable> to) {
                        throw new UnsupportedOperationException("broken, as the test wants");
                    }

                    @Override
                    public boolean hear(EventType<?> type, WebContents contents) {
                        return true;
                    }
                },
                thrown -> {});
        Dispatcher dispatcher = dispatcher(desk(broken));
        RemoteRequest get = new RemoteRequest.RootGet(RemoteRoot.APP);

        Outcome blocking = dispatcher.request(first, 1, get);
        List<Payload> early = dispatcher.deliver(first, batch(2, new Upstream.Ask(7, 5_000, get)));

        Outcome asked = EarlyReply.decode(early.get(0)).reply().outcome();
        assertThat(List.of(blocking, asked))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
                    assertThat(failure.message()).contains("broken, as the test wants");
                }));
        assertThat(uncaught).hasSize(2);
        uncaught.clear();
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
                processes,
                objects,
                ports,
                desk(),
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

        assertThat(value(dispatcher.request(first, 1, new RemoteRequest.WindowFind(2)), WindowDescription.class))
                .isEqualTo(new WindowDescription(2, 2, "second"));
        assertThat(value(dispatcher.request(first, 2, new RemoteRequest.WindowFind(99)), WindowDescription.class))
                .isNull();
        assertThat(value(dispatcher.request(first, 3, new RemoteRequest.ContentsFind(1)), ContentsDescription.class))
                .isEqualTo(new ContentsDescription(1, 4711));
        assertThat(value(dispatcher.request(first, 4, new RemoteRequest.WindowList()), WindowDescription[].class))
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
            assertThat(StructuredClone.decode(failure.error())).isEqualTo(List.of(0L, 206L, 100L));
        });
    }
}
