package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CostsTest {
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

    private void add(long from, long to) {
        for (long cost = from; cost <= to; cost++) {
            costs.add(cost);
        }
    }
}
