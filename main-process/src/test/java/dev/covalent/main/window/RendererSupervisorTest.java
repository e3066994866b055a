package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a renderer goes through that is attached, was never forked, or takes a process that was kept for it. */
@Timeout(20)
final class RendererSupervisorTest {
    private static final long BOUND = 1000;
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(5);

    private final ManualTimer timer = new ManualTimer();
    private final BlockingQueue<RendererExit> exits = new LinkedBlockingQueue<>();
    private final List<Boolean> told = new CopyOnWriteArrayList<>();
    private final ManualLoop loop = new ManualLoop();
    private final RendererSession session = FakeContents.session(3, loop, BOUND);
    private final RendererSupervisor supervisor =
            new RendererSupervisor(session, timer, Duration.ofSeconds(5), new Told());
    private static final SessionKey KEY = SessionKey.random(3);

    private TestLifeline line;

    @BeforeEach
    void openLifeline() throws Exception {
        line = TestLifeline.open(3);
    }

    @AfterEach
    void closeLifeline() throws Exception {
        line.close();
    }

    @Test
    void lifelineEnds_withoutAWord_isAbnormal() throws Exception {
        connect();

        line.renderer().close();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.ABNORMAL_EXIT, -1, false));
        assertThat(session.isGone()).isTrue();
    }

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

        timer.elapse(); // what was to be done within 6 and 7 s
        assertThat(exits).isEmpty();
        supervisor.launching(Duration.ofSeconds(30));
        timer.elapse();

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

            timer.elapse(TimeUnit.SECONDS.toNanos(10));

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

        timer.elapse();

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
        timer.elapse();
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
        timer.elapse();

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
        timer.elapse();

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
        timer.elapse();

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

    @Test
    void lifelineEnds_afterGoodbye_isClean() throws Exception {
        connect();
        supervisor.goodbye();

        line.renderer().close();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
    }

    @Test
    void goodbye_butTheRendererStays_isEndedAfterItsGrace() throws Exception {
        connect();
        supervisor.goodbye();
        assertThat(timer.delaysInSeconds()).containsExactly(30L, 5L); // to introduce itself, to leave

        timer.elapse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void close_asksThePageToUnload() throws Exception {
        connect();

        supervisor.close();
        supervisor.close();

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.Unload());
        assertThat(timer.delaysInSeconds()).containsExactly(30L, 5L); // to introduce itself, to leave
        assertThat(line.lifeline().isOpen()).isTrue();
    }

    @Test
    void close_pageDoesNotUnload_isEndedAfterItsGrace() throws Exception {
        connect();
        supervisor.close();

        timer.elapse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void close_queueFull_asksAllTheSame() throws Exception {
        connect();
        session.post(new Downstream.Message("channel", 0, Payload.of(new byte[(int) BOUND]), List.of()));

        supervisor.close();

        assertThat(FakeContents.fetch(session)).hasSize(2).endsWith(new Downstream.Unload());
        assertThat(timer.delaysInSeconds()).containsExactly(30L, 5L); // to introduce itself, to leave
    }

    @Test
    void destroy_endsAtOnce_asAgreed() throws Exception {
        connect();

        supervisor.destroy();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void crash_endsAtOnce_withoutOrder() throws Exception {
        connect();

        supervisor.crash();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void cut_saysThatTheProtocolWasBroken() throws Exception {
        connect();

        supervisor.cut("frame 7 came twice");

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.INTEGRITY_FAILURE, -1, false));
    }

    @Test
    void destroy_beforeTheLifelineIsOpen_endsItWhenItOpens() throws Exception {
        supervisor.destroy();

        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
        assertThat(line.lifeline().isOpen()).isFalse();
    }

    @Test
    void crash_beforeTheLifelineIsOpen_endsItWhenItOpens() throws Exception {
        supervisor.crash();

        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void launchFailed_isToldOnce() throws Exception {
        supervisor.launchFailed();
        supervisor.launchFailed();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.LAUNCH_FAILED, -1, false));
        assertThat(exits).isEmpty();
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void forking_ofOneThatIsToRun_isAllowed() {
        assertThat(supervisor.forking()).isTrue();
        assertThat(exits).isEmpty();
    }

    @Test
    void forking_ofOneThatWasToClose_endsIt_inOrder() throws Exception {
        supervisor.close();

        assertThat(supervisor.forking()).isFalse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
        assertThat(supervisor.forking()).isFalse();
        assertThat(exits).isEmpty();
    }

    @Test
    void forking_ofOneThatWasDestroyedOrCrashed_endsItAsThat() throws Exception {
        supervisor.crash();

        assertThat(supervisor.forking()).isFalse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void destroy_beforeItsFork_endsAtOnce_andOnce() throws Exception {
        supervisor.launching(Duration.ofSeconds(10));
        assertThat(supervisor.forking()).isTrue(); // and there it waits, as for a file system

        supervisor.destroy();

        assertThat(exits).containsExactly(new RendererExit(GoneReason.KILLED, -1, true));
        timer.elapse();
        assertThat(supervisor.forking()).isFalse();
        supervisor.launchFailed("interrupted");
        assertThat(exits).hasSize(1);
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void close_andItIsNotForked_endsWhenItsGraceIsOver() throws Exception {
        supervisor.launching(Duration.ofSeconds(10));
        assertThat(supervisor.forking()).isTrue();
        supervisor.close();
        assertThat(exits).isEmpty();

        timer.elapse();

        assertThat(exits).containsExactly(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void launching_andItIsNotForkedInTime_isALaunchThatFailed() throws Exception { // WIN-28
        supervisor.launching(Duration.ofSeconds(10));
        assertThat(timer.delaysInSeconds()).containsExactly(10L);
        assertThat(supervisor.forking()).isTrue();

        timer.elapse();

        assertThat(exit())
                .isEqualTo(new RendererExit(
                        GoneReason.LAUNCH_FAILED,
                        -1,
                        false,
                        List.of(
                                "It was not forked within 10000 ms. Does the file system answer, where its output and its"
                                        + " class path are?")));
        assertThat(supervisor.forking()).isFalse();
        assertThat(exits).isEmpty();
    }

    @Test
    void launching_andItHasConnectedInTime_goesOn() throws Exception {
        supervisor.launching(Duration.ofSeconds(10));
        connect();

        timer.elapse();

        assertThat(exits).isEmpty();
        assertThat(line.lifeline().isOpen()).isTrue();
    }

    @Test
    void leaveForAnother_ofOneThatIsNotForked_endsItAtOnce_inOrder() throws Exception {
        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();

        assertThat(exits).containsExactly(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void lifelineOpened_afterTheEnd_isClosed() throws Exception {
        supervisor.launchFailed();
        exit();

        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(line.lifeline().isOpen()).isFalse();
    }

    @Test
    void graceOver_afterTheEnd_isNoOp() throws Exception {
        connect();
        supervisor.close();
        line.renderer().close();
        exit();

        timer.elapse();

        assertThat(exits).isEmpty();
    }

    @Test
    void pulse_notAnswered_isToldOnce_andItsRecoveryToo() throws Exception { // WIN-32
        connect();
        supervisor.askPulse(0);
        assertThat(askedPulses(1)).isEqualTo(1);

        supervisor.checkPulse(LIMIT - 1, 0);
        assertThat(told).isEmpty();
        supervisor.checkPulse(LIMIT, 0);
        supervisor.askPulse(LIMIT + 1); // one question at a time
        supervisor.checkPulse(2 * LIMIT, 0);
        assertThat(told).containsExactly(false);

        answer();
        assertThat(told).containsExactly(false, true);
        supervisor.askPulse(3 * LIMIT);
        assertThat(askedPulses(1)).isEqualTo(1);
    }

    @Test
    void pulse_timeThatMainMissed_doesNotCount() throws Exception { // WIN-32, F10
        connect();
        supervisor.askPulse(0);

        supervisor.checkPulse(10 * LIMIT, 10 * LIMIT - 1);

        assertThat(told).isEmpty();
        supervisor.checkPulse(11 * LIMIT, 0);
        assertThat(told).containsExactly(false);
    }

    @Test
    void pulse_answeredInTime_isNotTold() throws Exception {
        connect();
        supervisor.askPulse(0);
        answer();

        supervisor.checkPulse(10 * LIMIT, 0);

        assertThat(told).isEmpty();
    }

    @Test
    void pulse_answeredWithoutAQuestion_isCutOff() throws Exception {
        connect();

        line.renderer().write(ByteBuffer.wrap(new byte[] {1}));

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.INTEGRITY_FAILURE, -1, false));
    }

    @Test
    void pulse_beforeItHasConnected_orWhenItLeaves_isNotAsked() throws Exception {
        supervisor.askPulse(0);
        connect();
        supervisor.close();
        supervisor.askPulse(0);
        line.lifeline().close();

        assertThat(line.renderer().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        exit();
    }

    @Test
    void close_pageDoesNotUnload_isUnresponsive() throws Exception { // WIN-27
        connect();
        supervisor.close();

        timer.elapse();
        exit();
        loop.runAll();

        assertThat(told).containsExactly(false);
    }

    @Test
    void leaveForAnother_ofARunningOne_hasThePageUnload() throws Exception {
        connect();

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();
        assertThat(supervisor.leaveForAnother()).isFalse();

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.Unload());
        assertThat(timer.delaysInSeconds()).containsExactly(30L, 5L); // to introduce itself, to leave
    }

    @Test
    void leaveForAnother_ofOneThatIsOnlyStarting_killsIt() throws Exception {
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void leaveForAnother_andThenItCrashes_isACrashAllTheSame() throws Exception { // WIN-28
        connect();
        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();

        line.renderer().close();

        assertThat(exit().orderly()).isFalse();
    }

    @Test
    void leaveForAnother_ofOneThatWasCrashedJustBefore_isACrashAllTheSame() throws Exception { // WIN-31
        connect();
        supervisor.crash();
        supervisor.leaveForAnother();
        supervisor.unload();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, false));
    }

    @Test
    void leaveForAnother_pageUnloads_orIsKilledAfterItsGrace_isInOrder() throws Exception {
        connect();
        supervisor.leaveForAnother();
        supervisor.unload();

        timer.elapse();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.KILLED, -1, true));
    }

    @Test
    void leaveForAnother_andGoodbye_isInOrder() throws Exception {
        connect();
        supervisor.leaveForAnother();
        supervisor.unload();
        supervisor.goodbye();

        line.renderer().close();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
    }

    @Test
    void leaveForAnother_ofOneThatCloses_isRefused() throws Exception {
        connect();
        supervisor.goodbye();
        assertThat(supervisor.leaveForAnother()).isFalse();

        line.renderer().close();
        exit();

        assertThat(supervisor.leaveForAnother()).isFalse();
    }

    @Test
    void leaveForAnother_afterACrash_isAllowed() throws Exception {
        connect();
        line.renderer().close();
        exit();

        assertThat(supervisor.leaveForAnother()).isTrue();
        supervisor.unload();
        assertThat(exits).isEmpty();
    }

    @Test // F12
    void awaitStarted_holdsWhoForked_untilItHasConnected() throws Exception {
        Thread forking = holding();

        connect();

        forking.join(10_000);
        assertThat(forking.isAlive()).isFalse();
    }

    @Test // F12
    void awaitStarted_holdsWhoForked_noLongerThanItIsThere() throws Exception {
        Thread forking = holding();

        supervisor.launchFailed();

        forking.join(10_000);
        assertThat(forking.isAlive()).isFalse();
    }

    @Test // F12
    void awaitStarted_ofOneThatDoesNotConnect_endsWithItsLimit() {
        supervisor.awaitStarted(Duration.ofMillis(1));

        assertThat(supervisor.hasConnected()).isFalse();
        assertThat(exits).isEmpty();
    }

    /** Returns a thread that is held as one that has forked the renderer is. */
    private Thread holding() throws InterruptedException {
        Thread forking = Threads.daemon("holding-test", () -> supervisor.awaitStarted(Duration.ofHours(1)));
        forking.start();
        while (forking.getState() != Thread.State.TIMED_WAITING) {
            assertThat(forking.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        return forking;
    }

    @Test
    void drop_isAnEndInOrder() throws Exception {
        supervisor.drop();

        assertThat(exit()).isEqualTo(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
        assertThat(supervisor.forking()).isFalse();
    }

    /** Reads so many questions, and waits for them. */
    private int askedPulses(int count) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(count);
        while (read.hasRemaining() && line.renderer().read(read) >= 0) {
            assertThat(read.get(0)).isEqualTo((byte) 1);
        }
        return read.position();
    }

    private void answer() throws Exception {
        line.renderer().write(ByteBuffer.wrap(new byte[] {1}));
        while (!loop.runOne()) {
            Thread.onSpinWait();
        }
    }

    private void connect() {
        supervisor.connectedBy(line.lifeline(), KEY, Duration.ofSeconds(30));
        supervisor.connected(1);
    }

    private RendererExit exit() throws InterruptedException {
        RendererExit exit = exits.poll(10, TimeUnit.SECONDS);
        assertThat(exit).as("the end is told").isNotNull();
        return exit;
    }

    private final class Told implements RendererSupervisor.Observer {
        @Override
        public void ended(RendererSession gone, RendererExit exit) {
            exits.add(exit);
        }

        @Override
        public void responsive(RendererSession living, boolean responsive) {
            told.add(responsive);
        }
    }
}
