package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Payloads of any size by every route: IPC-31, PRT-29 and CLN-22 of the catalogue of behaviours. */
interface PayloadFlows {

    IpcFixture fixture();

    @Test
    default void payloads_toMainAndBack_areUnchanged() { // IPC-31, WIN-01, CLN-22
        String channel = fixture().name("sizes");
        fixture().main.ipcMain().handle(channel, (event, message) -> message.get(0));
        fixture().main.ipcMain().on(channel, (event, message) -> event.returnValue(message.get(0)));
        String replied = fixture().name("sizes");
        fixture().main.ipcMain().on(replied, (event, message) -> event.reply(replied, message.get(0)));
        String sent = fixture().name("sizes");
        fixture().main.ipcMain().on(sent, (event, message) -> event.sender().send(sent, message.get(0)));
        fixture().first.listen(replied);
        fixture().first.listen(sent);

        assertUnchanged(Payloads.Route.SEND, replied);
        assertUnchanged(Payloads.Route.POST_MESSAGE, sent);
        assertUnchanged(Payloads.Route.SEND_SYNC, channel);
        assertUnchanged(Payloads.Route.INVOKE, channel);
    }

    @Test
    default void payloads_toAnotherRendererAndBack_areUnchanged() { // IPC-31, STO-01
        String channel = fixture().name("sizes");
        fixture().second.run(Errand.ECHO_SENDER, channel);
        fixture().first.listen(channel);

        assertUnchanged(Payloads.Route.SEND_TO, channel, fixture().second.id());
    }

    @Test
    default void payloads_throughAPortToMainAndBack_areUnchanged() { // IPC-31, PRT-29
        String channel = fixture().name("sizes");
        CompletableFuture<MessagePort> arrived = new CompletableFuture<>();
        fixture()
                .main
                .ipcMain()
                .on(channel, (event, message) -> arrived.complete(event.ports().get(0)));
        fixture().first.run(Script.OPEN_PORT, channel, 0);
        MessagePort port = Peer.settled(arrived);
        port.onMessage(message -> port.postMessage(message.data().get()));

        assertUnchanged(Payloads.Route.PORT, channel);
    }

    @Test
    default void payloads_throughAPortToAnotherRendererAndBack_areUnchanged() { // IPC-31, PRT-10, PRT-29
        String channel = fixture().name("sizes");
        fixture().second.run(Errand.ECHO_PORT, channel);
        fixture().first.listen(channel);
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        fixture().second.contents().postMessage(channel, null, List.of(made.port2()));
        fixture().first.contents().postMessage(channel, null, List.of(made.port1()));
        fixture().first.heard(channel, 1);

        assertUnchanged(Payloads.Route.PORT, channel);
    }

    private void assertUnchanged(Payloads.Route route, String channel, Object... rest) {
        Object target = rest.length == 0 ? 0 : rest[0];
        assertThat(fixture().first.run(Errand.PAYLOADS, route, channel, target).get())
                .as("%s", route)
                .isEqualTo(List.of());
    }
}
