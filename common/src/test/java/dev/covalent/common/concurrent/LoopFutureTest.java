package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoopFutureTest {
    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("future-test", uncaught::add);
    private final ExecutorService threads = Threads.workers("future-test-waiter", 2);

    @AfterEach
    void close() {
        loop.close();
        threads.shutdownNow();
    }

    @Test
    void join_whileTheFutureCompletes_leavesWhatIsChainedToTheCompletingThread() throws Exception {
        CountDownLatch completing = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        Patient waiting = new Patient();
        LoopFuture<String> future = new LoopFuture<>(waiting);
        CompletableFuture<Boolean> last = future.thenApply(value -> loop.inTurn());
        CompletableFuture<Void> first = future.thenAccept(
                value -> { // the newest is the first to run
                    completing.countDown();
                    await(waited);
                });
        waiting.begun = () -> { // but the future does not know it yet
            loop.execute(() -> future.complete("done"));
            await(completing);
        };

        assertThat(future.join()).isEqualTo("done");

        assertThat(last).isNotDone();
        waited.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(last.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waits_ofManyThreads_endAsTheFutureDoes() throws Exception {
        LoopFuture<String> fails = new LoopFuture<>(new Patient());
        CompletableFuture<Integer> derived = fails.thenApply(String::length);
        LoopFuture<String> cancelled = new LoopFuture<>(new Patient());
        CountDownLatch waiting = new CountDownLatch(2);
        CompletableFuture<Integer> joined = CompletableFuture.supplyAsync(
                () -> {
                    waiting.countDown();
                    return derived.join();
                },
                threads);
        CompletableFuture<Integer> again = CompletableFuture.supplyAsync(
                () -> {
                    waiting.countDown();
                    return derived.join();
                },
                threads);
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        loop.execute(() -> fails.completeExceptionally(new IllegalStateException("mine")));
        loop.execute(() -> cancelled.cancel(false));

        for (CompletableFuture<Integer> each : List.of(joined, again)) {
            assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("mine");
        }
        assertThatThrownBy(() -> fails.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(fails::join).isInstanceOf(CompletionException.class);
        assertThatThrownBy(() -> cancelled.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void get_polled_keepsNothingOfThePollsBefore() {
        LoopFuture<String> future = new LoopFuture<>(new Patient());
        for (int poll = 0; poll < 100; poll++) {
            assertThatThrownBy(() -> future.get(0, TimeUnit.NANOSECONDS)).isInstanceOf(TimeoutException.class);
        }

        assertThat(future.getNumberOfDependents()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Every wait is allowed, and none needs help. */
    private final class Patient implements LoopFuture.Waiting {
        private volatile Runnable begun = () -> {};

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit) {
            throw new AssertionError("nobody waits on the loop");
        }

        @Override
        public void check() {
            begun.run();
        }
    }
}
