package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.window.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers that are left behind by nobody. */
final class UtilityTimersTest {
    private final List<String> done = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final UtilityTimers timers = new UtilityTimers(timer);

    @Test
    void after_theDelay_runs() {
        timers.after(Duration.ofSeconds(3), () -> done.add("late"));

        assertThat(timer.delaysInSeconds()).containsExactly(3L);
        timer.elapse();
        assertThat(done).containsExactly("late");
    }

    @Test
    void end_cancelsWhatHasNotRun_andTakesNothingMore() {
        timers.after(Duration.ofSeconds(3), () -> done.add("late"));

        timers.end();
        timers.end();
        timers.after(Duration.ofSeconds(4), () -> done.add("later"));

        assertThat(timer.delaysInSeconds()).doesNotContain(4L);
        timer.elapse();
        assertThat(done).isEmpty();
    }
}
