package dev.covalent.renderer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.PageHost;
import java.awt.EventQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By the event queue, which works without a display, too. */
@Timeout(20)
final class HostEventLoopTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    private final HostEventLoop loop = new HostEventLoop(new SwingHost.DispatchThread(), broken::add);
    private final List<Object> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        loop.close();
    }

    @Test
    void run_isDoneOnTheEventDispatchThread() throws Exception {
        loop.run(() -> ran.addAll(List.of(EventQueue.isDispatchThread(), loop.inTurn())), LONG);

        assertThat(ran).containsExactly(true, true);
        assertThat(loop.inTurn()).isFalse();
    }

    @Test
    void run_inTheTurn_runsAtOnce() throws Exception {
        loop.run(
                () -> {
                    ran.add("before");
                    inner(() -> ran.add("inner"));
                    ran.add("after");
                },
                LONG);

        assertThat(ran).containsExactly("before", "inner", "after");
    }

    @Test
    void execute_runsInOrder_alsoBetweenRuns() throws Exception {
        loop.execute(() -> ran.add(1));
        loop.execute(() -> ran.add(2));
        loop.run(() -> ran.add(3), LONG);

        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void run_taskLeavesTheThreadInterrupted_itGoesOnAllTheSame() throws Exception {
        loop.run(
                () -> {
                    ran.add(Thread.currentThread());
                    Thread.currentThread().interrupt();
                },
                LONG);
        loop.run(() -> ran.add(Thread.currentThread()), LONG);

        assertThat(ran.get(1)).isSameAs(ran.get(0));
    }

    @Test
    void run_busyLongerThanTheLimit_failsAndDoesNotRun() throws Exception {
        hold();

        assertThatThrownBy(() -> loop.run(() -> ran.add("late"), Duration.ofMillis(5)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("The loop of the page's host was busy for 5 ms");
        release.countDown();
        loop.run(() -> ran.add("next"), LONG);

        assertThat(ran).containsExactly("next");
    }

    @Test
    void run_interruptedBeforeItsTurn_failsAndKeepsTheFlag() throws Exception {
        hold();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> loop.run(() -> ran.add("late"), LONG)).isInstanceOf(TimeoutException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void run_slowerThanTheLimitOnceItRuns_isWaitedFor() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Threads.daemon("host-loop-test", () -> {
                    inner(
                            () -> {
                                running.countDown();
                                await(release);
                                ran.add("done");
                            },
                            Duration.ofMillis(200));
                    ended.complete(null);
                })
                .start();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> ended.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        release.countDown();

        ended.get(10, TimeUnit.SECONDS);
        assertThat(ran).containsExactly("done");
    }

    @Test
    void taskThatThrows_doesNotEndTheLoop() throws Exception {
        loop.execute(() -> {
            throw new AssertionError("a page's error");
        });
        loop.run(
                () -> {
                    throw new IllegalStateException("a page's exception");
                },
                LONG);

        loop.run(() -> ran.add("next"), LONG);

        assertThat(ran).containsExactly("next");
    }

    @Test
    void close_laterTasksAreIgnored() throws Exception {
        loop.execute(() -> ran.add("before"));
        loop.close();
        loop.execute(() -> ran.add("after"));
        loop.run(() -> {}, LONG);

        assertThat(ran).containsExactly("before");
    }

    @Test
    void toolkitTakesNothingAnyMore_isToldOnce_andNobodyWaits() {
        RejectedExecutionException over = new RejectedExecutionException("over");
        HostEventLoop ended = new HostEventLoop(new Ended(over), broken::add);

        ended.execute(() -> ran.add("late"));
        ended.execute(() -> ran.add("later"));

        assertThatThrownBy(() -> ended.run(() -> ran.add("latest"), LONG)).isInstanceOf(TimeoutException.class);
        assertThat(broken).containsExactly(over);
        assertThat(ran).isEmpty();
    }

    /** A toolkit that has ended. */
    private record Ended(RejectedExecutionException over) implements PageHost.Loop {
        @Override
        public void execute(Runnable task) {
            throw over;
        }

        @Override
        public boolean isCurrent() {
            return false;
        }
    }

    private void hold() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        loop.execute(() -> {
            held.countDown();
            await(release);
        });
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void inner(Runnable task) {
        inner(task, LONG);
    }

    private void inner(Runnable task, Duration limit) {
        try {
            loop.run(task, limit);
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
