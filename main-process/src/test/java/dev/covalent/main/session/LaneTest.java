package dev.covalent.main.session;

import static dev.covalent.common.concurrent.ThreadStates.startUntilParked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.MalformedFrameException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LaneTest {
    private final Lane lane = new Lane(Duration.ofSeconds(10));
    private final ExecutorService threads = Threads.pool("lane-test", 64);

    @AfterEach
    void close() {
        lane.close();
        threads.shutdownNow();
    }

    @Test
    void enter_manyThreadsInAnyOrder_passInTheOrderOfTheirNumbers() throws Exception {
        List<Integer> passed = Collections.synchronizedList(new ArrayList<>());
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            numbers.add(number);
        }
        Collections.shuffle(numbers);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int number : numbers) {
            all.add(later(() -> {
                boolean open = lane.enter(number);
                passed.add(number);
                lane.leave(1);
                return open;
            }));
        }

        for (CompletableFuture<Boolean> one : all) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(passed).hasSize(50).isSorted();
    }

    @Test
    void leave_severalNumbers_nextIsTheOneAfterThem() throws Exception {
        assertThat(lane.enter(1)).isTrue();
        lane.leave(3);

        assertThat(lane.enter(4)).isTrue();
    }

    @Test
    void enter_whileSomebodyIsIn_waits() throws Exception {
        lane.enter(1);
        CompletableFuture<Boolean> second = startUntilParked(() -> lane.enter(2), threads);
        assertThat(second).isNotDone();

        lane.leave(1);

        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void abandon_numberThatNeverCame_isPassedOver() throws Exception {
        CompletableFuture<Boolean> third = later(() -> lane.enter(3));
        lane.abandon(2);
        lane.abandon(1);

        assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void abandon_numberThatComesLater_isIgnored() throws Exception {
        lane.abandon(1);

        assertThat(lane.enter(1)).isFalse();
        assertThat(lane.enter(2)).isTrue();
    }

    @Test
    void abandon_numberThatIsIn_hasNoEffect() throws Exception {
        lane.enter(1);
        lane.abandon(1);
        lane.leave(1);

        assertThat(lane.enter(2)).isTrue();
    }

    @Test
    void whenLeft_somebodyIsIn_runsWhenHeLeaves() throws Exception {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        lane.enter(1);
        lane.close();

        lane.whenLeft(() -> steps.add("gone"));
        steps.add("still in");
        lane.leave(1);

        assertThat(steps).containsExactly("still in", "gone");
    }

    @Test
    void whenLeft_nobodyIsIn_runsAtOnce() {
        List<String> steps = new ArrayList<>();

        lane.whenLeft(() -> steps.add("gone"));

        assertThat(steps).containsExactly("gone");
    }

    @Test
    void enter_numberThatPassed_isRefused() throws Exception {
        lane.enter(1);
        lane.leave(1);

        assertThatThrownBy(() -> lane.enter(1))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Frame 1 came twice; 2 is next");
    }

    @Test
    void enter_numberBeforeNeverComes_failsAfterTheGapLimit() {
        Lane impatient = new Lane(Duration.ofMillis(20));

        assertThatThrownBy(() -> impatient.enter(3))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("Frame 1 did not come within 20 ms, but frame 3 did");
    }

    @Test
    void enter_somebodyStaysInLongerThanTheGapLimit_isNoGap() throws Exception {
        Lane impatient = new Lane(Duration.ofMillis(5));
        impatient.enter(1);
        CompletableFuture<Boolean> second = startUntilParked(() -> impatient.enter(2), threads);
        Lane tenTimesAsPatient = new Lane(Duration.ofMillis(50));
        assertThatThrownBy(() -> tenTimesAsPatient.enter(2)).isInstanceOf(MalformedFrameException.class);
        assertThat(second).isNotDone();

        impatient.leave(1);

        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void close_freesWhoWaits_andWhoComes() throws Exception {
        CompletableFuture<Boolean> gap = later(() -> lane.enter(5));
        lane.enter(1);
        CompletableFuture<Boolean> behind = later(() -> lane.enter(2));

        lane.close();
        lane.close();

        assertThat(gap.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(behind.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(lane.enter(3)).isFalse();
    }

    private <T> CompletableFuture<T> later(Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.run();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                threads);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws InterruptedException;
    }
}
