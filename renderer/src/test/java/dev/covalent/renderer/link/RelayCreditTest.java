package dev.covalent.renderer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ASK-03, for messages between renderers. */
final class RelayCreditTest {
    private final List<Integer> drained = new ArrayList<>();
    private final RelayCredit credit = new RelayCredit(QueueLimits.ofBound(4_000), drained::add);

    @Test
    void spend_upToTheMark_isTrue_thenFalse_thenRefused() {
        assertThat(credit.spend(7, 500)).isTrue();
        assertThat(credit.spend(7, 500)).isFalse();
        assertThatThrownBy(() -> credit.spend(7, 1))
                .isInstanceOf(QueueFullException.class)
                .hasMessageStartingWith(
                        "Contents 7 have not taken 1000 bytes of this renderer's messages yet," + " the most is 1000");

        assertThat(credit.outstanding(7)).isEqualTo(1_000);
        assertThat(credit.spend(8, 500)).as("another receiver").isTrue();
    }

    @Test
    void spend_oneLargerThanTheWindow_goesAlone() {
        assertThat(credit.spend(7, 5_000)).isFalse();
        assertThatThrownBy(() -> credit.spend(7, 1)).isInstanceOf(QueueFullException.class);
    }

    @Test
    void taken_toHalfOfTheMark_isToldOnce() {
        credit.spend(7, 1_000);

        credit.taken(7, 700);
        assertThat(drained).isEmpty();
        credit.taken(7, 50);
        credit.taken(7, 250);

        assertThat(drained).containsExactly(7);
        assertThat(credit.outstanding(7)).isZero();
    }

    @Test
    void taken_neverAboveTheMark_isNotTold() {
        credit.spend(7, 500);

        credit.taken(7, 500);
        credit.taken(9, 1); // unknown

        assertThat(drained).isEmpty();
    }
}
