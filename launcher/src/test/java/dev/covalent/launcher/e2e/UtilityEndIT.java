package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.ChildProcessGone;
import dev.covalent.main.MainProcess;
import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.renderer.ParentPort;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the ends of utility processes that look like others, and what is left of them. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class UtilityEndIT {
    private static final UtilityOptions QUIET = UtilityOptions.defaults().stdio(Stdio.IGNORE);

    private final List<ChildProcessGone> gone = new CopyOnWriteArrayList<>();
    private @Nullable MainProcess main;

    static class Ancestor {
        public static void main(String[] args) {
            ParentPort.get().postMessage("inherited " + args[0]);
        }
    }

    static final class Heir extends Ancestor {}

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("utility-ends")
                .headless(true)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.CHILD_PROCESS_GONE, gone::add);
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void exit_codeThatLooksLikeASignal_isTheProgramsOwn_unlessASignalEndedIt()
            throws Exception { // UTL-07, UTL-09, UTL-11, APP-19
        List<Integer> codes = List.of(134, 137, 143);
        List<UtilityWatch> exiting = codes.stream()
                .map(code -> {
                    UtilityWatch utility = fork("exits " + code);
                    utility.process.postMessage(List.of("exit", code));
                    return utility;
                })
                .toList();
        UtilityWatch terminated = fork("terminated");
        terminated.process.postMessage(List.of("echo", "here"));
        takes(terminated, "here");

        assertThat(terminated.handle().destroy()).isTrue();

        assertThat(terminated.awaitExit()).isEqualTo(143);
        assertThat(exiting).extracting(UtilityWatch::awaitExit).containsExactlyElementsOf(codes);
        assertThat(exiting).allSatisfy(utility -> assertThat(utility.errors).isEmpty());
        assertGone(
                tuple("exits 134", GoneReason.ABNORMAL_EXIT, 134),
                tuple("exits 137", GoneReason.ABNORMAL_EXIT, 137),
                tuple("exits 143", GoneReason.ABNORMAL_EXIT, 143),
                tuple("terminated", GoneReason.KILLED, 143));
    }

    @Test
    void fork_jvmThatNeverRunsTheProgram_isALaunchThatFailed_whateverItsCode() throws Exception { // UTL-07, APP-19
        UtilityWatch version = new UtilityWatch(main().utilityProcess()
                .fork(
                        UtilityProgram.class.getName(),
                        QUIET.serviceName("version").jvmFlags("-version")));

        assertThat(version.awaitExit()).isZero();

        assertThat(version.events).containsExactly("spawn", "exit 0");
        assertGone(tuple("version", GoneReason.LAUNCH_FAILED, 0));
    }

    @Test
    void fork_mainOfASuperclass_isRun() throws Exception { // UTL-01
        UtilityWatch heir =
                new UtilityWatch(main().utilityProcess().fork(Heir.class.getName(), List.of("main"), QUIET));

        takes(heir, "inherited main");
        assertThat(heir.awaitExit()).isZero();
        assertThat(gone).isEmpty();
    }

    @Test
    void exit_lateListener_hearsItAndWhatWasBefore() { // UTL-06, UTL-07
        UtilityWatch first = fork("lost", QUIET.workingDirectory(Path.of("/absent")));
        assertThat(first.awaitExit()).isEqualTo(1);

        UtilityWatch late = new UtilityWatch(first.process);

        assertThat(late.awaitExit()).isEqualTo(1);
        assertThat(late.events).containsExactly("exit 1");
    }

    @Test
    void exit_processNobodyRefersTo_canBeCollected_andAnotherIsWatchedStill() throws Exception { // UTL-21
        UtilityWatch other = fork("other");
        other.process.postMessage(List.of("echo", "here"));
        takes(other, "here");
        List<WeakReference<UtilityProcess>> ended = List.of(
                ended("connected", QUIET),
                ended("not forked", QUIET.workingDirectory(Path.of("/absent"))),
                ended("not connected", QUIET.jvmFlags("-version")));

        for (WeakReference<UtilityProcess> each : ended) {
            assertThat(Eventually.becomes(true, () -> {
                        System.gc();
                        return each.refersTo(null);
                    }))
                    .as("collected, of %s the one at %s", ended, ended.indexOf(each))
                    .isTrue();
        }
        gone.clear();
        assertThat(other.handle().destroyForcibly()).isTrue();

        assertThat(other.awaitExit()).isNotZero();
        assertThat(Eventually.becomes(1, gone::size)).isEqualTo(1);
        assertThat(gone).extracting(ChildProcessGone::serviceName).containsExactly("other");
    }

    private WeakReference<UtilityProcess> ended(String name, UtilityOptions options) {
        UtilityWatch utility = new UtilityWatch(main().utilityProcess()
                .fork(UtilityProgram.class.getName(), List.of("return"), options.serviceName(name)));
        utility.awaitExit();
        return new WeakReference<>(utility.process);
    }

    private static void takes(UtilityWatch utility, String expected) throws InterruptedException {
        assertThat(utility.take()).isEqualTo(expected);
    }

    private void assertGone(Tuple... expected) throws InterruptedException {
        assertThat(Eventually.becomes(expected.length, gone::size)).isEqualTo(expected.length);
        assertThat(gone)
                .extracting(ChildProcessGone::serviceName, ChildProcessGone::reason, ChildProcessGone::exitCode)
                .containsExactlyInAnyOrder(expected);
    }

    private UtilityWatch fork(String name) {
        return fork(name, QUIET);
    }

    private UtilityWatch fork(String name, UtilityOptions options) {
        return new UtilityWatch(main().utilityProcess()
                .fork(UtilityProgram.class.getName(), List.of("serve"), options.serviceName(name)));
    }

    private MainProcess main() {
        MainProcess current = main;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }
}
