package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.port.LocalPort;
import dev.covalent.common.port.PortSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The parent port over a channel both of whose ends are here. */
@Timeout(30)
final class ConnectedParentPortTest {
    private static final int COUNT = 20_000;

    private final SerialLoop loop = new SerialLoop("parent-port-test", thrown -> {});
    private final PortSpace space = new PortSpace(loop, thrown -> {}, QueueLimits.ofBound(64 << 20));
    private final MessageChannel channel = space.newChannel();
    private final MessagePort main = channel.port1();
    private final AtomicInteger posted = new AtomicInteger();
    private final ConnectedParentPort port =
            new ConnectedParentPort((LocalPort) channel.port2(), loop, space::newChannel, posted::incrementAndGet);
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void onMessage_first_delivers_lastRemoved_pauses_nextGoesOn() throws Exception { // UTL-14
        main.postMessage(1);
        Subscription first = listen();
        assertThat(take()).isEqualTo(1);

        first.close();
        first.close();
        main.postMessage(2);
        main.postMessage(3);
        settle();

        assertThat(heard).isEmpty();
        Subscription again = listen();
        assertThat(List.of(take(), take())).containsExactly(2, 3);
        again.close();
    }

    @Test
    void onMessage_listenersThatComeAndGo_loseNothing() throws Exception { // UTL-14
        for (int i = 0; i < COUNT; i++) {
            main.postMessage(i);
        }

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (heard.size() < COUNT
                && System.nanoTime() - deadline < 0) { // in whatever moment of a delivery it happens to be
            listen().close();
            Subscription longer = listen();
            Thread.onSpinWait();
            longer.close();
        }
        settle();

        assertThat(heard)
                .containsExactlyElementsOf(IntStream.range(0, COUNT).boxed().toList());
    }

    @Test
    void onMessage_keepsTheJvm_untilTheLastListenerIsRemoved() throws Exception {
        Subscription first = listen();
        Subscription second = listen();
        Thread keeper = keepers().get(0);
        assertThat(keeper.isDaemon()).isFalse();
        keeper.interrupt(); // by whoever interrupts all threads

        first.close();
        settle();
        assertThat(keepers()).containsExactly(keeper);
        second.close();
        keeper.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(keepers()).isEmpty();
    }

    @Test
    void postMessage_whatCannotBeCloned_throws_andThePortGoesOn() { // UTL-15
        assertThatThrownBy(() -> port.postMessage(new Thread("not sent")))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageStartingWith("An object could not be cloned");
        assertThat(port.postMessage("sent")).isTrue();
        assertThat(posted).hasValue(1);
    }

    @Test
    void postMessage_mainIsGone_isFalse() {
        main.close();

        assertThat(port.postMessage("dropped")).isFalse();
        assertThat(port.isWritable()).isFalse();
    }

    private Subscription listen() {
        return port.onMessage(event -> {
            @Nullable Object data = event.data().get();
            if (data != null) {
                heard.add(data);
            }
        });
    }

    private Object take() throws InterruptedException {
        Object next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next == null ? "" : next;
    }

    /** Waits until the loop has done what is queued there, and what that has queued. */
    private void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.execute(() -> done.complete(null));
            done.get(10, TimeUnit.SECONDS);
        }
    }

    private static List<Thread> keepers() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("covalent-parent-port"))
                .toList());
    }
}
