package dev.covalent.renderer.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Channel;
import dev.covalent.common.ChannelMismatchException;
import dev.covalent.common.MessagePort;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Upstream;
import dev.covalent.renderer.IpcRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a page hears, and that a channel has a name everywhere. */
final class PageIpcTest extends PageIpcFixture {
    @Test
    void deliver_reachesEveryListenerInOrder() {
        ipc.on("channel", (event, message) -> heard.add("first " + message.get(0)));
        ipc.once("channel", (event, message) -> heard.add("once " + event.senderId()));

        deliver("channel", 5, "a");
        deliver("channel", 0, "b");

        assertThat(heard).containsExactly("first a", "once 5", "first b");
    }

    @Test // ASK-11: whichever typed form sent it
    void deliver_typedChannel_anotherShape_isReportedWithBoth() {
        ipc.on(Channel.of("count", Integer.class), (event, count) -> heard.add(count));

        deliver("count", 0, 1);
        deliver("count", 0, Map.of("count", "one"));
        deliver("count", 0, 1, 2);

        assertThat(heard).containsExactly(1);
        assertThat(uncaught)
                .hasOnlyElementsOfType(ChannelMismatchException.class)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("Channel 'count' expects java.lang.Integer, but found {count: String}"),
                        text -> assertThat(text)
                                .isEqualTo("Channel 'count' expects one java.lang.Integer, but found 2 arguments"));
    }

    @Test // IPC-35
    void deliver_listenerThrows_othersRunAndItIsReported() {
        AssertionError failure = new AssertionError("mine");
        ipc.on("channel", (event, message) -> {
            throw failure;
        });
        ipc.on("channel", (event, message) -> heard.add("other"));

        deliver("channel", 0);

        assertThat(heard).containsExactly("other");
        assertThat(uncaught).containsExactly(failure);
    }

    @Test
    void deliver_noListener_closesThePortsThatCameAlong() {
        List<MessagePort> arrived = ports.adopt(List.of(2L));

        ipc.deliver(new Downstream.Message("nobody", 0, arguments(), List.of(2L)), arrived);

        assertThat(link.posted).containsExactly(new Upstream.PortClose(2));
    }

    @Test
    void deliver_portsOfAMessage_areTheEvents() {
        List<MessagePort> arrived = ports.adopt(List.of(2L));
        ipc.on("channel", (event, message) -> heard.addAll(event.ports()));

        ipc.deliver(new Downstream.Message("channel", 0, arguments(), List.of(2L)), arrived);

        assertThat(heard).containsExactlyElementsOf(arrived);
    }

    @Test // ASK-03
    void drained_everyListenerIsTold_alsoAfterOneThatThrows() {
        List<Integer> told = new ArrayList<>();
        ipc.onDrain(receiver -> {
            throw new IllegalStateException("mine");
        });
        ipc.onDrain(told::add);
        ipc.onDrain(told::add).close();

        ipc.drained(0);
        ipc.drained(7);

        assertThat(told).containsExactly(0, 7);
        assertThat(uncaught).hasSize(2);
    }

    @Test // IPC-07, IPC-08
    void removeAllListeners_ofAChannelAndOfAll() {
        IpcRenderer.Listener listener = (event, message) -> heard.add("called");
        ipc.on("a", listener);
        ipc.on("b", listener);
        ipc.on("c", listener);
        ipc.off("c", listener);

        ipc.removeAllListeners("a");
        assertThat(ipc.eventNames()).containsExactly("b");
        assertThat(ipc.listenerCount("b")).isEqualTo(1);

        ipc.removeAllListeners();
        assertThat(ipc.eventNames()).isEmpty();
    }

    @Test
    void everyMethod_emptyChannel_isRefused() {
        IpcRenderer.Listener listener = (event, message) -> {};
        List<Runnable> uses = List.of(
                () -> ipc.on("", listener),
                () -> ipc.once("", listener),
                () -> ipc.off("", listener),
                () -> ipc.removeAllListeners(""),
                () -> ipc.listenerCount(""),
                () -> ipc.send(""),
                () -> ipc.sendSync(""),
                () -> ipc.invoke("").join(),
                () -> ipc.withDeadline(Duration.ofSeconds(1)).sendSync(""),
                () -> ipc.withDeadline(Duration.ofSeconds(1)).invoke("").join(),
                () -> ipc.handle("", (event, message) -> 1),
                () -> ipc.handleOnce("", (event, message) -> 1),
                () -> ipc.removeHandler(""),
                () -> ipc.sendTo(1, ""),
                () -> ipc.postMessage("", "x", List.of()));

        for (int i = 0; i < uses.size(); i++) {
            assertThatThrownBy(uses.get(i)::run).as("use %d", i).hasMessage("Missing required channel argument");
        }
        assertThat(link.posted).isEmpty();
    }

    private void deliver(String channel, int senderId, @Nullable Object... args) {
        ipc.deliver(new Downstream.Message(channel, senderId, arguments(args), List.of()), List.of());
    }
}
