package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Value;
import dev.covalent.main.IpcMainEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Synchronous messages: SYN-01 to SYN-16 of the catalogue of behaviours. */
interface SyncFlows {

    IpcFixture fixture();

    @Test
    default void sendSync_returnsTheFirstValueThatAnyListenerSets() { // SYN-01, 03
        String channel = fixture().name("sync");
        fixture().main.ipcMain().on(channel, (event, message) -> {
            event.returnValue(message.get(0));
            event.returnValue("ignored");
        });
        fixture().main.ipcMain().on(channel, (event, message) -> event.returnValue("ignored, too"));

        assertThat(fixture().first.run(Script.SEND_SYNC, channel, "counts").get())
                .isEqualTo("counts");
        assertThat(fixture()
                        .first
                        .runOnLoop(Script.SEND_SYNC, channel, "on the loop")
                        .get())
                .isEqualTo("on the loop");
        assertThat(fixture().first.run(Script.SEND_SYNC, channel, (Object) null).get())
                .isNull();
    }

    @Test
    default void sendSync_deferred_waitsWithoutHoldingMain() { // SYN-04
        String channel = fixture().name("deferred");
        CompletableFuture<IpcMainEvent> kept = new CompletableFuture<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            event.defer();
            kept.complete(event);
        });

        CompletableFuture<Value> result = fixture().first.start(Script.SEND_SYNC, channel);
        IpcMainEvent event = Peer.settled(kept);
        fixture().second.run(Script.IDENTITY);
        assertThat(result).isNotDone();
        event.returnValue("later");

        assertThat(Peer.settled(result).get()).isEqualTo("later");
    }

    @Test
    default void sendSync_noListener_failsAtOnce() { // SYN-06
        String channel = fixture().name("nobody");

        assertThatThrownBy(() -> fixture().first.run(Script.SEND_SYNC, channel))
                .hasMessageStartingWith("dev.covalent.common.NoHandlerException: ")
                .hasMessageEndingWith("No handler registered for '" + channel + "'");
    }

    @Test
    default void sendSync_listenerThrows_failsWithItsText() { // SYN-14
        String channel = fixture().name("throwing");
        fixture().main.ipcMain().on(channel, (event, message) -> {
            throw new IllegalStateException("thrown by a listener, as the test wants");
        });

        assertThatThrownBy(() -> fixture().first.run(Script.SEND_SYNC, channel))
                .hasMessage("dev.covalent.common.HandlerException: Error invoking remote method '" + channel
                        + "': java.lang.IllegalStateException: thrown by a listener, as the test wants");
    }

    @Test
    default void sendSync_noReply_failsWhenTheListenersHaveReturned() { // SYN-05, INV-11
        String channel = fixture().name("silent");
        fixture().main.ipcMain().on(channel, (event, message) -> {});

        assertThatThrownBy(() -> fixture().first.run(Script.SEND_SYNC, channel))
                .hasMessage("dev.covalent.common.NoReplyException: Error invoking remote method '" + channel
                        + "': reply was never sent: its listeners returned without event.returnValue(…); call"
                        + " event.defer() to answer later");
    }

    @Test
    default void returnValue_uncloneable_throwsInMainAndFailsTheCaller() { // SYN-15
        String channel = fixture().name("uncloneable");
        List<@Nullable String> thrown = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            try {
                event.returnValue(new Thread());
            } catch (IllegalArgumentException uncloneable) {
                thrown.add(uncloneable.getMessage());
            }
        });

        assertThatThrownBy(() -> fixture().first.run(Script.SEND_SYNC, channel))
                .hasMessage("dev.covalent.common.HandlerException: Error invoking remote method '" + channel
                        + "': dev.covalent.common.UncloneableValueException: An object could not be cloned: returnValue"
                        + " (java.lang.Thread)");
        assertThat(thrown).containsExactly("An object could not be cloned: returnValue (java.lang.Thread)");
    }

    @Test
    default void sendSync_onTheLoop_holdsMessagesUntilItReturns() { // SYN-10, 12
        String channel = fixture().name("blocked");
        fixture().first.listen(channel);
        fixture().main.ipcMain().on(channel, (event, message) -> {
            event.sender().send(channel, "sent while the page is blocked");
            event.returnValue("answer");
        });

        assertThat(fixture().first.runOnLoop(Script.SYNC_THEN_COUNT, channel).get())
                .isEqualTo("answer, 0 heard");
        assertThat(fixture().first.heard(channel, 1)).hasSize(1);
    }
}
