package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.GoneReason;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.ChildProcessGone;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.main.child.Launches;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.window.HeldLaunches;
import dev.covalent.main.window.ManualTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table with forks that are held back, so that no process runs. */
final class UtilityTableTest {
    private static final UtilityOptions OPTIONS = UtilityOptions.defaults();

    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<ChildProcessGone> gone = new ArrayList<>();
    private final ManualLoop loop = new ManualLoop();
    private final SessionTable sessions = new SessionTable();
    private final PortRouter ports = new PortRouter(loop, uncaught::add, QueueLimits.ofBound(10_000));
    private final ManualTimer timer = new ManualTimer();
    private final HeldLaunches launches = new HeldLaunches();
    private final UtilityTable table = new UtilityTable(
            new UtilitySettings(Duration.ofSeconds(1), QueueLimits.ofBound(10_000), Path.of("reports")),
            loop,
            sessions,
            ports,
            timer,
            new Launches(launches),
            uncaught::add,
            () -> "nowhere",
            session -> told.add("disconnected"),
            gone::add);

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void fork_noMainClass_isRefused(String mainClass) { // UTL-02
        assertThatThrownBy(() -> table.fork(mainClass, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Missing UtilityProcess entry script. Name the class");
        assertThat(table.all()).isEmpty();
    }

    @Test
    @NullUnmarked
    void fork_null_isRefused_andNothingIsForked() {
        assertThatThrownBy(() -> table.fork((String) null, OPTIONS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> table.fork("a.Main", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> table.fork("a.Main", Collections.singletonList(null), OPTIONS))
                .isInstanceOf(NullPointerException.class);
        assertThat(table.all()).isEmpty();
    }

    @Test
    void fork_argumentsBeyondTheBootstrap_areRefused() {
        assertThatThrownBy(() -> table.fork("a.Main", List.of("x".repeat(1 << 20)), OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1048576 are allowed. Post the rest with postMessage.");
    }

    @Test
    void fork_onlyOptions_hasNoArguments_andWaitsForItsFork() { // UTL-03
        UtilityProcess process = table.fork("a.Main", OPTIONS.serviceName("worker"));

        assertThat(process.serviceName()).isEqualTo("worker");
        assertThat(process.pid()).isEmpty();
        assertThat(process).hasToString("UtilityProcess 'worker'");
        assertThat(table.all()).containsExactly(process);
    }

    @Test
    void postMessage_beforeTheFork_isBounded() {
        UtilityProcess process = table.fork("a.Main", OPTIONS);

        assertThat(process.postMessage(new byte[2000])).isTrue();
        assertThatThrownBy(() -> process.postMessage(new byte[2000])).isInstanceOf(QueueFullException.class);
    }

    @Test
    void kill_beforeTheFork_tellsExitZeroOnce_andForksNothing() { // UTL-07, UTL-08
        UtilityProcess process = table.fork("a.Main", OPTIONS);
        process.on(UtilityProcess.SPAWN, same -> told.add("spawn"));
        process.on(UtilityProcess.MESSAGE, message -> told.add("message"));
        process.on(UtilityProcess.EXIT, code -> told.add("exit " + code));

        assertThat(process.kill()).isTrue();
        assertThat(process.kill()).isTrue();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("disconnected", "exit 0");
        assertThat(process.kill()).isFalse();
        assertThat(process.postMessage("late")).isFalse();
        assertThat(table.all()).isEmpty();
        assertThat(gone).isEmpty();
        assertThat(ports.size()).isZero();
    }

    @Test
    void closeAll_endsWhatIsNotForked_refusesMore_andCompletesWhenItIsTold() {
        UtilityProcess process = table.fork("a.Main", OPTIONS);
        process.on(UtilityProcess.EXIT, code -> told.add("exit " + code));

        CompletableFuture<Void> emptied = table.closeAll(false);

        assertThat(emptied).isNotDone();
        launches.release();
        loop.runAll();
        assertThat(emptied).isCompleted();
        assertThat(told).containsExactly("disconnected", "exit 0");
        assertThatThrownBy(() -> table.fork("a.Main", OPTIONS)) // UTL-01
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The application is quitting: no utility process can be forked any more");
        assertThat(table.closeAll(true)).isCompleted();
    }

    @Test
    void fork_thatHangs_isALaunchThatFailed_toldOnce_andNothingIsForkedLater() { // UTL-07, APP-19
        UtilityProcess process = table.fork("a.Main", OPTIONS.serviceName("hung"));
        process.on(UtilityProcess.SPAWN, same -> told.add("spawn"));
        process.on(UtilityProcess.EXIT, code -> told.add("exit " + code));
        timer.elapse(Duration.ofMillis(999));
        loop.runAll();
        assertThat(told).isEmpty();

        timer.elapse(Duration.ofMillis(1));
        loop.runAll();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("disconnected", "exit 1");
        assertThat(gone)
                .containsExactly(
                        new ChildProcessGone(ChildProcessGone.UTILITY, GoneReason.LAUNCH_FAILED, -1, "hung", "hung"));
        assertThat(table.all()).isEmpty();
        assertThat(ports.size()).isZero();
        assertThat(process.kill()).isFalse();
    }

    @Test
    void fork_thatHangs_andIsNotWanted_endsAsWhatNobodyWants() {
        UtilityProcess process = table.fork("a.Main", OPTIONS);
        process.on(UtilityProcess.EXIT, code -> told.add("exit " + code));
        assertThat(process.kill()).isTrue();

        timer.elapse(Duration.ofSeconds(1));
        loop.runAll();

        assertThat(told).containsExactly("disconnected", "exit 0");
        assertThat(gone).isEmpty();
    }

    @Test
    void closeAll_forkThatHangs_keepsTheApplicationNoLongerThanTheGrace() {
        table.fork("a.Main", OPTIONS);
        CompletableFuture<Void> emptied = table.closeAll(false);

        timer.elapse(UtilitySupervisor.CLOSE_GRACE);
        loop.runAll();

        assertThat(emptied).isCompleted();
    }

    @Test
    void closeAll_destroying_doesNotWaitForForks() {
        table.fork("a.Main", OPTIONS);

        CompletableFuture<Void> emptied = table.closeAll(true);
        loop.runAll();

        assertThat(emptied).isCompleted();
        assertThat(gone).isEmpty();
    }

    @Test
    void fork_behindOthers_mayTakeLonger() {
        for (int i = 0; i < 2 * Launches.AT_ONCE + 1; i++) {
            table.fork("a.Main", OPTIONS);
        }

        assertThat(IntStream.range(0, 4).mapToObj(second -> {
                    int left = table.all().size();
                    timer.elapse(Duration.ofSeconds(1));
                    loop.runAll();
                    return left;
                }))
                .containsExactly(2 * Launches.AT_ONCE + 1, Launches.AT_ONCE + 1, 1, 0);
    }

    @Test
    void exit_listenerThatThrows_keepsNobodyFromBeingTold() {
        UtilityProcess process = table.fork("a.Main", OPTIONS);
        process.on(UtilityProcess.EXIT, code -> {
            throw new IllegalStateException("as the test wants");
        });
        process.on(UtilityProcess.EXIT, code -> told.add("exit " + code));
        process.kill();
        launches.release();
        loop.runAll();

        assertThat(told).containsExactly("disconnected", "exit 0");
        assertThat(uncaught).singleElement().asString().contains("as the test wants");
        assertThat(table.all()).isEmpty();
    }

    @Test
    void exit_beforeAnybodyListens_isToldToWhoeverComesLate_once() { // UTL-07
        UtilityProcess process =
                table.fork("a.Main", OPTIONS.workingDirectory(Path.of("absent").toAbsolutePath()));
        launches.release();
        loop.runAll();

        process.on(UtilityProcess.SPAWN, same -> told.add("spawn"));
        process.on(UtilityProcess.EXIT, code -> told.add("exit " + code));
        process.once(UtilityProcess.EXIT, code -> told.add("once " + code));
        process.on(UtilityProcess.MESSAGE, message -> told.add("message"));

        assertThat(told).containsExactly("disconnected");
        loop.runAll();
        assertThat(told).containsExactly("disconnected", "exit 1", "once 1");
    }

    @Test
    void connected_twice_orAsAnOperatorsTool_breaksTheProtocol() {
        table.fork("a.Main", OPTIONS);
        table.fork("a.Main", OPTIONS);
        RendererSession first = sessions.find(1).orElseThrow();
        RendererSession second = sessions.find(2).orElseThrow();
        assertThat(first.isUtility()).isTrue();
        assertThat(table.connected(first, new Introduction(4711, 0, ""))).isTrue();

        assertThatThrownBy(() -> table.connected(first, new Introduction(4711, 0, "")))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> table.connected(second, new Introduction(4711, 0, "").asOperator()))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void session_ofAUtilityProcess_showsNothing() {
        table.fork("a.Main", OPTIONS.serviceName("worker"));
        RendererSession session = sessions.find(1).orElseThrow();

        assertThat(session.webContentsId()).isZero();
        assertThat(session).hasToString("Utility process 'worker'");
        assertThatThrownBy(session::contents)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Utility process 'worker' shows nothing");
    }
}
