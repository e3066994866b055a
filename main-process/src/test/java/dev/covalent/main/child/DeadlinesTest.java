package dev.covalent.main.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.window.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines that are left behind by nobody, and accuse nobody while main stands still. */
final class DeadlinesTest {
    private static final Duration DELAY = Duration.ofSeconds(3);

    private final List<String> done = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final Deadlines deadlines = new Deadlines(timer);

    @Test
    void after_theDelay_runs_andNothingIsLeftOfIt() {
        deadlines.after(DELAY, () -> done.add("due"));

        timer.elapse(DELAY.minusNanos(1));
        assertThat(done).isEmpty();
        timer.elapse(Duration.ofNanos(1));
        assertThat(done).containsExactly("due");
        assertThat(timer.delaysInSeconds()).isEmpty();
    }

    @Test
    void after_noTime_runsLikeAnyOther_onTheTimer() {
        deadlines.after(Duration.ZERO, () -> done.add("due"));
        assertThat(done).isEmpty();

        timer.elapse(Duration.ZERO);

        assertThat(done).containsExactly("due");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 400, 1500, 2700})
    void after_mainStandsStill_thatTimeDoesNotCount_whereverItFalls(long millis) { // F10
        for (Duration pause : List.of(Duration.ofMillis(200), DELAY.dividedBy(2), DELAY, DELAY.multipliedBy(100))) {
            done.clear();
            deadlines.after(DELAY, () -> done.add("due"));
            timer.elapse(Duration.ofMillis(millis));
            timer.standStill(pause);

            timer.elapse(DELAY.minusMillis(millis).minus(DELAY.dividedBy(20)).minusNanos(1)); // but for a slice
            assertThat(done).as("stopped for %s", pause).isEmpty();
            timer.elapse(DELAY.dividedBy(20).plusNanos(1));
            assertThat(done).containsExactly("due");
        }
    }

    @Test
    void end_cancelsWhatHasNotRun_andTakesNothingMore() {
        deadlines.after(DELAY, () -> done.add("due"));
        timer.elapse(DELAY.dividedBy(2));

        deadlines.end();
        deadlines.end();
        deadlines.after(DELAY, () -> done.add("later"));

        timer.elapse(DELAY.multipliedBy(2));
        assertThat(done).isEmpty();
        assertThat(timer.delaysInSeconds()).isEmpty();
    }
}
