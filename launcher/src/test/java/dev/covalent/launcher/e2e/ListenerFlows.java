package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.IpcMain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Emitters and the events they give: the parts of IPC, INV, PRT and STO that are about one message and its event. */
interface ListenerFlows {
    int MANY_CHANNELS = 10_000;

    IpcFixture fixture();

    @Test
    default void mainListeners_changedWhileEmitting_takeEffectWithTheNextMessage() { // IPC-03, 04, 05, 06, 07
        String channel = fixture().name("emitting");
        IpcMain ipcMain = fixture().main.ipcMain();
        List<String> called = new CopyOnWriteArrayList<>();
        IpcMain.Listener twice = (event, message) -> called.add("twice");
        IpcMain.Listener never = (event, message) -> called.add("never");
        ipcMain.addListener(channel, twice);
        ipcMain.on(channel, twice);
        ipcMain.once(channel, never);
        ipcMain.removeListener(channel, never);
        ipcMain.off(channel, never);
        ipcMain.once(channel, (event, message) -> called.add("once, left " + ipcMain.listenerCount(channel)));
        ipcMain.on(channel, (event, message) -> {
            ipcMain.off(channel, twice);
            ipcMain.on(channel, (later, again) -> called.add("added"));
            ipcMain.removeAllListeners(channel + ".unused");
        });
        ipcMain.on(channel, (event, message) -> called.add("last"));

        fixture().first.run(Script.SEND, channel);
        assertThat(called).containsExactly("twice", "twice", "once, left 4", "last");
        called.clear();
        fixture().first.run(Script.SEND, channel);
        assertThat(called).containsExactly("twice", "last", "added");
    }

    @Test
    default void mainListener_removesAll_othersOfThatMessageStillRun_andNoneLater() { // IPC-07
        String channel = fixture().name("removing");
        IpcMain ipcMain = fixture().main.ipcMain();
        List<String> called = new CopyOnWriteArrayList<>();
        ipcMain.on(channel, (event, message) -> ipcMain.removeAllListeners(channel));
        ipcMain.on(channel, (event, message) -> called.add("second"));

        fixture().first.run(Script.SEND, channel);
        fixture().first.run(Script.SEND, channel);

        assertThat(called).containsExactly("second");
        assertThat(ipcMain.eventNames()).doesNotContain(channel);
    }

    @Test
    default void rendererListeners_changedWhileEmitting_takeEffectWithTheNextMessage() { // IPC-03, 04, 05, 06, 07
        String channel = fixture().name("emitting");
        try (var bounce = fixture().main.ipcMain().handle("bounce", (event, message) -> {
            event.sender().send(message.get(0, String.class));
            return null;
        })) {
            assertThat(bounce).isNotNull();
            assertThat(fixture().first.run(Errand.EMITTING, channel).get())
                    .isEqualTo(List.of(
                            "twice",
                            "twice",
                            "once, left 4",
                            "last",
                            "twice",
                            "last",
                            "added",
                            "last",
                            "added",
                            "added",
                            "left 0"));
        }
    }

    @Test
    default void channels_inGreatNumber_eachReachesItsOwnListener() throws Exception { // IPC-01
        String prefix = fixture().name("many") + ".";
        IpcMain ipcMain = fixture().main.ipcMain();
        Inbox<List<@Nullable Object>> heard = new Inbox<>();
        for (int i = 0; i < MANY_CHANNELS; i++) {
            int number = i;
            ipcMain.on(prefix + i, (event, message) -> heard.add("main", Arrays.asList(number, message.get(0))));
        }
        fixture().first.run(Errand.LISTEN_TO_MANY, prefix, MANY_CHANNELS);

        fixture().first.run(Errand.SEND_TO_MANY, prefix, MANY_CHANNELS);
        for (int i = 0; i < MANY_CHANNELS; i++) {
            fixture().first.contents().send(prefix + i, i);
        }

        assertThat(heard.take("main", MANY_CHANNELS))
                .containsExactlyElementsOf(IntStream.range(0, MANY_CHANNELS)
                        .<List<@Nullable Object>>mapToObj(i -> List.of(i, i))
                        .toList());
        assertThat(fixture().first.heard(prefix, MANY_CHANNELS))
                .extracting(Heard::args)
                .containsExactlyElementsOf(IntStream.range(0, MANY_CHANNELS)
                        .mapToObj(i -> List.<Object>of(prefix + i, i))
                        .toList());
        IntStream.range(0, MANY_CHANNELS).forEach(i -> ipcMain.removeAllListeners(prefix + i));
        assertThat(ipcMain.eventNames()).noneMatch(name -> name.startsWith(prefix));
    }

    @Test
    default void channel_sameNameBothWays_nobodyHearsWhatHeSends() { // IPC-01, IPC-27
        String channel = fixture().name("both");
        List<@Nullable Object> atMain = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> atMain.add(message.get(0)));
        fixture().first.run(Errand.ANSWER_MAIN, channel, channel);
        fixture().first.listen(channel);

        fixture().first.run(Script.SEND, channel, "from the renderer");
        fixture().first.contents().send(channel, "from main, and back by event.sender");

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 1)))
                .containsExactly("from main, and back by event.sender");
        fixture().first.run(Script.IDENTITY);
        assertThat(atMain).containsExactly("from the renderer", "from main, and back by event.sender");
    }

    @Test
    default void rendererEvent_hasItsOwnIpcRendererAndPortsThatAreNeverNull() { // IPC-27, IPC-28, STO-02, STO-09
        String channel = fixture().name("event");
        fixture().first.run(Errand.LISTEN_TO_EVENT, channel);
        int second = fixture().second.id();

        fixture().first.contents().send(channel);
        fixture().first.contents().postMessage(channel, null, List.of());
        fixture()
                .first
                .contents()
                .postMessage(
                        channel,
                        null,
                        List.of(fixture().main.ipcMain().newMessageChannel().port1()));
        // The sender's identity is what main knows of the connection, whatever the message pretends.
        fixture().second.run(Script.SEND_TO, fixture().first.id(), channel, Map.of("senderId", 0, "sender", 0));

        assertThat(fixture().first.heard(channel, 4))
                .containsExactly(
                        new Heard(0, 0, List.of("own ipcRenderer")),
                        new Heard(0, 0, List.of("own ipcRenderer")),
                        new Heard(0, 1, List.of("own ipcRenderer")),
                        new Heard(second, 0, List.of("own ipcRenderer")));
    }

    @Test
    default void mainEvent_ofEveryKind_hasPortsThatAreNeverNull_andReply() { // IPC-17, IPC-29, PRT-04, PRT-05, PRT-06
        String channel = fixture().name("event");
        List<Integer> ports = new CopyOnWriteArrayList<>();
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            ports.add(event.ports().size());
            sizes.add(message.size());
            event.reply(channel, message.get(0));
            event.returnValue(null);
        });
        fixture().first.listen(channel);

        fixture().first.run(Script.SEND, channel, "send", 2, 3);
        fixture().first.run(Errand.POST_MESSAGE, channel, List.of("one", "message"));
        fixture().first.run(Script.SEND_SYNC, channel, "sendSync", 2);
        fixture().first.run(Errand.SEND_NULL_ARRAY, channel);

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 4)))
                .containsExactly("send", List.of("one", "message"), "sendSync", null);
        assertThat(ports).containsOnly(0);
        assertThat(sizes).containsExactly(3, 1, 2, 1);
    }

    @Test
    default void payload_withFieldsNamedLikeHandles_isData() { // IPC-13
        String channel = fixture().name("id");
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("id", 1);
        data.put("type", "remote-object");
        data.put("members", List.of(Map.of("id", fixture().first.id(), "ports", List.of(0))));
        data.put("__proto__", null);
        fixture().main.ipcMain().on(channel, (event, message) -> event.reply(channel, message.get(0)));
        fixture().main.ipcMain().handle(channel, (event, message) -> message.get(0));
        fixture().first.listen(channel);

        fixture().first.run(Script.SEND, channel, data);

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 1))).containsExactly(data);
        assertThat(fixture().first.run(Script.INVOKE, channel, data).get()).isEqualTo(data);
    }

    @Test
    default void sendTo_itself_isAsynchronousToo() { // STO-06
        String channel = fixture().name("self");
        fixture().first.listen(channel);

        assertThat(fixture().first.runOnLoop(Errand.SEND_TO_SELF, channel).get())
                .isEqualTo(0);

        assertThat(fixture().first.heard(channel, 1))
                .containsExactly(new Heard(fixture().first.id(), 0, List.of("to myself")));
    }

    @Test
    default void rendererChannel_withoutListenerAfterLoading_dropsTheMessage() { // IPC-09, IPC-36
        String channel = fixture().name("late");
        fixture().first.contents().send(channel, "lost");
        fixture().first.listen(channel);

        fixture().first.contents().send(channel, "heard");

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 1))).containsExactly("heard");
    }
}
