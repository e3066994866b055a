package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ParentWatchdogTest {
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final ProcessIdentity ALIVE =
            ProcessIdentity.of(ProcessHandle.current().parent().orElseThrow());
    private static final ProcessIdentity RECYCLED =
            new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH);

    private final CompletableFuture<Integer> halted = new CompletableFuture<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void noThreadLeft() throws InterruptedException {
        FrameworkThreads.assertNoneLeft();
    }

    @Test
    void pipe_ends_runsTheActionOnceAndHalts() throws Exception {
        watch(ALIVE, new ByteArrayInputStream(new byte[1000]));

        assertThat(halted.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCodes.PARENT_GONE);
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void pipe_breaks_countsAsItsEnd() throws Exception {
        InputStream broken = InputStream.nullInputStream();
        broken.close(); // reading it fails

        watch(ALIVE, broken);

        assertThat(halted.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCodes.PARENT_GONE);
    }

    @Test
    void action_throws_haltsAllTheSame() throws Exception {
        ParentWatchdog.watch(
                ALIVE,
                InputStream.nullInputStream(),
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> gone.countDown());
                    throw new IllegalStateException("thrown by the test");
                },
                GRACE,
                halted::complete);

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(halted.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCodes.PARENT_GONE);
    }

    @Test
    void pid_givenToALaterProcess_isGoneAtOnce() throws Exception {
        watch(RECYCLED, null);

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        halted.get(10, TimeUnit.SECONDS);
    }

    @Test
    void pid_notFoundButPipeOpen_keepsWatchingThePipe() throws Exception {
        PipedOutputStream parentsEnd = new PipedOutputStream();
        watch(RECYCLED, new PipedInputStream(parentsEnd));
        assertThat(runs).hasValue(0);

        parentsEnd.close();

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        halted.get(10, TimeUnit.SECONDS);
    }

    @Test
    void pid_ofThisProcess_isNeverGone() {
        try (ParentWatchdog watchdog = watch(ProcessIdentity.current(), null)) {
            assertThat(watchdog).isNotNull();
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void close_beforeTheEnd_disarms() throws Exception {
        PipedOutputStream parentsEnd = new PipedOutputStream();
        ParentWatchdog watchdog = watch(ALIVE, new PipedInputStream(parentsEnd));

        watchdog.close();
        parentsEnd.close();
        FrameworkThreads.assertNoneLeft();

        assertThat(runs).hasValue(0);
        assertThat(halted).isNotDone();
    }

    @Test
    void close_withoutPipe_looksNoMore() throws Exception {
        watch(ALIVE, null).close();
        FrameworkThreads.assertNoneLeft();

        assertThat(runs).hasValue(0);
    }

    private ParentWatchdog watch(ProcessIdentity parent, @Nullable InputStream pipe) {
        return ParentWatchdog.watch(
                parent,
                pipe,
                () -> {
                    runs.incrementAndGet();
                    gone.countDown();
                },
                GRACE,
                halted::complete);
    }
}
