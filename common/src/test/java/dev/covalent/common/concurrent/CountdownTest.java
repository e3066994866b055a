package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time limits in slices. */
@Timeout(20)
final class CountdownTest {
    private static final Duration SHORT = Duration.ofMillis(120);
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void nextNanos_areTwentySlices_orFewer_andThenNone() {
        assertThat(slices(Duration.ofSeconds(30))).hasSize(20).containsOnly(1_500_000_000L);
        assertThat(slices(SHORT)).containsExactly(50_000_000L, 50_000_000L, 20_000_000L);
        assertThat(slices(Duration.ofNanos(7))).containsExactly(7L);
        assertThat(slices(Duration.ZERO)).isEmpty();
        assertThat(slices(Duration.ofSeconds(-1))).isEmpty();
        assertThat(slices(Duration.ofSeconds(Long.MAX_VALUE)).stream()
                        .mapToLong(nanos -> nanos)
                        .sum())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void await_aSliceThatEndsEarly_countsAsWhatItTook() throws Exception {
        List<Long> waits = new ArrayList<>();

        assertThat(new Countdown(LONG).await(nanos -> waits.add(nanos) && waits.size() == 100))
                .isTrue();

        assertThat(waits).hasSize(100);
    }

    @Test
    void await_aSliceThatEndsLate_countsAsItsLength() throws Exception { // F10
        List<Long> waits = new ArrayList<>();
        CountDownLatch never = new CountDownLatch(1);

        boolean come = new Countdown(SHORT)
                .await(nanos -> waits.add(nanos) && never.await(2 * SHORT.toNanos(), TimeUnit.NANOSECONDS));

        assertThat(come).isFalse();
        assertThat(waits).containsExactlyElementsOf(slices(SHORT));
    }

    @Test
    void await_whatDoesNotCome_endsWithTheLimit_whichIsOverThen() throws Exception {
        Countdown left = new Countdown(SHORT);
        CountDownLatch never = new CountDownLatch(1);

        assertThat(left.await(nanos -> never.await(nanos, TimeUnit.NANOSECONDS)))
                .isFalse();

        assertThat(left.nextNanos()).isZero();
        assertThat(left.await(nanos -> nanos == 0)).as("what is there already").isTrue();
    }

    @Test
    void get_givesTheResult_orFails_orIsTooLate() throws Exception {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("told"));

        assertThat(new Countdown(LONG).get(CompletableFuture.completedFuture("here")))
                .isEqualTo("here");
        assertThatThrownBy(() -> new Countdown(LONG).get(failed))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("told");
        assertThatThrownBy(() -> new Countdown(SHORT).get(new CompletableFuture<>()))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void limit_ofWhatDoesNotCome_failsIt() {
        CompletableFuture<String> never = new Countdown(SHORT).limit(new CompletableFuture<>());

        assertThatThrownBy(() -> never.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void limit_ofWhatComes_leavesItAlone() throws Exception {
        CompletableFuture<String> limited = new Countdown(LONG).limit(new CompletableFuture<>());

        limited.complete("here");

        assertThat(limited.get()).isEqualTo("here");
        assertThat(new Countdown(Duration.ZERO).limit(limited).get()).isEqualTo("here");
    }

    private static List<Long> slices(Duration limit) {
        Countdown countdown = new Countdown(limit);
        List<Long> slices = new ArrayList<>();
        for (long next = countdown.nextNanos(); next != 0; next = countdown.nextNanos()) {
            slices.add(next);
        }
        return slices;
    }
}
