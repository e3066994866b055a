package dev.covalent.main.dispatch;

import static dev.covalent.common.concurrent.ThreadStates.awaitParked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RemoteGrants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a renderer delivers one way. */
@Timeout(20)
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class DispatcherTest extends DispatcherFixture {
    DispatcherTest(@TempDir Path directory) {
        super(directory);
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

        List<Payload> early =
                dispatcher().deliver(first, batch(1, new Upstream.Invoke(7, "add", 10_000, arguments(1))));

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
        var unused = objects.call(first, new RemoteRequest.GlobalFind("counter")); // which so is object 1
        String slow = RemoteInterface.of(Slow.class).methods().iterator().next().key();

        List<Payload> early = dispatcher()
                .deliver(
                        first,
                        batch(
                                1,
                                new Upstream.Ask(
                                        7,
                                        10_000,
                                        new RemoteRequest.ObjectCall(1, "counter", slow, Parcel.of(arguments()))),
                                new Upstream.Ask(
                                        8,
                                        10_000,
                                        new RemoteRequest.ObjectCall(1, "counter", slow, Parcel.of(arguments()))),
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
        FrameBatch batch = new FrameBatch(1, List.of(message("channel", 1).encode(), Payload.of(new byte[] {99})));

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
        first.grants().giveContents(2);
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
        first.grants().grant(RemoteGrants.BROWSER_WINDOW);
        dispatcher().deliver(first, batch(1, new Upstream.WindowClose(2), new Upstream.WindowClose(99)));
        awaitQueued(); // behind the turn in which it is asked

        assertThat(FakeContents.fetch(second)).containsExactly(new PageOrder.MayUnload(1));
    }
}
