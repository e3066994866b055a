package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LateSettlerTest {
    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("settler-test", uncaught::add);

    /** What waits for the grace to be over. */
    private final Queue<Runnable> looks = new ArrayDeque<>();

    private final LateSettler settler = new LateSettler(loop, looks::add);

    @AfterEach
    void close() {
        loop.close();
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
        graceIsOver();
        assertThat(looks).isEmpty();
        assertThat(runs).hasValue(1);
    }

    @Test // DESIGN 2.5: also a wait that nobody could foresee ends
    void settle_loopWaitsForAFutureThatItWouldComplete_runsAllTheSame() throws Exception {
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> joined = new CompletableFuture<>();
        loop.execute(() ->
                joined.complete(late.thenApply(value -> value + ", derived").join()));
        awaitParked();

        settler.settle(() -> late.complete("settled"));
        graceIsOver();

        assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("settled, derived");
    }

    @Test // and one that blocks the settlement holds up no other
    void settle_whatIsChainedWaitsForTheNext_bothAreSettled() throws Exception {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        CompletableFuture<String> joined = new CompletableFuture<>();
        loop.execute(
                () -> joined.complete(one.thenApply(value -> value + two.join()).join()));
        awaitParked();

        settler.settle(() -> one.complete("one "));
        settler.settle(() -> two.complete("two"));
        graceIsOver();

        assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("one two");
    }

    @Test // user code runs one at a time: a loop that is busy, or in another wait by now, is not parked in this one
    void settle_loopIsBlockedByAnythingElse_waitsForIt() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> users = new CompletableFuture<>();
        CompletableFuture<Boolean> inTurn = new CompletableFuture<>();
        loop.execute(() -> {
            users.join();
            awaitUninterrupted(goOn);
        });
        awaitParked();

        settler.settle(() -> inTurn.complete(loop.inTurn()));
        users.complete("done");
        awaitLatched();
        graceIsOver();
        graceIsOver();

        assertThat(inTurn).isNotDone();
        goOn.countDown();
        assertThat(inTurn.get(10, TimeUnit.SECONDS)).isTrue();
        graceIsOver();
        assertThat(looks).isEmpty();
    }

    @Test
    void settle_loopIsClosed_runsAllTheSame() throws Exception {
        loop.close();
        CompletableFuture<String> lost = new CompletableFuture<>();

        settler.settle(() -> lost.complete("settled"));
        graceIsOver();

        assertThat(lost.get(10, TimeUnit.SECONDS)).isEqualTo("settled");
    }

    private void graceIsOver() {
        List<Runnable> due = new ArrayList<>(looks);
        looks.clear();
        due.forEach(Runnable::run);
    }

    /** Waits until the loop is parked in the wait for a future. */
    private void awaitParked() {
        awaitBlocker("java.util.concurrent.CompletableFuture");
    }

    private void awaitLatched() {
        awaitBlocker("java.util.concurrent.CountDownLatch");
    }

    private void awaitBlocker(String type) {
        while (true) { // the class's timeout ends it
            Thread holder = loop.holder();
            Object blocker = holder == null ? null : LockSupport.getBlocker(holder);
            if (blocker != null && blocker.getClass().getName().startsWith(type)) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
