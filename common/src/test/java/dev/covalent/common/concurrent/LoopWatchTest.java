package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ASK-21: loop lag is measured, and a blocked loop is reported. */
@Timeout(20)
final class LoopWatchTest {
    private static final long SECOND = 1_000_000_000L;

    private final ManualLoop loop = new ManualLoop();
    private final List<Blockage> over = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5 * SECOND; // a monotonic clock may overflow
    private final LoopWatch watch =
            new LoopWatch("test", loop, Duration.ofSeconds(1), Duration.ofSeconds(5), () -> now, over::add);

    @Test
    void lag_beforeAnyProbe_isZero() {
        assertThat(watch.lag()).isZero();
    }

    @Test
    void lag_probeHasRun_isItsDelay() {
        seconds(1);
        now += 30_000_000;
        loop.runAll();
        assertThat(watch.lag()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void lag_probeOverdue_runs() {
        seconds(3);
        now += SECOND / 2;
        assertThat(watch.lag()).isEqualTo(Duration.ofMillis(2500));
    }

    @Test
    void tick_probeUnderWay_leavesNoSecond() {
        seconds(4);
        assertThat(loop.runOne()).isTrue();
        assertThat(loop.runOne()).isFalse();
    }

    @Test
    void tick_loopBusyForLess_isNoBlockage() {
        seconds(5);
        loop.runAll();
        assertThat(over).isEmpty();
        assertThat(watch.lag()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void tick_loopBlocked_isToldOnceWithItsTotal() {
        seconds(9);
        assertThat(over).isEmpty();
        loop.runAll();
        assertThat(over).hasSize(1);
        assertThat(over.get(0).blocked()).isEqualTo(Duration.ofSeconds(8));
        seconds(1);
        loop.runAll();
        assertThat(over).hasSize(1);
        assertThat(watch.lag()).isZero();
    }

    @Test
    void tick_whoIsToldMeanwhileFails_isStillABlockage() {
        watch.whileHeldUp(() -> {
            throw new LinkageError("a host's own");
        });
        seconds(9);
        loop.runAll();
        assertThat(over).hasSize(1);
    }

    @Test
    void tick_blockedTwice_isToldTwice() {
        seconds(7);
        loop.runAll();
        seconds(8);
        loop.runAll();
        assertThat(over).extracting(Blockage::blocked).containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(7));
    }

    @Test
    void tick_watchItselfLate_accusesNobodyAndStartsAnew() {
        seconds(1);
        now += 3600 * SECOND;
        watch.tick();
        seconds(4);
        loop.runAll();
        assertThat(over).isEmpty();
        assertThat(watch.lag()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void probe_runsBeforeTheLateWatchTicks_measuresNothing() {
        seconds(1);
        now += 3600 * SECOND;
        assertThat(watch.lag()).isZero();
        loop.runAll();
        watch.tick();
        assertThat(over).isEmpty();
        assertThat(watch.lag()).isZero();
    }

    @Test
    void tick_watchLateDuringABlockage_doesNotCountWhatItMissed() {
        seconds(7);
        now += 3600 * SECOND;
        watch.tick();
        seconds(2);
        loop.runAll();
        assertThat(over).extracting(Blockage::blocked).containsExactly(Duration.ofSeconds(8));
    }

    @Test
    void close_probeUnderWay_tellsNothingMore() {
        seconds(7);
        watch.close();
        watch.close();
        loop.runAll();
        watch.tick();
        assertThat(over).isEmpty();
        assertThat(loop.runOne()).isFalse();
    }

    @Test
    void holder_blockedBySleepingTask_isDescribed() throws InterruptedException {
        SerialLoop real = new SerialLoop("watched", thrown -> {});
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LinkedBlockingQueue<Blockage> told = new LinkedBlockingQueue<>();
        LoopWatch realWatch =
                new LoopWatch("real", real, Duration.ofSeconds(1), Duration.ofSeconds(5), () -> now, told::add);
        assertThat(real.holder()).isNull();
        real.execute(() -> block(entered, release));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 7; i++) {
            now += SECOND;
            realWatch.tick();
        }
        release.countDown();
        Blockage blockage = told.poll(10, TimeUnit.SECONDS);
        assertThat(blockage).isNotNull();
        assertThat(blockage.stack()).startsWith("covalent-watched (").contains("LoopWatchTest.block");
        real.close();
    }

    @Test
    void start_timerShutDown_isNotWatched() {
        ScheduledExecutorService timer = Threads.scheduler("watch-test");
        timer.shutdownNow();
        LoopWatch unwatched = LoopWatch.start("late", loop, timer, Duration.ofSeconds(5), over::add);
        assertThat(unwatched.lag()).isZero();
        unwatched.close();
    }

    private static void block(CountDownLatch entered, CountDownLatch release) {
        entered.countDown();
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            now += SECOND;
            watch.tick();
        }
    }
}
