package dev.covalent.renderer.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Channel;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.link.Question;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a page sends to main and to other contents, and asks of main. */
final class PageIpcSendTest extends PageIpcFixture {
    @Test // ASK-11
    void postMessage_typedChannel_isThatOfTheUntypedForm() {
        Channel<@Nullable Object[]> channel = new Channel<>("channel", Object[].class);

        ipc.postMessage(channel, new Object[] {1, 2}, List.of());
        ipc.postMessage("channel", new Object[] {1, 2}, List.of());

        assertThat(link.posted).hasSize(2);
        assertThat(link.posted.get(0)).isEqualTo(link.posted.get(1));
    }

    @Test
    void send_isQueuedAsClone() {
        List<String> list = new ArrayList<>(List.of("a"));

        ipc.send("channel", list, null);
        list.add("later");

        assertThat(link.posted)
                .containsExactly(new Upstream.Message("channel", arguments(List.of("a"), null), List.of()));
    }

    @Test
    void send_uncloneable_nothingIsSent() {
        assertThatThrownBy(() -> ipc.send("channel", "fine", new Thread()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1] (java.lang.Thread)");
        assertThat(link.posted).isEmpty();
    }

    @Test
    void sendTo_namesTheContents() {
        ipc.sendTo(7, "ping", "x");

        assertThat(link.posted).containsExactly(new Upstream.SendTo(7, "ping", arguments("x")));
    }

    @Test
    void sendSync_isTheAnswer() {
        link.answer = "pong";

        assertThat(ipc.sendSync("channel", "x").get(String.class)).isEqualTo("pong");
        assertThat(link.requests).containsExactly(new Request.SendSync("channel", 7_000, arguments("x")));
    }

    @Test
    void invoke_asksAndConvertsTheAnswer() {
        CompletableFuture<Value> sum = ipc.invoke("add", 1, 2);

        assertThat(link.posted).containsExactly(new Upstream.Invoke(1, "add", 7_000, arguments(1, 2)));
        assertThat(link.questions).extracting(Question::toString).containsExactly("invoke of 'add'");
        link.asked.complete(StructuredClone.encode(3, "result"));
        assertThat(sum.join().get(int.class)).isEqualTo(3);
    }

    @Test
    void invoke_questionIsKept_keepsNothingOfItsArguments() throws InterruptedException {
        ReferenceQueue<Payload> collected = new ReferenceQueue<>();
        Reference<Payload> arguments = invokeAndForgetTheFrame(collected);

        for (int round = 0; round < 100 && !arguments.refersTo(null); round++) {
            System.gc();
            var unused = collected.remove(100);
        }

        assertThat(arguments.refersTo(null)).isTrue();
        assertThat(link.questions).hasSize(1);
    }

    private Reference<Payload> invokeAndForgetTheFrame(ReferenceQueue<Payload> collected) {
        var unused = ipc.invoke("add", 1, 2);
        Upstream.Invoke frame = (Upstream.Invoke) link.posted.remove(0);
        return new WeakReference<>(frame.arguments(), collected);
    }

    @Test // INV-16
    void invoke_uncloneable_failsTheFuture() {
        CompletableFuture<Value> failed = ipc.invoke("add", new Thread());

        assertThatThrownBy(failed::join)
                .cause()
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[0] (java.lang.Thread)");
        assertThat(link.posted).isEmpty();
    }

    @Test
    void postMessage_takesThePortsAlong() {
        MessageChannel channel = ipc.newMessageChannel();

        ipc.postMessage("channel", "x", List.of(channel.port1()));

        assertThat(link.posted).singleElement().isInstanceOfSatisfying(Upstream.Message.class, message -> {
            assertThat(message.arguments()).isEqualTo(arguments("x"));
            assertThat(message.ports()).extracting(PortTransfer::consumed).containsExactly(0L);
        });
        assertThat(channel.port1().postMessage("from a dead port")).isFalse();
    }

    @Test // PRT-15, PRT-16
    @SuppressWarnings("NullAway") // the misuse is the test
    void postMessage_invalidTransfer_isRefused_andNothingIsSent() {
        assertThatThrownBy(() -> ipc.postMessage("channel", "x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ipc.postMessage("channel", "x", Collections.singletonList(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Port at index 0 is not a valid port");
        assertThat(link.posted).isEmpty();
    }

    @Test // ASK-03
    @SuppressWarnings("NullAway") // the misuse is the test
    void bufferedAmount_ofNoContents_isRefused() {
        assertThat(ipc.bufferedAmount(0)).isEqualTo(ipc.bufferedAmount());
        assertThatThrownBy(() -> ipc.bufferedAmount(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ipc.onDrain(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void withDeadline_travelsWithTheRequest_andNothingIsLongEnoughToRefuse() {
        ipc.withDeadline(Duration.ofMillis(5)).sendSync("channel");
        var unused = ipc.withDeadline(Duration.ofDays(1)).invoke("add", 1);

        assertThat(link.requests).containsExactly(new Request.SendSync("channel", 5, arguments()));
        assertThat(link.posted).containsExactly(new Upstream.Invoke(1, "add", 86_400_000, arguments(1)));
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void withDeadline_nullOrNotLongerThanNothing_isRefused() {
        for (Duration wrong : Arrays.asList(null, Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> ipc.withDeadline(wrong))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
