package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.covalent.common.Cancellation;
import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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

/** Deadlines, cancellation and main's own requests, wherever the renderers run: ASK-04, ASK-05, ASK-08. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
// A handler that returns a future hands it to the framework; and one test passes null, which is refused.
@SuppressWarnings({"FutureReturnValueIgnored", "NullAway"})
abstract class RequestContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** The channels whose handlers were called and never answer. */
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    private @Nullable IpcFixture fixture;

    /** Opens a window whose renderer runs scripts and has loaded. */
    abstract BrowserWindow open(MainProcess main, String title);

    @BeforeAll
    void start(@TempDir Path userData) {
        MainProcess main = MainProcess.builder()
                .name("requests")
                .headless(true)
                .userData(userData)
                .start();
        fixture = new IpcFixture(main, this::open);
    }

    @AfterAll
    void stop() {
        fixture().close();
    }

    IpcFixture fixture() {
        return Objects.requireNonNull(fixture, "fixture");
    }

    @Test
    void invoke_deadlineOver_failsTheCaller_andRaisesTheHandlersCancellation() throws Exception { // ASK-05, INV-22
        BlockingQueue<Cancellation.Reason> reasons = new LinkedBlockingQueue<>();
        String channel = handleNever(reasons);

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE_WITHIN, 50, channel))
                .hasMessageStartingWith(IpcTimeoutException.class.getName())
                .hasMessageContaining(
                        "'" + channel + "'") // by the clock of main's or of the page's, whichever is first
                .hasMessageContaining("within 50 ms");
        assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.Reason.DEADLINE);
    }

    @Test
    void invoke_cancelledByItsCaller_raisesTheHandlersCancellation() throws Exception { // ASK-05
        BlockingQueue<Cancellation.Reason> reasons = new LinkedBlockingQueue<>();
        String channel = handleNever(reasons);

        assertThat(fixture().first.run(Script.INVOKE_UNTIL_TOLD, channel).get()).isEqualTo(true);

        assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.Reason.CANCELLED);
    }

    @Test // ASK-05: "the handler can ask", also one that runs on the loop for long
    void invoke_cancelledWhileItsHandlerHoldsTheLoop_isSeenByTheHandler() {
        String channel = fixture().name("busy");
        CompletableFuture<Cancellation.Reason> seen = new CompletableFuture<>();
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            event.sender().send(channel + ".enough");
            long end = System.nanoTime() + LONG.toNanos();
            while (!event.cancellation().isCancelled() && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            return seen.complete(event.cancellation().reason().orElse(Cancellation.Reason.DEADLINE));
        });

        var unused = fixture().first.start(Script.INVOKE_UNTIL_TOLD, channel);

        assertThat(Peer.settled(seen)).isEqualTo(Cancellation.Reason.CANCELLED);
    }

    @Test
    void sendSync_neverAnswered_endsAtItsOwnDeadline() { // SYN-05, ASK-05
        String channel = fixture().name("deferred");
        fixture().main.ipcMain().on(channel, (event, message) -> event.defer());

        assertThatThrownBy(() -> fixture().first.run(Script.SEND_SYNC_WITHIN, 50, channel))
                .hasMessageStartingWith(IpcTimeoutException.class.getName() + ": No answer to sendSync of '" + channel
                        + "' within 50 ms");
    }

    @Test
    void rendererEnds_raisesTheCancellation_andFailsWhatMainAsked() throws Exception { // INV-21, ASK-04
        BlockingQueue<Cancellation.Reason> reasons = new LinkedBlockingQueue<>();
        String channel = handleNever(reasons);
        Peer victim = fixture().peer(open(fixture().main, "victim"));
        victim.run(Script.HANDLE_NEVER, channel);
        CompletableFuture<Value> asked = victim.contents().invoke(channel, LONG);
        var unused = victim.start(Script.INVOKE, channel);
        awaitCall(channel);

        unused = victim.start(Script.CLOSE_WINDOW);

        assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.Reason.PEER_GONE);
        assertThatThrownBy(() -> Peer.settled(asked)).isInstanceOf(PeerGoneException.class);
        assertThatThrownBy(() -> Peer.settled(victim.contents().invoke(channel, LONG)))
                .isInstanceOfAny(IllegalStateException.class, PeerGoneException.class);
    }

    @Test
    void webContentsInvoke_isAnsweredOnMainsLoop_afterTheHandlersMessages() { // INV-20, ASK-04, WIN-39
        String channel = fixture().name("ask");
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        fixture().main.ipcMain().on(channel, (event, message) -> order.add("message"));
        fixture().first.run(Script.HANDLE_ECHO, channel);

        Value answer = Peer.settled(
                fixture().first.contents().invoke(channel, LONG, "a", 1).thenApply(value -> {
                    order.add("answer");
                    return value;
                }));

        assertThat(answer.get()).isEqualTo(List.of("a", 1));
        assertThat(order).containsExactly("message", "answer");
    }

    @Test
    void webContentsInvoke_nobodyHandles_handlerThrows_uncloneable() { // WIN-39
        String channel = fixture().name("wrong");
        Peer page = fixture().first;

        assertThatThrownBy(() -> Peer.settled(page.contents().invoke(channel, LONG)))
                .isInstanceOf(NoHandlerException.class)
                .hasMessage("Error invoking remote method '" + channel + "': Error: No handler registered for '"
                        + channel + "'");
        page.run(Script.HANDLE_THROW, channel);
        assertThatThrownBy(() -> Peer.settled(page.contents().invoke(channel, LONG)))
                .hasMessage("Error invoking remote method '" + channel
                        + "': java.lang.IllegalStateException: thrown by the page")
                .asInstanceOf(type(HandlerException.class))
                .extracting(failed -> failed.error().type())
                .isEqualTo("java.lang.IllegalStateException");
        assertThatThrownBy(() -> Peer.settled(page.contents().invoke(channel, LONG, new Thread())))
                .isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> page.contents().invoke(channel, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.contents().invoke(channel, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void webContentsInvoke_cancelled_raisesThePagesCancellation() {
        String channel = fixture().name("cancelled");
        fixture().first.run(Script.HANDLE_NEVER, channel);

        CompletableFuture<Value> asked = fixture().first.contents().invoke(channel, LONG);
        fixture().first.heard(channel, 1); // it has been called
        asked.cancel(true);

        assertThat(fixture().first.heard(channel + ".cancelled", 1).get(0).args())
                .containsExactly("CANCELLED");
    }

    @Test
    void webContentsInvoke_pageNeverAnswers_endsAtTheDeadline() {
        String channel = fixture().name("never");
        fixture().first.run(Script.HANDLE_NEVER, channel);

        assertThatThrownBy(() -> Peer.settled(fixture().first.contents().invoke(channel, Duration.ofMillis(50))))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageContaining(
                        "'" + channel + "'") // by the clock of main's or of the page's, whichever is first
                .hasMessageContaining("within 50 ms");
    }

    @Test
    void webContentsInvoke_joinedInAListenerOfMain_isRefusedAtOnce() throws Exception { // ASK-08, SYN-11
        String channel = fixture().name("join");
        BlockingQueue<String> refused = new LinkedBlockingQueue<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            try {
                event.sender().invoke(channel, LONG).join();
            } catch (IllegalStateException explained) {
                refused.add(String.valueOf(explained.getMessage()));
            }
        });

        fixture().first.run(Script.SEND, channel);

        assertThat(refused.poll(10, TimeUnit.SECONDS)).startsWith("Waiting here would never end");
    }

    private void awaitCall(String channel) throws InterruptedException {
        for (String called = calls.poll(10, TimeUnit.SECONDS);
                !channel.equals(called);
                called = calls.poll(10, TimeUnit.SECONDS)) {
            assertThat(called).as("a call on '%s'", channel).isNotNull();
        }
    }

    /** Registers a handler that never answers and tells why its cancellation was raised. */
    private String handleNever(BlockingQueue<Cancellation.Reason> reasons) {
        String channel = fixture().name("never");
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            calls.add(channel);
            event.sender().send(channel + ".enough");
            var unused = event.cancellation()
                    .onCancelled(() -> reasons.add(event.cancellation().reason().orElseThrow()));
            return new CompletableFuture<>();
        });
        return channel;
    }
}
