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
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final RendererSession session =
            RendererSession.ofUtility(7, "worker", new ManualLoop(), QueueLimits.ofBound(1000), Runnable::run);
    private final UtilitySupervisor supervisor =
            new UtilitySupervisor(session, timer, new UtilitySupervisor.Observer() {
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
    void launchDeadline_mainStoodStill_thatTimeDoesNotCount() throws Exception { // F10
        supervisor.forked(child(), LIMIT);
        timer.elapse(LIMIT.dividedBy(2));
        timer.standStill(LIMIT.multipliedBy(2));
        timer.elapse(LIMIT.dividedBy(3));
        assertThat(told).containsExactly("spawned");
        assertThat(child().isAlive()).isTrue();

        timer.elapse(LIMIT.dividedBy(6));

        assertThat(next()).isEqualTo("spawned");
        assertThat(((UtilityEnd) next()).reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
    }

    @Test
    void closeGrace_mainStoodStill_thatTimeDoesNotCount() { // F10
        supervisor.close();
        timer.standStill(UtilitySupervisor.CLOSE_GRACE.multipliedBy(5));

        timer.elapse(UtilitySupervisor.CLOSE_GRACE.dividedBy(2));
        assertThat(told).isEmpty();

        timer.elapse(UtilitySupervisor.CLOSE_GRACE.dividedBy(2));
        assertThat(told).containsExactly(UtilityEnd.unwanted());
    }

    @Test
    void forked_afterItsDeadline_isKilled_andNotToldAgain() throws Exception {
        supervisor.launching(LIMIT);
        assertThat(supervisor.forking()).isTrue(); // and there it hangs
        timer.elapse(LIMIT);
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

        timer.elapse(LIMIT);

        assertThat(told).containsExactly("spawned");
        assertThat(child().isAlive()).isTrue();
        supervisor.awaitStarted(Duration.ofDays(1));
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
