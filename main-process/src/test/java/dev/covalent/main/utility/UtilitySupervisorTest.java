package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.GoneReason;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.window.ManualTimer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a process that never connects, and a clock that goes as the test says. */
@Timeout(60)
final class UtilitySupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final ManualTimer timer = new ManualTimer();
    private final AtomicLong now = new AtomicLong();
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final RendererSession session =
            RendererSession.ofUtility(7, "worker", new ManualLoop(), QueueLimits.ofBound(1000), Runnable::run);
    private final UtilitySupervisor supervisor =
            new UtilitySupervisor(session, timer, now::get, new UtilitySupervisor.Observer() {
                @Override
                public void spawned(ChildJvm child) {
                    told.add("spawned");
                }

                @Override
                public void ended(UtilityEnd end) {
                    told.add(end);
                }
            });
    private @Nullable ChildJvm child;

    @BeforeEach
    void start() throws Exception {
        child = ChildJvm.start(
                JvmCommand.builder(Sleeper.class.getName())
                        .role("sleeper")
                        .flags("-XX:TieredStopAtLevel=1")
                        .build(),
                new byte[0],
                (pid, stream, line) -> {});
    }

    @AfterEach
    void stop() {
        child().close();
    }

    @Test
    void launchDeadline_mainStoodStill_isGivenAgain_andThenEndsIt() throws Exception { // F10
        supervisor.forked(child(), LIMIT);
        pass(2 * LIMIT.toSeconds());
        timer.elapse();
        assertThat(told).containsExactly("spawned");
        assertThat(child().isAlive()).isTrue();
        assertThat(timer.delaysInSeconds()).containsExactly(LIMIT.toSeconds());

        pass(LIMIT.toSeconds());
        timer.elapse();

        assertThat(next()).isEqualTo("spawned");
        assertThat(((UtilityEnd) next()).reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
    }

    @Test
    void closeGrace_mainStoodStill_isGivenAgain() { // F10
        supervisor.close();
        pass(10);

        timer.elapse();
        assertThat(told).isEmpty();

        pass(2);
        timer.elapse();
        assertThat(told).containsExactly(UtilityEnd.unwanted());
    }

    @Test
    void forked_afterItsDeadline_isKilled_andNotToldAgain() throws Exception {
        supervisor.launching(LIMIT);
        assertThat(supervisor.forking()).isTrue(); // and there it hangs
        pass(LIMIT.toSeconds());
        timer.elapse();
        assertThat(told).containsExactly(UtilityEnd.notStarted());

        supervisor.forked(child(), LIMIT);

        assertThat(child().onExit().get(20, TimeUnit.SECONDS).requested()).isTrue();
        supervisor.launchFailed();
        assertThat(told).hasSize(1);
        assertThat(supervisor.forking()).isFalse();
        supervisor.awaitStarted(Duration.ofDays(1)); // holds the launch no longer
    }

    @Test
    void forked_killedBeforeItConnects_isAWarningInTheLog_andNoError() throws Exception {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            supervisor.forked(child(), LIMIT);
            assertThat(next()).isEqualTo("spawned");

            assertThat(ProcessHandle.of(child().pid()).orElseThrow().destroyForcibly())
                    .isTrue();

            assertThat(((UtilityEnd) next()).reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        } finally {
            System.setErr(usual);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("WARN", "before it had connected")
                .doesNotContain("ERROR");
    }

    @Test
    void launching_andItConnectsInTime_goesOn() {
        supervisor.launching(LIMIT);
        supervisor.forked(child(), LIMIT);
        assertThat(supervisor.connected()).isTrue();
        pass(LIMIT.toSeconds());

        timer.elapse();

        assertThat(told).containsExactly("spawned");
        assertThat(child().isAlive()).isTrue();
        supervisor.awaitStarted(Duration.ofDays(1));
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private Object next() throws InterruptedException {
        Object next = told.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next == null ? "" : next;
    }

    private ChildJvm child() {
        ChildJvm running = child;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    /** Does nothing until it is ended. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            Thread.currentThread().join();
        }
    }
}
