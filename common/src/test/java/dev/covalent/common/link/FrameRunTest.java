package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import org.junit.jupiter.api.Test;

final class FrameRunTest {
    private final FrameRun run = new FrameRun(7, Payload.of(new byte[] {1, 2}));

    @Test
    void add_numberFollows_isPartOfTheRun() {
        assertThat(run.add(8, Payload.of(new byte[] {3}))).isTrue();

        assertThat(run.batch().first()).isEqualTo(7);
        assertThat(run.batch().frames()).containsExactly(Payload.of(new byte[] {1, 2}), Payload.of(new byte[] {3}));
        assertThat(run.last()).isEqualTo(8);
        assertThat(run.cost()).isEqualTo(2 * FrameCost.OVERHEAD_BYTES + 3);
    }

    @Test
    void add_aNumberIsMissing_orTheRunIsSealed_isRefused() {
        assertThat(run.add(9, Payload.of(new byte[0]))).isFalse();
        run.seal();
        assertThat(run.add(8, Payload.of(new byte[0]))).isFalse();

        assertThat(run.size()).isEqualTo(1);
    }

    @Test
    void add_moreThanABatchHolds_isRefused_unlessItIsAlone() {
        assertThat(run.add(8, Payload.of(new byte[1 << 20]))).isFalse();
        assertThat(new FrameRun(1, Payload.of(new byte[2 << 20])).batch().frames())
                .hasSize(1);
    }

    @Test
    void removeLast_isTheNewest_andItsNumberIsNotGivenAgain() {
        run.add(8, Payload.of(new byte[] {3}));

        assertThat(run.removeLast().head()).containsExactly(3);

        assertThat(run.cost()).isEqualTo(FrameCost.of(2));
        assertThat(run.add(9, Payload.of(new byte[0]))).isFalse();
    }

    @Test
    void forget_aPart_leavesTheRest() {
        run.add(8, Payload.of(new byte[] {3}));
        run.add(9, Payload.of(new byte[] {4, 5, 6}));

        assertThat(run.forget(8)).isEqualTo(2 * FrameCost.OVERHEAD_BYTES + 3);

        assertThat(run.first()).isEqualTo(9);
        assertThat(run.batch().frames()).containsExactly(Payload.of(new byte[] {4, 5, 6}));
    }

    @Test // DESIGN 2.5: what nobody waits for any more does not fill a queue
    void withdraw_keepsThePlaceAlone_andTheOthersTheirNumbers() {
        run.add(8, Payload.of(new byte[100]));
        run.add(9, Payload.of(new byte[] {3}));
        long before = run.cost();

        long freed = run.withdraw(8);

        assertThat(freed).isEqualTo(before - run.cost()).isEqualTo(FrameCost.of(100) - 8);
        assertThat(run.batch().frames())
                .containsExactly(Payload.of(new byte[] {1, 2}), placeholder(), Payload.of(new byte[] {3}));
        assertThat(run.withdraw(8)).as("again").isZero();
        assertThat(run.forget(8)).isEqualTo(FrameCost.of(2) + 8);
        assertThat(run.cost()).isEqualTo(FrameCost.of(1));
    }

    @Test
    void withdraw_whatIsOnItsWay_isTooLate() {
        run.seal();

        assertThat(run.withdraw(7)).isZero();
        assertThat(run.batch().frames()).containsExactly(Payload.of(new byte[] {1, 2}));
    }

    private static Payload placeholder() {
        Payload upstream = new Upstream.Withdrawn().encode();
        assertThat(new Downstream.Withdrawn().encode()).isEqualTo(upstream);
        return upstream;
    }
}
