package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.transport.SessionKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Renderers that have a process: one that was kept for them, or one that was forked. */
final class RendererSupervisorProcessTest extends RendererSupervisorFixture {
    @Test
    void handed_processIsGoneBeforeItsFirstCall_anotherIsForked_andNobodyIsTold() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        ChildJvm kept = missing();

        supervisor.handed(kept, Duration.ofSeconds(30), () -> another.complete(true));

        assertThat(another.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(exits).isEmpty();
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30)); // it had knocked before it went
        assertThat(line.lifeline().isOpen()).isFalse();
        assertThatThrownBy(() -> supervisor.connected(1)).isInstanceOf(IllegalStateException.class);
        assertThat(supervisor.forking()).isTrue();
        assertThat(exits).isEmpty();
    }

    @Test
    void handed_processIsGoneBeforeItsFirstCall_butTheWindowWasDestroyed_isItsOnlyEnd() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        ChildJvm kept = missing();
        supervisor.destroy();

        supervisor.handed(kept, Duration.ofSeconds(30), () -> another.complete(true));

        assertThat(exit().orderly()).isTrue();
        assertThat(kept.onExit().get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(another).isNotDone();
        assertThat(exits).isEmpty();
    }

    @Test
    void launching_deadlineOfTheProcessThatWasGivenUp_isNotThatOfTheNext() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        supervisor.launching(Duration.ofSeconds(6));
        supervisor.handed(missing(), Duration.ofSeconds(7), () -> another.complete(true));
        assertThat(another.get(20, TimeUnit.SECONDS)).isTrue();

        timer.elapse(Duration.ofSeconds(7));
        assertThat(exits).isEmpty();
        supervisor.launching(Duration.ofSeconds(30));
        timer.elapse(Duration.ofSeconds(30));

        assertThat(exit().reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        assertThat(supervisor.forking()).isFalse();
    }

    @Test
    void connectedBy_deadlineOfTheProcessThatWasGivenUp_isNotThatOfTheNext() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(6));
        supervisor.handed(missing(), Duration.ofSeconds(7), () -> another.complete(true));
        assertThat(another.get(20, TimeUnit.SECONDS)).isTrue();
        try (ChildJvm forked = sleeping();
                TestLifeline second = TestLifeline.open(3)) {
            supervisor.forked(forked, Duration.ofDays(1));
            supervisor.connectedBy(second.lifeline(), KEY, Duration.ofDays(1));

            timer.elapse(Duration.ofSeconds(10));

            assertThat(forked.isAlive()).isTrue();
            assertThat(exits).isEmpty();
            assertThat(supervisor.connected(1)).isTrue();
            supervisor.destroy();
        }
        assertThat(exit().reason()).isEqualTo(GoneReason.KILLED); // by that, and by no deadline
    }

    @Test
    void forked_forOneThatWasGivenUp_isNotTakenForThatOne_howeverLateThatIsHeard() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        SessionKey renewed = SessionKey.random(3);
        supervisor.handed(missing(), Duration.ofSeconds(7), () -> another.complete(true));
        assertThat(another.get(20, TimeUnit.SECONDS)).isTrue();
        supervisor.expect(renewed);
        try (ChildJvm forked = sleeping();
                TestLifeline own = TestLifeline.open(3)) {
            supervisor.forked(forked, Duration.ofDays(1));
            supervisor.connectedBy(own.lifeline(), renewed, Duration.ofDays(1));

            supervisor.connectedBy(line.lifeline(), KEY, Duration.ofDays(1));
            assertThatThrownBy(() -> supervisor.connected(forked.pid() + 1)).isInstanceOf(IllegalStateException.class);

            assertThat(line.lifeline().isOpen()).isFalse();
            line.renderer().close();
            assertThat(session.isGone()).isFalse();
            assertThat(supervisor.connected(forked.pid())).isTrue();
            supervisor.destroy();
            assertThat(exit().reason()).isEqualTo(GoneReason.KILLED); // and not before
        }
    }

    @Test
    void handed_doesNotMakeItsFirstCallInTime_isKilled_andAnotherIsForked() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        ChildJvm kept = sleeping();
        supervisor.handed(kept, Duration.ofSeconds(2), () -> another.complete(true));
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        timer.elapse(GRACE);

        assertThat(another.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(kept.isAlive()).isFalse();
        assertThatThrownBy(() -> supervisor.connected(1)).isInstanceOf(IllegalStateException.class);
        line.renderer().close();
        assertThat(supervisor.forking()).isTrue();
        assertThat(exits).isEmpty();
        assertThat(session.isGone()).isFalse();
    }

    @Test
    void handed_lifelineEndsBeforeItsFirstCall_isKilled_andAnotherIsForked() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        ChildJvm kept = sleeping();
        supervisor.handed(kept, Duration.ofSeconds(2), () -> another.complete(true));
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        line.renderer().close();

        assertThat(another.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(kept.isAlive()).isFalse();
        assertThat(exits).isEmpty();
        assertThat(session.isGone()).isFalse();
    }

    @Test
    void handed_makesItsFirstCall_andThenItsEndIsThatOfTheRenderer() throws Exception { // WIN-28
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        ChildJvm kept = sleeping();
        supervisor.handed(kept, Duration.ofSeconds(2), () -> another.complete(true));
        connect();
        timer.elapse(GRACE);
        assertThat(kept.isAlive()).isTrue();

        supervisor.crash();

        assertThat(exit()).matches(exit -> exit.reason() == GoneReason.KILLED && !exit.orderly());
        assertThat(another).isNotDone();
    }

    @Test
    void handed_windowIsClosedBeforeTheFirstCall_isEndedAfterItsGrace_andNoOtherIsForked() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        ChildJvm kept = sleeping();
        supervisor.handed(kept, Duration.ofSeconds(2), () -> another.complete(true));

        supervisor.close();
        timer.elapse(GRACE);

        assertThat(exit()).matches(exit -> exit.reason() == GoneReason.KILLED && exit.orderly());
        assertThat(kept.isAlive()).isFalse();
        assertThat(another).isNotDone();
        assertThat(exits).isEmpty();
    }

    @Test
    void handed_isCrashedBeforeTheFirstCall_isACrash_andNoOtherIsForked() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        supervisor.handed(sleeping(), Duration.ofSeconds(2), () -> another.complete(true));

        supervisor.crash();
        timer.elapse(GRACE);

        assertThat(exit()).matches(exit -> exit.reason() == GoneReason.KILLED && !exit.orderly());
        assertThat(another).isNotDone();
        assertThat(exits).isEmpty();
    }

    @Test
    void handed_anotherPageIsLoadedBeforeTheFirstCall_isAnEndInOrder_andNoOtherIsForked() throws Exception {
        CompletableFuture<Boolean> another = new CompletableFuture<>();
        supervisor.handed(sleeping(), Duration.ofSeconds(2), () -> another.complete(true));

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();
        timer.elapse(GRACE);

        assertThat(exit()).matches(exit -> exit.reason() == GoneReason.KILLED && exit.orderly());
        assertThat(another).isNotDone();
        assertThat(exits).isEmpty();
    }

    @Test
    void forked_killedBeforeItConnects_isAWarningInTheLog_andNoError() throws Exception {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (ChildJvm forked = sleeping()) {
            supervisor.forked(forked, Duration.ofDays(1));

            assertThat(ProcessHandle.of(forked.pid()).orElseThrow().destroyForcibly())
                    .isTrue();

            assertThat(exit().reason()).isEqualTo(GoneReason.LAUNCH_FAILED);
        } finally {
            System.setErr(usual);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("WARN", "before it had connected")
                .doesNotContain("ERROR");
    }

    private static ChildJvm missing() throws IOException {
        return ChildJvm.start(JvmCommand.builder("no.Such").build(), new byte[0], (pid, stream, text) -> {});
    }

    private static ChildJvm sleeping() throws IOException {
        JvmCommand command = JvmCommand.builder(Sleeping.class.getName()).build();
        return ChildJvm.start(command, new byte[0], (pid, stream, text) -> {});
    }

    /** Does nothing until it is killed, or this process is gone. */
    public static final class Sleeping {
        private Sleeping() {}

        /** Reads its input to the end. */
        public static void main(String[] arguments) throws IOException {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
