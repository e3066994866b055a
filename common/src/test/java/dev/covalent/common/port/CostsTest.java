package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.link.LiveHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CostsTest {
    private static final long BURST = 1 << 21;

    private final Costs costs = new Costs();

    @Test
    void remove_afterTheRingHasGrownAndTurned_takesThoseThatWentFirst() {
        add(1, 6);
        costs.remove(4);
        add(7, 30);

        assertThat(costs.size()).isEqualTo(26);
        for (int cost = 5; cost <= 30; cost++) {
            long before = costs.sum();
            costs.remove(1);
            assertThat(before - costs.sum()).isEqualTo(cost);
        }
        assertThat(costs.size()).isZero();
    }

    @Test
    void remove_moreThanAreOut_leavesNone() {
        add(1, 3);

        costs.remove(Long.MAX_VALUE);

        assertThat(costs.size()).isZero();
        assertThat(costs.sum()).isZero();
    }

    @Test
    void clear_thenAdd_countsAnew() {
        add(1, 12);

        costs.clear();
        add(5, 5);

        assertThat(costs.size()).isEqualTo(1);
        assertThat(costs.sum()).isEqualTo(5);
    }

    @Test
    void remove_ofTheLastOfABurst_givesItsMemoryBack() throws InterruptedException {
        long before = LiveHeap.bytes();
        add(1, BURST);

        costs.remove(BURST);

        assertThat(LiveHeap.fallsTo(before + BURST)).isTrue();
        assertThat(costs.size()).isZero();
    }

    @Test
    void clear_ofABurst_givesItsMemoryBack_andCountsAnew() throws InterruptedException {
        long before = LiveHeap.bytes();
        add(1, BURST);

        costs.clear();

        assertThat(LiveHeap.fallsTo(before + BURST)).isTrue();
        add(1, 20);
        costs.remove(19);
        assertThat(costs.sum()).isEqualTo(20);
    }

    private void add(long from, long to) {
        for (long cost = from; cost <= to; cost++) {
            costs.add(cost);
        }
    }
}
