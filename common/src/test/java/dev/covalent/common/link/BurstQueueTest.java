package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BurstQueueTest {
    private static final int BURST = 1 << 22;
    private static final long SLACK = BURST;

    private final BurstQueue<String> queue = new BurstQueue<>();

    @Test
    void poll_givesTheElementsInOrder_thenNull() {
        queue.add("one");
        queue.add("two");

        assertThat(queue.peek()).isEqualTo("one");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll()).isEqualTo("one");
        assertThat(queue.poll()).isEqualTo("two");
        assertThat(queue.poll()).isNull();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void drain_givesAllAndLeavesNone() {
        queue.add("one");
        queue.add("two");

        assertThat(queue.drain()).isEqualTo(List.of("one", "two"));
        assertThat(queue.drain()).isEmpty();
    }

    @Test
    void poll_ofTheLastOfABurst_givesItsMemoryBack() throws InterruptedException {
        long before = LiveHeap.bytes();
        burst();

        for (int i = 0; i < BURST; i++) {
            assertThat(queue.poll()).isNotNull();
        }

        assertThat(LiveHeap.fallsTo(before + SLACK)).isTrue();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void drain_ofABurst_givesItsMemoryBack_andTheQueueGoesOn() throws InterruptedException {
        long before = LiveHeap.bytes();
        burst();

        assertThat(queue.drain().size()).isEqualTo(BURST);

        assertThat(LiveHeap.fallsTo(before + SLACK)).isTrue();
        queue.add("next");
        assertThat(queue.poll()).isEqualTo("next");
    }

    private void burst() {
        for (int i = 0; i < BURST; i++) {
            queue.add("message");
        }
    }
}
