package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class QueueLimitsTest {

    @Test
    void default_limits_are64MiBAnd1MiB() {
        assertThat(QueueLimits.DEFAULT).isEqualTo(new QueueLimits(64 << 20, 1 << 20));
        assertThat(QueueLimits.DEFAULT.window()).isEqualTo(16 << 20);
        assertThat(QueueLimits.DEFAULT.windowMark()).isEqualTo(1 << 20);
    }

    @Test
    void ofBound_small_markIsAQuarter_andHalfAWindowForAWindow() {
        QueueLimits small = QueueLimits.ofBound(4_000);

        assertThat(small.mark()).isEqualTo(1_000);
        assertThat(small.windowMark()).isEqualTo(500);
        assertThat(small.confirmed()).isEqualTo(125);
    }

    @Test
    void confirmed_neverKeepsWhoWaitsForHalfTheMark_waiting() {
        for (QueueLimits limits :
                List.of(QueueLimits.DEFAULT, new QueueLimits(1 << 20, 10), QueueLimits.ofBound(100))) {
            assertThat(limits.confirmed() - 1).as("%s", limits).isLessThanOrEqualTo(limits.windowMark() / 2);
        }
    }

    @Test
    void ofBound_one_everythingIsOne() {
        QueueLimits least = QueueLimits.ofBound(1);

        assertThat(least.mark()).isEqualTo(1);
        assertThat(least.window()).isEqualTo(1);
        assertThat(least.windowMark()).isEqualTo(1);
        assertThat(least.confirmed()).isEqualTo(1);
    }

    @Test
    void limits_impossible_areRefused() {
        assertThatThrownBy(() -> QueueLimits.ofBound(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queueBound must be at least 1 byte, not 0");
        assertThatThrownBy(() -> new QueueLimits(100, 26))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("highWaterMark must be 1 to 25 bytes, a quarter of queueBound, not 26");
        assertThatThrownBy(() -> new QueueLimits(100, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
