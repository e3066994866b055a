package dev.covalent.launcher.bench.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QueueFullException;
import dev.covalent.launcher.bench.plan.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WindowTest {
    private final Count count = new Count();

    @Test
    void send_all_arriveInOrder() throws Exception {
        assertThat(stream(100_000, Payload.SMALL)).isZero();
    }

    @Test
    void send_neverFurtherAheadThanTheWindow() throws Exception {
        Window window = new Window(Payload.MIB_1);
        List<Long> ahead = new ArrayList<>();
        long[] sent = new long[2];

        window.start();
        window.send(100, new Messages(Payload.MIB_1), message -> {
            sent[0]++;
            ahead.add(sent[0] - sent[1]);
            if (sent[0] % 8 == 0 || sent[0] == 100) { // as late as it can be
                sent[1] = sent[0];
                window.acknowledge(sent[0], 0);
            }
        });

        assertThat(ahead).hasSize(100).allMatch(messages -> messages <= 8);
    }

    @Test
    void send_queueFull_isTriedAgainAfterAnAcknowledgement() throws Exception {
        Window window = new Window(Payload.SMALL);
        List<Object> taken = new ArrayList<>();
        window.start();

        window.send(3, new Messages(Payload.SMALL), message -> {
            long number = Messages.numberOf(message);
            if (number == 2 && !taken.contains("refused")) {
                taken.add("refused");
                window.acknowledge(1, 0);
                throw new QueueFullException("full");
            }
            taken.add(number);
            if (number == 2) {
                window.acknowledge(3, 0);
            }
        });

        assertThat(taken).containsExactly(0L, 1L, "refused", 2L);
    }

    @Test
    void send_queueFullOfOthers_isNotWaitedFor() {
        Window window = new Window(Payload.SMALL);
        window.start();

        assertThatThrownBy(() -> window.send(1, new Messages(Payload.SMALL), message -> {
                    throw new QueueFullException("full");
                }))
                .isInstanceOf(QueueFullException.class);
    }

    @Test
    void count_swappedMessages_areToldAsOutOfOrder() {
        List<Long> told = new ArrayList<>();
        Messages messages = new Messages(Payload.SMALL);
        count.start(4, 100);

        for (long number : new long[] {0, 2, 1, 3}) {
            count.take(messages.numbered(number), (received, unordered) -> {
                told.add(received);
                told.add(unordered);
            });
        }

        assertThat(told).containsExactly(4L, 3L);
    }

    @Test
    void count_nextStream_startsAnew() throws Exception {
        stream(10, Payload.KIB_4);

        assertThat(stream(10, Payload.KIB_4)).isZero();
    }

    /** The receiver is asked at once, on the sender's thread. */
    private long stream(long messages, Payload payload) throws InterruptedException {
        Window window = new Window(payload);
        window.start();
        count.start(messages, window.step());
        return window.send(messages, new Messages(payload), message -> {
            count.take(message, window::acknowledge);
        });
    }
}
