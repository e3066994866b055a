package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {

    @Test
    void millis_areRoundedUp_andBounded() {
        assertThat(Deadlines.millis(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Deadlines.millis(Duration.ofMillis(7))).isEqualTo(7);
        assertThat(Deadlines.millis(Duration.ofMillis(7).plusNanos(1))).isEqualTo(8);
        assertThat(Deadlines.millis(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Deadlines.MAX_MILLIS);
    }

    @Test
    void millis_nullOrNotLongerThanNothing_isRefused() {
        for (Duration wrong : Arrays.asList(null, Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> Deadlines.millis(wrong))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A deadline must be longer than nothing, not " + wrong);
        }
    }

    @Test
    void frames_deadlineThatIsNone_isRefused() {
        for (long wrong : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Deadlines.MAX_MILLIS + 1}) {
            assertThatThrownBy(() -> new Upstream.Invoke(1, "c", wrong, Payload.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Downstream.Invoke(1, "c", wrong, Payload.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Request.SendSync("c", wrong, Payload.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
