package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.TypeToken;
import dev.covalent.main.IpcMain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages both ways: IPC-01 to IPC-36, STO-01 to STO-08, WIN-01 and WIN-05 of the catalogue of behaviours. */
interface MessageFlows {

    IpcFixture fixture();

    @Test
    default void send_reachesEveryListenerInOrder_senderKnownByItsConnection() { // IPC-02, 03, 15, 18
        String channel = fixture().name("sendMsg");
        List<String> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<Long> process = new CompletableFuture<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            heard.add("one " + event.sender().id() + " " + message.toList());
            process.complete(event.processId());
        });
        fixture().main.ipcMain().on(channel, (event, message) -> heard.add("two " + message.size()));

        fixture().first.run(Script.SEND, channel, Map.of("name", "poetries"), 23, null);
        fixture().second.run(Script.SEND, channel, "later");

        int first = fixture().first.id();
        int second = fixture().second.id();
        assertThat(heard)
                .containsExactly(
                        "one " + first + " [{name=poetries}, 23, null]",
                        "two 3",
                        "one " + second + " [later]",
                        "two 1");
        assertThat(process)
                .isCompletedWithValue(fixture()
                        .first
                        .run(Script.IDENTITY)
                        .get(new TypeToken<List<Long>>() {})
                        .get(0));
    }

    @Test
    default void reply_andSenderSend_reachTheSenderAlone_fromSenderZero() { // IPC-16, 17, STO-03
        String channel = fixture().name("backToRender");
        fixture().main.ipcMain().on(channel, (event, message) -> {
            event.sender().send(channel, "reply from main");
            event.reply(channel, "the same, by reply");
        });
        fixture().first.listen(channel);
        fixture().second.listen(channel);

        fixture().first.run(Script.SEND, channel);

        List<Heard> heard = fixture().first.heard(channel, 2);
        assertThat(Heard.firstArguments(heard)).containsExactly("reply from main", "the same, by reply");
        assertThat(heard).extracting(Heard::senderId).containsOnly(0);
        fixture().second.contents().send(channel, "nothing before this");
        assertThat(Heard.firstArguments(fixture().second.heard(channel, 1))).containsExactly("nothing before this");
    }

    @Test
    default void contentsSend_afterLoad_arrivesInOrderFromSenderZero() { // WIN-01, ORD-05, STO-03
        String channel = fixture().name("ping");
        fixture().first.listen(channel);

        IntStream.range(0, 1000).forEach(i -> fixture().first.contents().send(channel, i));

        List<Heard> heard = fixture().first.heard(channel, 1000);
        assertThat(Heard.firstArguments(heard)).containsExactlyElementsOf(numbers(1000));
        assertThat(heard).extracting(Heard::senderId).containsOnly(0);
    }

    @Test
    default void contentsSend_beforePageLoaded_isKeptInOrder() { // IPC-36, WIN-33
        assertThat(Heard.firstArguments(fixture().first.heard(ScriptHost.EARLY, IpcFixture.EARLY)))
                .containsExactlyElementsOf(numbers(IpcFixture.EARLY));
    }

    @Test
    default void send_noListener_isDropped() { // IPC-09
        String channel = fixture().name("nobody");
        fixture().first.run(Script.SEND, channel, "lost");
        List<@Nullable Object> heard = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> heard.add(message.get(0)));

        fixture().first.run(Script.SEND, channel, "heard");

        assertThat(heard).containsExactly("heard");
    }

    @Test
    default void channel_anyText_worksBothWays() { // IPC-11, 12, 14, STO-08
        for (String name : List.of("канал-日本-🚀", "error", "__proto__", "a b\n\u0000c", "x".repeat(1024))) {
            fixture().second.listen(name);
            fixture()
                    .main
                    .ipcMain()
                    .once(name, (event, message) -> fixture().second.contents().send(name, message.get(0)));

            fixture().first.run(Script.SEND, name, "by main");
            fixture().first.run(Script.SEND_TO, fixture().second.id(), name, "by sendTo");

            assertThat(Heard.firstArguments(fixture().second.heard(name, 2)))
                    .as(name)
                    .containsExactly("by main", "by sendTo");
        }
    }

    @Test
    default void send_changedAfterwards_arrivesAsSent() { // IPC-30
        String channel = fixture().name("snapshot");
        CompletableFuture<List<Object>> heard = new CompletableFuture<>();
        fixture().main.ipcMain().on(channel, (event, message) -> heard.complete(message.toList()));

        fixture().first.run(Script.SNAPSHOT, channel);

        assertThat(Peer.settled(heard)).containsExactly(List.of("as sent"), new byte[] {1, 2, 3});
    }

    @Test
    default void contentsSend_changedAfterwards_arrivesAsSent() { // IPC-30
        String channel = fixture().name("snapshot");
        fixture().first.listen(channel);
        byte[] bytes = {1};

        fixture().first.contents().send(channel, bytes);
        bytes[0] = 2;

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 1))).containsExactly(new byte[] {1});
    }

    @Test
    default void payloads_ofAnyLength_roundTripByEveryMethod() { // IPC-31
        String channel = fixture().name("payload");
        fixture().main.ipcMain().handle(channel, (event, message) -> message.get(0));
        fixture().main.ipcMain().on(channel, (event, message) -> {
            event.returnValue(message.get(0));
            if (message.get(0) instanceof List) {
                event.reply(channel, message.get(0));
            }
        });
        fixture().first.listen(channel);

        assertThat(fixture().first.run(Script.ROUND_TRIPS, channel).get()).isEqualTo(List.of());
    }

    @Test
    default void rendererListeners_canBeRemovedInEveryWay() { // IPC-04, 05, 06, 07, 08, 10, 35
        String channel = fixture().name("listeners");
        try (var bounce = fixture().main.ipcMain().handle("bounce", (event, message) -> {
            event.sender().send(message.get(0, String.class));
            return null;
        })) {
            assertThat(bounce).isNotNull();
            assertThat(fixture().first.run(Script.LISTENING, channel).get())
                    .isEqualTo(List.of(
                            "once", "throwing", "always", "throwing", "always", "left 3", "left 0 and 1", "names []"));
        }
    }

    @Test
    default void mainListeners_canBeRemovedInEveryWay() { // IPC-04, 05, 06, 07, 08, 10
        String channel = fixture().name("listeners");
        IpcMain ipcMain = fixture().main.ipcMain();
        List<String> called = new CopyOnWriteArrayList<>();
        IpcMain.Listener removed = (event, message) -> called.add("removed");
        ipcMain.on(channel, removed);
        ipcMain.off(channel, removed);
        ipcMain.on(channel, (event, message) -> called.add("closed")).close();
        ipcMain.once(channel, (event, message) -> called.add("once"));
        ipcMain.addListener(channel, (event, message) -> called.add("always"));
        ipcMain.on(channel + "-other", (event, message) -> called.add("other"));

        fixture().first.run(Script.SEND, channel);
        fixture().first.run(Script.SEND, channel);
        ipcMain.removeAllListeners(channel);
        fixture().first.run(Script.SEND, channel);
        fixture().first.run(Script.SEND, channel + "-other");

        assertThat(called).containsExactly("once", "always", "always", "other");
        assertThat(ipcMain.listenerCount(channel)).isZero();
        ipcMain.removeAllListeners();
        assertThat(ipcMain.eventNames()).isEmpty();
    }

    @Test
    default void mainListener_thatThrows_keepsTheMessageFromNobody() { // IPC-35
        String channel = fixture().name("throwing");
        List<String> called = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            called.add("first");
            throw new StackOverflowError("thrown by a listener, as the test wants");
        });
        fixture().main.ipcMain().on(channel, (event, message) -> called.add("second"));

        fixture().first.run(Script.SEND, channel);
        fixture().first.run(Script.SEND, channel);

        assertThat(called).containsExactly("first", "second", "first", "second");
    }

    @Test
    default void sendTo_isAnsweredBySenderId_unseenByMain() { // STO-01, 02, 04
        String channel = fixture().name("ping");
        String answer = fixture().name("pong");
        List<@Nullable Object> seen = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> seen.add(message.get(0)));
        fixture().second.run(Script.ANSWER_SENDER, channel, answer);
        fixture().first.listen(answer);

        fixture().first.run(Script.SEND_TO, fixture().second.id(), channel, "someThing");

        assertThat(fixture().first.heard(answer, 1))
                .containsExactly(new Heard(fixture().second.id(), 0, List.of("re: someThing")));
        assertThat(seen).isEmpty();
    }

    @Test
    default void sendTo_unknownTarget_isIgnored() { // STO-05
        String channel = fixture().name("ping");
        fixture().second.listen(channel);

        for (int target : new int[] {0, -1, 4711, Integer.MAX_VALUE}) {
            fixture().first.run(Script.SEND_TO, target, channel, "lost");
        }
        fixture().first.run(Script.SEND_TO, fixture().second.id(), channel, "heard");

        assertThat(Heard.firstArguments(fixture().second.heard(channel, 1))).containsExactly("heard");
    }

    @Test
    default void relay_throughMain_reachesTheOtherFromSenderZero() { // IPC-34
        String channel = fixture().name("relay");
        fixture()
                .main
                .ipcMain()
                .on(
                        channel,
                        (event, message) -> fixture()
                                .second
                                .contents()
                                .send(channel, event.sender().id(), message.get(0)));
        fixture().second.listen(channel);

        fixture().first.run(Script.SEND, channel, "news");

        assertThat(fixture().second.heard(channel, 1))
                .containsExactly(new Heard(0, 0, List.of(fixture().first.id(), "news")));
    }

    @Test
    default void uncloneableArguments_sendNothingAndSayWhere() { // CLN-03, CLN-06, INV-16
        String channel = fixture().name("uncloneable");
        List<@Nullable Object> seen = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> seen.add(message.get(0)));
        String said = "dev.covalent.common.UncloneableValueException: An object could not be cloned: ";

        List<?> failures = fixture().first.run(Script.UNCLONEABLE, channel).get(List.class);
        fixture().first.run(Script.SEND, channel, "after");

        assertThat(failures)
                .isEqualTo(List.of(
                        said + "args[1].user.callback (java.lang.Thread)",
                        said + "args[0].user.callback (java.lang.Thread)",
                        said + "args[0].user.callback (java.lang.Thread)",
                        said + "args[0].user.callback (java.lang.Thread)",
                        said + "args[0].user.callback (java.lang.Thread)"));
        assertThat(seen).containsExactly("after");
    }

    @Test
    default void contentsSend_uncloneable_throws() { // WIN-05
        assertThatThrownBy(() -> fixture().first.contents().send("x", List.of(1, new Object())))
                .hasMessage("An object could not be cloned: args[0][1] (java.lang.Object)");
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
