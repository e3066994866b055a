package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Arguments;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.main.IpcMain;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests: INV-01 to INV-24 and ORD-04 of the catalogue of behaviours. */
@SuppressWarnings("FutureReturnValueIgnored") // a handler that returns a future hands it to the framework
interface InvokeFlows {

    IpcFixture fixture();

    @Test
    default void invoke_returnsWhatTheHandlerReturns() { // INV-01, 24
        String channel = handle(message -> message.get(0));

        for (Object value : Arrays.asList("text", 0, "", false, List.of(1, 2), null)) {
            assertThat(fixture().first.run(Script.INVOKE, channel, value).get())
                    .as("%s", value)
                    .isEqualTo(value);
        }
    }

    @Test
    default void invoke_stage_isAwaited() { // INV-02
        CompletableFuture<Object> later = new CompletableFuture<>();
        String channel = handle(message -> later);

        CompletableFuture<Value> result = fixture().first.start(Script.INVOKE, channel);
        fixture().second.run(Script.SEND, "main-is-free-meanwhile");
        assertThat(result).isNotDone();
        later.complete("later");

        assertThat(Peer.settled(result).get()).isEqualTo("later");
    }

    @Test
    default void invoke_onTheLoop_joinAnswersThereToo() {
        String channel = handle(message -> message.get(0));

        assertThat(fixture()
                        .first
                        .runOnLoop(Script.INVOKE, channel, "on the loop")
                        .get())
                .isEqualTo("on the loop");
        assertThat(fixture().first.run(Script.CHAIN_ON_LOOP, channel).get()).isEqualTo("sum 11");
        assertThat(fixture().first.runOnLoop(Script.CHAIN_ON_LOOP, channel).get())
                .isEqualTo("sum 11");
    }

    @Test
    default void invoke_handlerThrows_callerSeesItsText() { // INV-08, 10
        String channel = handle(message -> {
            throw new IllegalStateException("no such user");
        });

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel))
                .hasMessage("dev.covalent.common.HandlerException: Error invoking remote method '" + channel
                        + "': java.lang.IllegalStateException: no such user");
    }

    @Test
    default void invoke_stageFails_callerSeesItsText() { // INV-09
        String channel = handle(message -> CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("no such user");
        }));

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel))
                .hasMessage("dev.covalent.common.HandlerException: Error invoking remote method '" + channel
                        + "': java.lang.IllegalStateException: no such user");
    }

    @Test
    default void invoke_handlerThrowsAnError_settlesAndLaterOnesWork() { // INV-13
        AtomicInteger calls = new AtomicInteger();
        String channel = handle(message -> {
            if (calls.getAndIncrement() == 0) {
                throw new StackOverflowError();
            }
            return "fine";
        });

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel))
                .hasMessageContaining("java.lang.StackOverflowError");
        assertThat(fixture().first.run(Script.INVOKE, channel).get()).isEqualTo("fine");
    }

    @Test
    default void invoke_noHandler_failsNamingTheChannel() { // INV-05
        String channel = fixture().name("nobody");

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel)).hasMessage(noHandler(channel));
    }

    @Test
    default void handle_removed_failsLikeNoHandler() { // INV-06
        String channel = fixture().name("removed");
        IpcMain ipcMain = fixture().main.ipcMain();
        Subscription closed = ipcMain.handle(channel, (event, message) -> 1);
        closed.close();
        ipcMain.handle(channel, (event, message) -> 2);
        closed.close();
        assertThat(fixture().first.run(Script.INVOKE, channel).get()).isEqualTo(2);

        ipcMain.removeHandler(channel);
        ipcMain.removeHandler(channel);

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel)).hasMessage(noHandler(channel));
    }

    @Test
    default void handle_second_isRefused() { // INV-03
        String channel = handle(message -> 1);

        assertThatThrownBy(() -> fixture().main.ipcMain().handle(channel, (event, message) -> 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Attempted to register a second handler for '" + channel + "'");
        assertThat(fixture().first.run(Script.INVOKE, channel).get()).isEqualTo(1);
    }

    @Test
    default void handleOnce_isGoneWhileItsFirstCallRuns() { // INV-07
        String channel = fixture().name("once");
        CompletableFuture<Object> later = new CompletableFuture<>();
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        fixture().main.ipcMain().handleOnce(channel, (event, message) -> {
            called.complete(true);
            return later;
        });

        CompletableFuture<Value> result = fixture().first.start(Script.INVOKE, channel);
        Peer.settled(called);
        assertThatThrownBy(() -> fixture().second.run(Script.INVOKE, channel)).hasMessage(noHandler(channel));
        later.complete("once");

        assertThat(Peer.settled(result).get()).isEqualTo("once");
    }

    @Test
    default void invoke_uncloneableResult_failsNamingThePath() { // INV-17
        String channel = handle(message -> List.of("fine", new Thread()));

        assertThatThrownBy(() -> fixture().first.run(Script.INVOKE, channel))
                .hasMessage("dev.covalent.common.HandlerException: Error invoking remote method '" + channel
                        + "': dev.covalent.common.UncloneableValueException:"
                        + " An object could not be cloned: result[1] (java.lang.Thread)");
    }

    @Test
    default void invoke_slowHandler_holdsNobodyUp_repliesComeAsTheyAreReady() { // INV-23, ORD-04
        CompletableFuture<Object> slow = new CompletableFuture<>();
        String channel = handle(message -> message.get(0).equals("slow") ? slow : "quick");

        CompletableFuture<Value> first = fixture().first.start(Script.INVOKE, channel, "slow");

        assertThat(fixture().first.run(Script.INVOKE, channel, "quick").get()).isEqualTo("quick");
        assertThat(first).isNotDone();
        slow.complete("slow");
        assertThat(Peer.settled(first).get()).isEqualTo("slow");
    }

    @Test
    default void channel_hasListenersAndAHandler_eachGetsItsOwn() { // INV-15, SYN-16
        String channel = handle(message -> "handler");
        fixture().main.ipcMain().on(channel, (event, message) -> event.returnValue("listener"));

        assertThat(fixture().first.run(Script.INVOKE, channel).get()).isEqualTo("handler");
        assertThat(fixture().first.run(Script.SEND_SYNC, channel).get()).isEqualTo("listener");
    }

    private String handle(Answer answer) {
        String channel = fixture().name("invoke");
        fixture().main.ipcMain().handle(channel, (event, message) -> answer.to(message));
        return channel;
    }

    private static String noHandler(String channel) {
        return "dev.covalent.common.NoHandlerException: Error invoking remote method '" + channel
                + "': Error: No handler registered for '" + channel + "'";
    }

    /** A handler that needs no event. */
    @FunctionalInterface
    interface Answer {
        @Nullable Object to(Arguments message) throws Exception;
    }
}
