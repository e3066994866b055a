package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ThreadsTest {
    private final List<ExecutorService> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void daemon_isNamedForItsRoleAndNotStarted() {
        Thread thread = Threads.daemon("lifeline-3", () -> {});

        assertThat(thread.getName()).isEqualTo("covalent-lifeline-3");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    }

    @Test
    void keeping_isNamedForItsRole_andIsNoDaemon() {
        Thread thread = Threads.keeping("parent-port", () -> {});

        assertThat(thread.getName()).isEqualTo("covalent-parent-port");
        assertThat(thread.isDaemon()).isFalse();
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    }

    @Test
    void pool_allBusy_refusesMore() throws Exception {
        ExecutorService pool = own(Threads.pool("threads-test", 2));
        CountDownLatch release = new CountDownLatch(1);
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch running = new CountDownLatch(2);
        Runnable busy = () -> {
            names.add(Thread.currentThread().getName());
            running.countDown();
            await(release);
        };

        pool.execute(busy);
        pool.execute(busy);

        assertThatThrownBy(() -> pool.execute(busy)).isInstanceOf(RejectedExecutionException.class);
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(names).containsExactlyInAnyOrder("covalent-threads-test-1", "covalent-threads-test-2");
        release.countDown();
    }

    @Test
    void single_runsInOrderOnOneNamedDaemon() throws Exception {
        ExecutorService single = own(Threads.single("threads-test-single"));
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            int number = i;
            single.execute(() -> ran.add(number));
        }
        Thread thread = single.submit(Thread::currentThread).get(10, TimeUnit.SECONDS);

        assertThat(ran).hasSize(50).isSorted();
        assertThat(thread.getName()).isEqualTo("covalent-threads-test-single");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void scheduler_cancelledTask_isForgottenAtOnce() {
        ScheduledExecutorService scheduler = Threads.scheduler("threads-test-timer");
        made.add(scheduler);

        scheduler.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(false);

        assertThat(((ScheduledThreadPoolExecutor) scheduler).getQueue()).isEmpty();
    }

    private ExecutorService own(ExecutorService executor) {
        made.add(executor);
        return executor;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
