package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LateSettlerTest {
    private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    private final SerialLoop loop = new SerialLoop("settler-test", uncaught::add);

    /** What waits for the grace to be over. */
    private final Queue<Runnable> looks = new ArrayDeque<>();

    private final Settlements due = new Settlements();
    private final LateSettler settler = new LateSettler(loop, due, looks::add);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void watch_loopIsFree_leavesItToTheLoop() throws Exception {
        CompletableFuture<Boolean> inTurn = new CompletableFuture<>();

        due.add(() -> inTurn.complete(loop.inTurn()));

        assertThat(inTurn.get(10, TimeUnit.SECONDS)).isTrue();
        graceIsOver();
        assertThat(looks).isEmpty();
    }

    @Test
    void watch_manyBecomeDue_looksOnceForAll() {
        CountDownLatch goOn = new CountDownLatch(1);
        loop.execute(() -> awaitUninterrupted(goOn));

        for (int i = 0; i < 100; i++) {
            due.add(() -> {});
        }

        assertThat(looks).hasSize(1);
        goOn.countDown();
    }

    @Test // DESIGN 2.5: also a wait that nobody could foresee ends
    void watch_loopWaitsForAFutureThatItWouldComplete_settlesBesideIt() throws Exception {
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> joined = new CompletableFuture<>();
        loop.execute(() ->
                joined.complete(late.thenApply(value -> value + ", derived").join()));
        awaitParked();

        due.add(() -> late.complete("settled"));
        graceIsOver();

        assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("settled, derived");
    }

    @Test // and one that blocks the settlement holds up no other
    void watch_whatIsChainedWaitsForTheNext_bothAreSettled() throws Exception {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        CompletableFuture<String> joined = new CompletableFuture<>();
        CompletableFuture<Thread> beside = new CompletableFuture<>();
        loop.execute(() -> joined.complete(one.thenApply(value -> {
                    beside.complete(Thread.currentThread());
                    return value + two.join();
                })
                .join()));
        awaitParked();

        due.add(() -> one.complete("one "));
        due.add(() -> two.complete("two"));
        graceIsOver();
        awaitBlocker(() -> beside.getNow(null), "java.util.concurrent.CompletableFuture");
        graceIsOver(); // notes that the first one waits
        graceIsOver();

        assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("one two");
    }

    @Test // user code runs one at a time: a loop that is busy, or in another wait by now, is not parked in this one
    void watch_loopIsBlockedByAnythingElse_waitsForIt() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> users = new CompletableFuture<>();
        CompletableFuture<Boolean> inTurn = new CompletableFuture<>();
        loop.execute(() -> {
            users.join();
            awaitUninterrupted(goOn);
        });
        awaitParked();

        due.add(() -> inTurn.complete(loop.inTurn()));
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
    void watch_loopIsClosed_settlesAllTheSame() throws Exception {
        loop.close();
        CompletableFuture<String> lost = new CompletableFuture<>();

        due.add(() -> lost.complete("settled"));
        while (!lost.isDone()) { // the class's timeout ends it
            graceIsOver(); // the loop's thread may have been closing it
        }

        assertThat(lost.getNow(null)).isEqualTo("settled");
    }

    /** What is due, given to the loop as its owners do. */
    private final class Settlements implements LateSettler.Due {
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

        void add(Runnable settlement) {
            waiting.add(settlement);
            loop.execute(this::settle);
            settler.watch();
        }

        @Override
        public boolean isDue() {
            return !waiting.isEmpty();
        }

        @Override
        public void settle() {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }
    }

    private void graceIsOver() {
        List<Runnable> due = new ArrayList<>(looks);
        looks.clear();
        due.forEach(Runnable::run);
    }

    /** Waits until the loop is parked in the wait for a future. */
    private void awaitParked() {
        awaitBlocker(loop::holder, "java.util.concurrent.CompletableFuture");
    }

    private void awaitLatched() {
        awaitBlocker(loop::holder, "java.util.concurrent.CountDownLatch");
    }

    private static void awaitBlocker(Supplier<@Nullable Thread> parked, String type) {
        while (true) { // the class's timeout ends it
            Thread holder = parked.get();
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
