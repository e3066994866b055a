package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ASK-05, ASK-08. */
@Timeout(20)
final class RequestFutureTest {
    private final ManualLoop loop = new ManualLoop();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final CountDownLatch firstGivenUp = new CountDownLatch(1);
    private final RequestFuture<String> future = new RequestFuture<>(new Refusing(), this::giveUp);

    @Test
    void answer_isNotGivingUp() {
        future.answer("answer");
        future.fail(new IllegalStateException("late"));
        future.cancel(true);
        future.complete("mine");

        assertThat(future.join()).isEqualTo("answer");
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void fail_isNotGivingUp() {
        future.fail(new IllegalStateException("mine"));

        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("mine");
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void cancel_givesUpOnce() {
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.cancel(false)).isTrue();

        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void complete_byItsUser_givesUp() {
        assertThat(future.complete("mine")).isTrue();
        assertThat(future.complete("again")).isFalse();

        assertThat(givenUp).hasValue(1);
    }

    @Test
    void orTimeout_givesUp() throws Exception {
        CompletableFuture<String> timed = future.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(() -> timed.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(firstGivenUp.await(10, TimeUnit.SECONDS)).isTrue(); // on the thread of the timeout
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void completeAsync_givesUp() throws Exception {
        assertThat(future.completeAsync(() -> "mine", Runnable::run).get(10, TimeUnit.SECONDS))
                .isEqualTo("mine");
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void derived_cancelled_givesNothingUp() {
        future.thenApply(String::length).cancel(true);

        assertThat(future).isNotDone();
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void wait_onTheLoop_isRefused_alsoForDerivedFutures_unlessDone() {
        CompletableFuture<Integer> derived = future.thenApply(String::length);

        loop.run(
                () -> {
                    assertThatThrownBy(future::join).hasMessage("refused");
                    assertThatThrownBy(future::get).hasMessage("refused");
                    assertThatThrownBy(() -> derived.get(1, TimeUnit.DAYS)).hasMessage("refused");
                    assertThatThrownBy(derived::join).hasMessage("refused");
                    assertThat(future.getNow("not yet")).isEqualTo("not yet");
                    future.answer("done");
                    assertThat(derived.join()).isEqualTo(4);
                },
                Duration.ZERO);
    }

    @Test
    void wait_elsewhere_isAWait() {
        assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    private void giveUp() {
        givenUp.incrementAndGet();
        firstGivenUp.countDown();
    }

    private final class Refusing implements LoopFuture.Waiting {
        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit) {
            throw new AssertionError("check refuses");
        }

        @Override
        public void check() {
            if (loop.inTurn()) {
                throw new IllegalStateException("refused");
            }
        }
    }
}
