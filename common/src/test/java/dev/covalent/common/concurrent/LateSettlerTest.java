package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LateSettlerTest {
    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("settler-test", uncaught::add);
    private final ScheduledExecutorService timer = Threads.scheduler("settler-test-timer");
    private final LateSettler settler = new LateSettler(loop, timer);

    @AfterEach
    void close() {
        loop.close();
        timer.shutdownNow();
    }

    @Test
    void settle_loopIsFree_runsInItsTurn_once() throws Exception {
        CompletableFuture<Boolean> inTurn = new CompletableFuture<>();
        AtomicInteger runs = new AtomicInteger();

        settler.settle(() -> {
            runs.incrementAndGet();
            inTurn.complete(loop.inTurn());
        });

        assertThat(inTurn.get(10, TimeUnit.SECONDS)).isTrue();
        settleOneMore();
        assertThat(runs).hasValue(1);
    }

    @Test // DESIGN 2.5: also a wait that nobody could foresee ends
    void settle_loopWaitsForAFutureThatItWouldComplete_runsAllTheSame() throws Exception {
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> joined = new CompletableFuture<>();
        loop.execute(() ->
                joined.complete(late.thenApply(value -> value + ", derived").join()));

        settler.settle(() -> late.complete("settled"));

        assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("settled, derived");
    }

    @Test // user code runs one at a time: a loop that is busy is not parked
    void settle_loopIsBlockedByAnythingElse_waitsForIt() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        loop.execute(() -> {
            held.countDown();
            try {
                goOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

        settler.settle(runs::incrementAndGet);
        awaitTheGrace();

        assertThat(runs).hasValue(0);
        goOn.countDown();
        settleOneMore();
        assertThat(runs).hasValue(1);
    }

    private void settleOneMore() throws Exception {
        CountDownLatch settled = new CountDownLatch(1);
        settler.settle(settled::countDown);
        assertThat(settled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** The timer has one thread: what it runs later than twice the grace comes after both looks. */
    private void awaitTheGrace() throws Exception {
        assertThat(timer.schedule(() -> true, 2_500, TimeUnit.MILLISECONDS).get(10, TimeUnit.SECONDS))
                .isTrue();
    }
}
