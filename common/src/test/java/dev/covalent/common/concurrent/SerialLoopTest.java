package dev.covalent.common.concurrent;

import static dev.covalent.common.concurrent.ThreadStates.awaitParked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SerialLoopTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final LinkedBlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final SerialLoop loop = new SerialLoop("serial-loop-test", uncaught::add);
    private final ExecutorService threads = Threads.workers("serial-loop-test-user", 8);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        loop.close();
        threads.shutdownNow();
    }

    @Test
    void execute_runsInOrder() throws Exception {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        awaitLoop();

        assertThat(ran).hasSize(100).isSorted();
    }

    @Test
    void runAndExecute_fromManyThreads_areOneAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable task = () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
        };
        List<CompletableFuture<Void>> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(CompletableFuture.runAsync(
                    () -> {
                        for (int n = 0; n < 500; n++) {
                            run(task);
                            loop.execute(task);
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(users.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        awaitLoop();

        assertThat(most).hasValue(1);
    }

    @Test
    void run_isDoneOnTheCallingThreadInTheTurn() throws Exception {
        List<Object> seen = new ArrayList<>();

        loop.run(() -> seen.addAll(List.of(Thread.currentThread(), loop.inTurn())), LONG);

        assertThat(seen).containsExactly(Thread.currentThread(), true);
        assertThat(loop.inTurn()).isFalse();
    }

    @Test
    void run_inTheTurn_runsAtOnce() throws Exception {
        List<String> ran = new ArrayList<>();

        loop.run(
                () -> {
                    ran.add("before");
                    run(() -> ran.add("inner"));
                    ran.add("after");
                },
                LONG);

        assertThat(ran).containsExactly("before", "inner", "after");
    }

    @Test
    void execute_inTheTurn_waitsForALaterOne() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());

        loop.run(
                () -> {
                    loop.execute(() -> ran.add("later"));
                    ran.add("now");
                },
                LONG);
        awaitLoop();

        assertThat(ran).containsExactly("now", "later");
    }

    @Test
    void run_busyLongerThanTheLimit_failsAndDoesNotRun() throws Exception {
        hold();
        AtomicInteger ran = new AtomicInteger();

        assertThatThrownBy(() -> loop.run(ran::incrementAndGet, Duration.ofMillis(5)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("The loop was busy for 5 ms");
        release.countDown();
        awaitLoop();

        assertThat(ran).hasValue(0);
    }

    @Test
    void run_interrupted_failsAndKeepsTheFlag() throws Exception {
        hold();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> loop.run(() -> {}, LONG))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Interrupted while waiting for the loop");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void run_severalWait_getTheTurnInTheirOrder() throws Exception {
        hold();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Thread thread = Threads.daemon("serial-loop-waiter-" + i, () -> run(() -> order.add(number)));
            CompletableFuture<Void> ended = new CompletableFuture<>();
            waiting.add(ended);
            thread.start();
            awaitParked(thread);
            threads.execute(() -> {
                try {
                    thread.join(LONG.toMillis());
                    ended.complete(null);
                } catch (InterruptedException interrupted) {
                    ended.completeExceptionally(interrupted);
                }
            });
        }

        release.countDown();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void execute_manyTasks_giveTheTurnToWhoeverWaitsBetweenTwo() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        loop.execute(() -> {
            firstRuns.countDown();
            await(release);
            order.add("first");
        });
        loop.execute(() -> order.add("second"));
        assertThat(firstRuns.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.isWanted()).isFalse();
        Thread waiter = Threads.daemon("serial-loop-waiter", () -> run(() -> order.add("waiter")));
        waiter.start();
        awaitParked(waiter);
        assertThat(loop.isWanted()).isTrue();

        release.countDown();
        waiter.join(LONG.toMillis());
        awaitLoop();

        assertThat(order).containsExactly("first", "waiter", "second");
    }

    @Test
    void tryRun_turnIsFree_runsOnTheCallingThread() {
        List<Object> seen = new ArrayList<>();

        boolean ran = loop.tryRun(() -> seen.addAll(List.of(Thread.currentThread(), loop.inTurn())));

        assertThat(ran).isTrue();
        assertThat(seen).containsExactly(Thread.currentThread(), true);
    }

    @Test
    void tryRun_turnIsHeld_doesNotRun() throws Exception {
        hold();

        assertThat(loop.tryRun(() -> {})).isFalse();
    }

    @Test
    void tryRun_somethingIsQueued_doesNotOvertakeIt() throws Exception {
        List<Boolean> ran = Collections.synchronizedList(new ArrayList<>());

        loop.run(
                () -> {
                    loop.execute(() -> {});
                    ran.add(loop.tryRun(() -> {}));
                },
                LONG);

        assertThat(ran).containsExactly(false);
    }

    @Test
    void taskThatThrows_isReportedAndTheLoopGoesOn() throws Exception {
        AssertionError error = new AssertionError("of execute");
        IllegalStateException exception = new IllegalStateException("of run");
        loop.execute(() -> {
            throw error;
        });
        loop.run(
                () -> {
                    throw exception;
                },
                LONG);
        awaitLoop();

        assertThat(uncaught).containsExactlyInAnyOrder(error, exception);
    }

    @Test
    void close_queuedTasksStillRun_laterOnesAreIgnored() throws Exception {
        hold();
        CountDownLatch queued = new CountDownLatch(1);
        AtomicInteger late = new AtomicInteger();
        loop.execute(queued::countDown);

        loop.close();
        loop.close();
        loop.execute(late::incrementAndGet);
        release.countDown();

        assertThat(queued.await(10, TimeUnit.SECONDS)).isTrue();
        loop.run(() -> {}, LONG);
        assertThat(late).hasValue(0);
    }

    @Test
    void close_whileTheThreadStartsForAnotherTask_forgetsNothingQueuedBefore() throws Exception {
        for (int round = 0; round < 1000; round++) {
            SerialLoop fresh = new SerialLoop("serial-loop-fresh", uncaught::add);
            CountDownLatch queued = new CountDownLatch(1);
            threads.execute(() -> fresh.execute(() -> {}));

            fresh.execute(queued::countDown);
            fresh.close();

            assertThat(queued.await(10, TimeUnit.SECONDS)).as("round %d", round).isTrue();
        }
    }

    private void hold() throws InterruptedException {
        threads.execute(() -> run(() -> {
            held.countDown();
            await(release);
        }));
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void execute_taskLeavesTheThreadInterrupted_theNextOneDoesNotSeeIt() throws Exception {
        hold();
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        loop.execute(() -> Thread.currentThread().interrupt());
        loop.execute(() -> seen.complete(Thread.currentThread().isInterrupted()));
        release.countDown();

        assertThat(seen.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void run_taskIsInterrupted_theCallersThreadKeepsTheFlag() throws Exception {
        loop.run(() -> Thread.currentThread().interrupt(), LONG);

        assertThat(Thread.interrupted()).isTrue();
    }

    private void awaitLoop() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void run(Runnable task) {
        try {
            loop.run(task, LONG);
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
