package dev.covalent.renderer.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.observe.Span;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What main asks of a page. */
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class PageIpcHandleTest extends PageIpcFixture {
    @Test // ASK-04
    void serve_handlerReturns_isTheReply() {
        ipc.handle("add", (event, message) -> {
            heard.addAll(List.of(
                    event.senderId(),
                    event.sender() == ipc,
                    event.cancellation().isCancelled()));
            return message.get(0, int.class) + message.get(1, int.class);
        });

        serve(7, "add", 1, 2);

        assertThat(link.posted).containsExactly(reply(7, 3));
        assertThat(heard).containsExactly(0, true, false);
    }

    @Test
    void serve_stage_isAwaited() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        ipc.handle("later", (event, message) -> later);

        serve(7, "later");
        assertThat(link.posted).isEmpty();
        later.complete("now");

        assertThat(link.posted).containsExactly(reply(7, "now"));
    }

    @Test
    void serve_nobodyHandles_handlerThrows_resultUncloneable_saySoInElectronsWords() {
        ipc.handle("throws", (event, message) -> {
            throw new IllegalStateException("mine");
        });
        ipc.handle("thread", (event, message) -> new Thread());

        serve(1, "nobody");
        serve(2, "throws");
        serve(3, "thread");

        assertThat(link.posted)
                .extracting(frame -> ((Outcome.Failure) ((Upstream.InvokeReply) frame).outcome()).message())
                .containsExactly(
                        "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
                        "Error invoking remote method 'throws': java.lang.IllegalStateException: mine",
                        "Error invoking remote method 'thread': dev.covalent.common.UncloneableValueException: An object"
                                + " could not be cloned: result (java.lang.Thread)");
    }

    @Test // main waits for nothing else than the answer
    void serve_noRoomForTheAnswer_failsSayingSo() {
        ipc.handle("one", (event, message) -> 1);
        link.refused =
                frame -> frame instanceof Upstream.InvokeReply reply && reply.outcome() instanceof Outcome.Success;

        serve(1, "one");

        assertThat(link.posted)
                .extracting(frame -> ((Outcome.Failure) ((Upstream.InvokeReply) frame).outcome()).message())
                .containsExactly("Error invoking remote method 'one': dev.covalent.common.QueueFullException: full");
    }

    @Test // ASK-05
    void serve_mainHasAsMuchOpenAsItMay_isBusy() {
        ipc.handle("never", (event, message) -> new CompletableFuture<>());

        serve(1, "never", new byte[BOUND]);
        serve(2, "never");

        assertThat(link.posted)
                .singleElement()
                .extracting(frame -> ((Outcome.Failure) ((Upstream.InvokeReply) frame).outcome()).kind())
                .isEqualTo(FailureKind.BUSY);
    }

    @Test
    void handle_rulesAreThoseOfMain() {
        ipc.handle("one", (event, message) -> 1);
        assertThatThrownBy(() -> ipc.handle("one", (event, message) -> 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Attempted to register a second handler for 'one'");
        ipc.removeHandler("one");
        ipc.removeHandler("one");
        ipc.handleOnce("one", (event, message) -> 3).close();
        ipc.handleOnce("one", (event, message) -> 4);

        serve(1, "one");
        serve(2, "one");

        assertThat(link.posted).hasSize(2).startsWith(reply(1, 4));
    }

    @Test // ASK-05
    void cancel_raisesTheHandlersCancellation_andNothingIsAnswered() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        ipc.handle("later", (event, message) -> {
            var unused = event.cancellation()
                    .onCancelled(() -> heard.add(event.cancellation().reason().orElseThrow()));
            return later;
        });
        serve(7, "later");

        ipc.cancel(new Downstream.Cancel(7, false));
        ipc.cancel(new Downstream.Cancel(99, false));
        link.loop.runAll();
        later.complete("too late");

        assertThat(heard).containsExactly(Cancellation.Reason.CANCELLED);
        assertThat(link.posted).isEmpty();
    }

    @Test
    void mainGone_raisesTheHandlersCancellation() {
        ipc.handle("never", (event, message) -> {
            var unused = event.cancellation()
                    .onCancelled(() -> heard.add(event.cancellation().reason().orElseThrow()));
            return new CompletableFuture<>();
        });
        serve(7, "never");

        ipc.mainGone();
        link.loop.runAll();

        assertThat(heard).containsExactly(Cancellation.Reason.PEER_GONE);
    }

    private void serve(long call, String channel, @Nullable Object... args) {
        ipc.serve(new Downstream.Invoke(call, channel, 60_000, arguments(args)), System.nanoTime(), Span.OFF);
    }

    private static Upstream reply(long call, Object value) {
        return new Upstream.InvokeReply(call, new Outcome.Success(StructuredClone.encode(value, "result")));
    }
}
