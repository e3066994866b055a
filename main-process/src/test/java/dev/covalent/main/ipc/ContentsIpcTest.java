package dev.covalent.main.ipc;

import static dev.covalent.main.ipc.RouterFixture.failureOf;
import static dev.covalent.main.ipc.RouterFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MessageKind;
import dev.covalent.main.SenderType;
import dev.covalent.main.WebContents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What concerns one contents: its {@code ipc} and its events. */
final class ContentsIpcTest {
    private final RouterFixture fixture = new RouterFixture();
    private final IpcMain ipcMain = fixture.ipcMain;
    private final MainIpc own = fixture.contents.ipc();
    private final List<Object> heard = new ArrayList<>();

    @Test // IPC-22, IPC-23
    void message_cascades_eventThenContentsThenIpcMain() {
        ipcMain.on("channel", (event, message) -> heard.add("ipcMain " + message.get(0)));
        own.on("channel", (event, message) -> heard.add("contents " + message.get(0)));
        fixture.contents.on(WebContents.IPC_MESSAGE, message -> heard.add("event " + message.kind()));

        assertThat(fixture.send("channel", 1)).isEqualTo(Delivery.DONE);
        assertThat(fixture.post("channel", 2)).isEqualTo(Delivery.DONE);

        assertThat(heard)
                .containsExactly(
                        "event SEND", "contents 1", "ipcMain 1", "event POST_MESSAGE", "contents 2", "ipcMain 2");
    }

    @Test // IPC-03, IPC-20: one event object for all of them
    void message_allListenersGetTheSameEvent() {
        ipcMain.on("channel", (event, message) -> heard.add(event));
        own.on("channel", (event, message) -> heard.add(event));
        fixture.contents.on(WebContents.IPC_MESSAGE, message -> heard.add(message.event()));
        ipcMain.on("channel", (event, message) -> assertThat(event.type()).isEqualTo(SenderType.RENDERER));

        fixture.send("channel");

        assertThat(heard).hasSize(3);
        assertThat(heard.get(0)).isSameAs(heard.get(1)).isSameAs(heard.get(2));
        assertThat(fixture.uncaught).isEmpty();
    }

    @Test // IPC-22: another renderer's messages do not reach it
    void message_ofAnotherContents_isNotHeard() {
        RoutedContents other = new RoutedContents(4, fixture.router, fixture.uncaught::add);
        other.ipc().on("channel", (event, message) -> heard.add("other"));

        assertThat(fixture.send("channel")).isEqualTo(Delivery.UNHEARD);

        assertThat(heard).isEmpty();
    }

    @Test // INV-14
    void invoke_contentsHandlerComesFirst_ipcMainsIsTheFallback() {
        ipcMain.handle("channel", (event, message) -> "ipcMain");
        own.handle("channel", (event, message) -> "contents");

        assertThat(resultOf(fixture.invoke("channel"))).isEqualTo("contents");
        own.removeHandler("channel");
        assertThat(resultOf(fixture.invoke("channel"))).isEqualTo("ipcMain");
    }

    @Test // INV-03, INV-14: the tables are separate
    void handleOnce_ofContents_leavesIpcMainsForTheNext() {
        ipcMain.handle("channel", (event, message) -> "ipcMain");
        own.handleOnce("channel", (event, message) -> "once");

        assertThat(resultOf(fixture.invoke("channel"))).isEqualTo("once");
        assertThat(resultOf(fixture.invoke("channel"))).isEqualTo("ipcMain");
    }

    @Test // SYN-03, SYN-13
    void sendSync_firstReplyWins_listenersOfAllRun() {
        own.on("channel", (event, message) -> {
            heard.add("contents");
            event.returnValue("contents");
        });
        ipcMain.on("channel", (event, message) -> {
            heard.add("ipcMain");
            event.returnValue("ipcMain");
        });

        assertThat(resultOf(fixture.sendSync("channel"))).isEqualTo("contents");
        assertThat(heard).containsExactly("contents", "ipcMain");
    }

    @Test // SYN-13
    void sendSync_answeredByAnEventListener_needsNoListenerOfTheChannel() {
        fixture.contents.on(WebContents.IPC_MESSAGE, message -> heard.add(message.kind()));
        fixture.contents.on(
                WebContents.IPC_MESSAGE_SYNC,
                message -> message.event()
                        .returnValue(message.channel() + message.message().get(0)));

        assertThat(resultOf(fixture.sendSync("channel", 1))).isEqualTo("channel1");
        assertThat(heard).containsExactly(MessageKind.SEND_SYNC);
    }

    @Test // SYN-04, SYN-13
    void sendSync_deferredByAnEventListener_waits() {
        fixture.contents.on(
                WebContents.IPC_MESSAGE_SYNC, message -> message.event().defer());

        assertThat(fixture.sendSync("channel")).isNotDone();
    }

    @Test // SYN-06: somebody who only watches is no listener
    void sendSync_onlyWatched_failsAtOnce() {
        fixture.contents.on(WebContents.IPC_MESSAGE, message -> heard.add("watched"));

        assertThat(failureOf(fixture.sendSync("channel")).kind()).isEqualTo(FailureKind.NO_HANDLER);
        assertThat(heard).containsExactly("watched");
    }

    @Test // SYN-14
    void sendSync_eventListenerThrows_callerSeesItAndOthersRun() {
        own.on("channel", (event, message) -> heard.add("ran"));
        fixture.contents.on(WebContents.IPC_MESSAGE_SYNC, message -> {
            throw new IllegalStateException("mine");
        });

        assertThat(failureOf(fixture.sendSync("channel")).message())
                .isEqualTo("Error invoking remote method 'channel': java.lang.IllegalStateException: mine");
        assertThat(heard).containsExactly("ran");
        assertThat(fixture.uncaught).hasSize(1);
    }

    @Test // IPC-21
    void invoke_isAnnounced_andItsEventAnswersNothing() {
        ipcMain.handle("channel", (event, message) -> "handler");
        fixture.contents.on(WebContents.IPC_MESSAGE, message -> {
            heard.add(message.kind());
            message.event().returnValue("ignored");
        });
        fixture.contents.on(WebContents.IPC_MESSAGE_SYNC, message -> heard.add("not sync"));

        assertThat(resultOf(fixture.invoke("channel"))).isEqualTo("handler");
        assertThat(heard).containsExactly(MessageKind.INVOKE);
    }

    @Test // IPC-22
    void destroyed_isCleared_andTakesNothingMore() {
        own.on("channel", (event, message) -> heard.add("called"));
        own.handle("channel", (event, message) -> "contents");
        own.use(inbound -> {
            throw new IllegalStateException("still asked");
        });

        fixture.contents.destroy();

        assertThat(fixture.send("channel")).isEqualTo(Delivery.UNHEARD);
        assertThat(failureOf(fixture.invoke("channel")).kind()).isEqualTo(FailureKind.NO_HANDLER);
        assertThat(heard).isEmpty();
        assertThat(fixture.uncaught).isEmpty();
        IpcMain.Listener listener = (event, message) -> {};
        refused(() -> own.on("channel", listener));
        refused(() -> own.once("channel", listener));
        refused(() -> own.handle("channel", (event, message) -> 1));
        refused(() -> own.handle("channel", Runnable::run, (event, message) -> 1));
        refused(() -> own.handleOnce("channel", (event, message) -> 1));
        refused(() -> own.onUnheard(message -> {}));
        own.off("channel", listener);
        own.removeHandler("channel");
        own.removeAllListeners();
    }

    @Test // IPC-09
    void onUnheard_isToldWhatNobodyReceived() {
        ipcMain.onUnheard(message -> heard.add("main " + message.kind() + " " + message.channel()));
        own.onUnheard(message -> {
            heard.add("own " + message.message().get(0));
            message.event().returnValue("cannot answer");
            throw new IllegalStateException("mine");
        });
        ipcMain.on("heard", (event, message) -> {});
        ipcMain.on("heard", (event, message) -> event.returnValue(1));

        fixture.send("lost", 1);
        fixture.send("heard", 2);
        resultOf(fixture.sendSync("heard", 3));

        assertThat(failureOf(fixture.sendSync("lost", 4)).kind()).isEqualTo(FailureKind.NO_HANDLER);
        assertThat(failureOf(fixture.invoke("lost", 5)).kind()).isEqualTo(FailureKind.NO_HANDLER);
        assertThat(heard)
                .containsExactly(
                        "own 1", "main SEND lost", "own 4", "main SEND_SYNC lost", "own 5", "main INVOKE lost");
        assertThat(fixture.uncaught).hasSize(3);
    }

    private static void refused(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Object has been destroyed");
    }
}
