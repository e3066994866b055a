package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DeadlineTimerTest {
    private final ScheduledExecutorService timer = Threads.scheduler("deadline-test");
    private final BlockingQueue<Long> sweeps = new LinkedBlockingQueue<>();
    private volatile OptionalLong remaining = OptionalLong.empty();
    private final DeadlineTimer deadlines = new DeadlineTimer(timer, this::sweep);

    private void sweep(long now) {
        OptionalLong next = remaining;
        remaining = OptionalLong.empty();
        sweeps.add(now);
        next.ifPresent(deadlines::watch);
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void watch_sweepsNotBeforeTheDeadline() throws Exception {
        long deadline = in(Duration.ofMillis(5));
        deadlines.watch(deadline);

        assertThat(sweeps.poll(10, TimeUnit.SECONDS) - deadline).isNotNegative();
    }

    @Test
    void watch_many_isOneTimer_armedForTheEarliest() throws Exception {
        deadlines.watch(in(Duration.ofHours(2)));
        deadlines.watch(in(Duration.ofHours(3)));
        deadlines.watch(in(Duration.ofHours(1)));
        assertThat(((ScheduledThreadPoolExecutor) timer).getQueue()).hasSize(1);

        deadlines.watch(in(Duration.ofMillis(1)));

        assertThat(sweeps.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void sweep_whatRemains_isSweptAgain() throws Exception {
        remaining = OptionalLong.of(in(Duration.ofMillis(2)));
        deadlines.watch(in(Duration.ofMillis(1)));

        assertThat(sweeps.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(sweeps.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void watch_overAlready_isSweptAtOnce() throws Exception {
        deadlines.watch(in(Duration.ofSeconds(-5)));

        assertThat(sweeps.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void watch_closed_isIgnored() {
        timer.shutdownNow();

        deadlines.watch(in(Duration.ofMillis(1)));

        assertThat(sweeps).isEmpty();
    }

    @Test
    void rest_forgetsWhatItWatched_untilItWatchesMore() throws Exception {
        deadlines.watch(in(Duration.ofHours(1)));

        deadlines.rest();
        deadlines.rest();

        assertThat(((ScheduledThreadPoolExecutor) timer).getQueue()).isEmpty();
        deadlines.watch(in(Duration.ofMillis(1)));
        assertThat(sweeps.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
