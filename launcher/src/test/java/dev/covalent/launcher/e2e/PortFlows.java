package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Message ports: PRT-01 to PRT-25 of the catalogue of behaviours. */
interface PortFlows {
    int BEFORE = 20;
    int AFTER = 200;

    IpcFixture fixture();

    @Test
    default void port_fromRendererToMain_carriesBothWaysInOrder()
            throws Exception { // PRT-02, 03, 04, 07, 08, 28, ORD-08
        String channel = fixture().name("port");
        CompletableFuture<MessagePort> arrived = new CompletableFuture<>();
        CompletableFuture<Object> text = new CompletableFuture<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            text.complete(message.get(0));
            arrived.complete(event.ports().get(0));
        });
        Inbox<Object> inbox = new Inbox<>();

        fixture().first.run(Script.OPEN_PORT, channel, BEFORE);
        MessagePort port = Peer.settled(arrived);
        port.onMessage(message -> inbox.add("main", message.data().get()));
        port.start();
        fixture().first.run(Script.PORT_POST, channel, AFTER);
        IntStream.range(0, AFTER).forEach(port::postMessage);

        assertThat(Peer.settled(text)).isEqualTo("a port for you");
        assertThat(inbox.take("main", BEFORE + AFTER)).containsExactlyElementsOf(beforeAndAfter());
        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", AFTER)))
                .containsExactlyElementsOf(IntStream.range(0, AFTER).boxed().toList());
    }

    @Test
    default void port_fromMainToRenderer_carriesBothWaysInOrder() throws Exception { // PRT-01, 02, 08
        String channel = fixture().name("port");
        fixture().first.listen(channel);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        Inbox<Object> inbox = new Inbox<>();
        made.port1().onMessage(message -> inbox.add("main", message.data().get()));
        made.port1().start();
        made.port1().postMessage("before");

        fixture().first.contents().postMessage(channel, "yours", List.of(made.port2()));
        made.port1().postMessage("after");

        assertThat(fixture().first.heard(channel, 1)).containsExactly(new Heard(0, 1, List.of("yours")));
        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", 2)))
                .containsExactly("before", "after");
        fixture().first.run(Script.PORT_POST, channel, 3);
        assertThat(inbox.take("main", 3)).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> fixture().second.contents().postMessage(channel, null, List.of(made.port2())))
                .hasMessage("Port at index 0 is already neutered.");
    }

    @Test
    default void port_forwardedToAnotherRenderer_theTwoTalkInOrder() { // PRT-10
        String channel = fixture().name("forward");
        fixture()
                .main
                .ipcMain()
                .on(
                        channel,
                        (event, message) ->
                                fixture().second.contents().postMessage(channel, message.get(0), event.ports()));
        fixture().second.listen(channel);

        fixture().first.run(Script.OPEN_PORT, channel, BEFORE);
        fixture().second.heard(channel, 1);
        fixture().first.run(Script.PORT_POST, channel, AFTER);
        fixture().second.run(Script.PORT_POST, channel, AFTER);

        assertThat(Heard.firstArguments(fixture().second.heard(channel + ".port", BEFORE + AFTER)))
                .containsExactlyElementsOf(beforeAndAfter());
        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", AFTER)))
                .containsExactlyElementsOf(IntStream.range(0, AFTER).boxed().toList());
    }

    @Test
    default void port_sentThroughAPort_works() { // PRT-09
        String channel = fixture().name("nested");
        fixture().first.listen(channel);
        MessageChannel outer = fixture().main.ipcMain().newMessageChannel();
        MessageChannel inner = fixture().main.ipcMain().newMessageChannel();
        fixture().first.contents().postMessage(channel, null, List.of(outer.port2()));

        outer.port1().postMessage("with a port", inner.port2());
        inner.port1().postMessage("through the inner one");

        assertThat(fixture().first.heard(channel + ".port", 1))
                .containsExactly(new Heard(0, 1, List.of("with a port")));
        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".nested.port", 1)))
                .containsExactly("through the inner one");
    }

    @Test
    default void close_isToldToTheOtherEnd_whatCameBeforeStillArrives() { // PRT-21, 22, 27
        String channel = fixture().name("closing");
        fixture().first.listen(channel);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));

        made.port1().postMessage("last words");
        made.port1().close();
        made.port1().close();

        assertThat(Heard.firstArguments(fixture().first.heard(channel + ".port", 1)))
                .containsExactly("last words");
        assertThat(fixture().first.heard(channel + ".closed", 1)).hasSize(1);
        assertThat(fixture().first.run(Script.PORT_POST, channel, 1).get()).isEqualTo(false);
        assertThat(made.port1().postMessage("too late")).isFalse();
    }

    @Test
    default void close_inTheRenderer_isToldToMain() throws InterruptedException, TimeoutException { // PRT-22
        String channel = fixture().name("closing");
        fixture().first.listen(channel);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        Inbox<String> inbox = new Inbox<>();
        made.port1().onClose(() -> inbox.add("closed", "once"));
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
        fixture().first.heard(channel, 1);

        fixture().first.run(Script.PORT_CLOSE, channel);

        assertThat(inbox.take("closed", 1)).containsExactly("once");
    }

    @Test
    default void port_sentToNobody_isClosed() { // PRT-24
        String channel = fixture().name("nobody");

        fixture().first.run(Script.OPEN_PORT, channel, 1);
        assertThat(fixture().first.heard(channel + ".closed", 1)).hasSize(1);

        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        made.port1().onClose(() -> closed.complete(true));
        fixture().first.contents().postMessage(channel, null, List.of(made.port2()));
        assertThat(Peer.settled(closed)).isTrue();
    }

    @Test
    default void transfer_misused_failsBeforeAnythingIsTransferred() { // PRT-12, 13, 14, 19
        String channel = fixture().name("misuse");
        fixture().main.ipcMain().on(channel, (event, message) -> {});

        assertThat(fixture().first.run(Script.PORT_MISUSE, channel).get())
                .isEqualTo(List.of(
                        "java.lang.IllegalArgumentException: Port at index 1 is a duplicate.",
                        "java.lang.IllegalArgumentException: Port at index 0 contains the source port.",
                        "java.lang.IllegalArgumentException: Port at index 1 is already neutered.",
                        "still usable: true"));
    }

    @Test
    default void postMessage_withoutPorts_arrivesAndCanBeRepliedTo() { // PRT-04, 05, 06, 20, 29
        String channel = fixture().name("plain");
        CompletableFuture<List<Object>> arrived = new CompletableFuture<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            arrived.complete(List.of(message.size(), event.ports(), message.get(0, byte[].class)));
            event.reply(channel, "got it");
        });
        fixture().first.listen(channel);

        fixture().first.run(Script.POST_MESSAGE, channel, new byte[] {1, 2, 3});

        assertThat(Peer.settled(arrived)).containsExactly(1, List.of(), new byte[] {1, 2, 3});
        assertThat(Heard.firstArguments(fixture().first.heard(channel, 1))).containsExactly("got it");
    }

    private static List<Object> beforeAndAfter() {
        Stream<Object> before = IntStream.range(0, BEFORE).mapToObj(i -> "before " + i);
        return Stream.concat(before, IntStream.range(0, AFTER).boxed()).toList();
    }
}
