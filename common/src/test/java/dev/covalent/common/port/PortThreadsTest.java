package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.TypeToken;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports used by several threads at once, on a real loop. */
@Timeout(20)
final class PortThreadsTest {
    private static final int THREADS = 4;
    private static final int MESSAGES = 2_000;

    /** MC-01 under load. */
    @Test
    void postMessage_fromSeveralThreads_keepsTheOrderOfEach() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        try (SerialLoop loop = new SerialLoop("port-test", uncaught::add)) {
            MessageChannel channel = new PortSpace(loop, uncaught::add, QueueLimits.DEFAULT).newChannel();
            List<List<Integer>> received = new ArrayList<>();
            CountDownLatch closed = new CountDownLatch(1);
            channel.port2().onMessage(event -> received.add(event.data().get(new TypeToken<List<Integer>>() {})));
            channel.port2().onClose(closed::countDown);

            List<Thread> posters = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                posters.add(poster(channel, thread));
            }
            posters.forEach(Thread::start);
            for (Thread poster : posters) {
                poster.join(10_000);
            }
            channel.port1().close();

            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(received).hasSize(THREADS * MESSAGES);
            for (int thread = 0; thread < THREADS; thread++) {
                int poster = thread;
                assertThat(received.stream()
                                .filter(message -> message.get(0) == poster)
                                .map(message -> message.get(1)))
                        .as("messages of thread %s", poster)
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            assertThat(uncaught).isEmpty();
        }
    }

    private static Thread poster(MessageChannel channel, int thread) {
        return Threads.daemon("poster-" + thread, () -> {
            for (int i = 0; i < MESSAGES; i++) {
                channel.port1().postMessage(List.of(thread, i));
            }
        });
    }
}
