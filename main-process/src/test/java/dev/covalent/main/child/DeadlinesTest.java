package dev.covalent.main.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.window.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Deadlines that are left behind by nobody, and accuse nobody while main stands still. */
final class DeadlinesTest {
    private final List<String> done = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // it may be about to overflow
    private final Deadlines deadlines = new Deadlines(timer, now::get);

    @Test
    void after_theDelay_runs() {
        deadlines.after(Duration.ofSeconds(3), () -> done.add("due"));

        assertThat(timer.delaysInSeconds()).containsExactly(3L);
        passSeconds(3);
        timer.elapse();
        assertThat(done).containsExactly("due");
    }

    @Test
    void after_comesLate_hasTheSameTimeAgain() { // F10
        deadlines.after(Duration.ofSeconds(3), () -> done.add("due"));
        passSeconds(4); // main stood still

        timer.elapse();
        assertThat(done).isEmpty();
        assertThat(timer.delaysInSeconds()).containsExactly(3L);

        passSeconds(3);
        timer.elapse();
        assertThat(done).containsExactly("due");
        assertThat(timer.delaysInSeconds()).isEmpty();
    }

    @Test
    void end_cancelsWhatHasNotRun_andTakesNothingMore() {
        deadlines.after(Duration.ofSeconds(3), () -> done.add("due"));

        deadlines.end();
        deadlines.end();
        deadlines.after(Duration.ofSeconds(4), () -> done.add("later"));

        assertThat(timer.delaysInSeconds()).doesNotContain(4L);
        timer.elapse();
        assertThat(done).isEmpty();
    }

    @Test
    void end_ofWhatHadASecondLook_cancelsThatToo() {
        deadlines.after(Duration.ofSeconds(3), () -> done.add("due"));
        passSeconds(10);
        timer.elapse();

        deadlines.end();

        passSeconds(3);
        timer.elapse();
        assertThat(done).isEmpty();
    }

    private void passSeconds(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
