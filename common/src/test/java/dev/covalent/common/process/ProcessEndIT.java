package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of those that wait for the end of a process whose parent does not ask how it ended. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere such a process is not taken for alive")
final class ProcessEndIT {
    private UnreapedProcess unreaped;

    @BeforeEach
    void start() throws Exception {
        unreaped = UnreapedProcess.of("sleep", "300");
    }

    @AfterEach
    void end() throws Exception {
        unreaped.close();
        FrameworkThreads.assertNoneLeft();
    }

    @Test
    void find_ended_isAbsent() throws Exception {
        ProcessIdentity identity = ProcessIdentity.of(unreaped.process());
        assertThat(identity.find()).isPresent();

        unreaped.kill();

        assertThat(identity.find()).isEmpty();
    }

    @Test
    void watchdogWithoutPipe_parentEnds_seesIt() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch halted = new CountDownLatch(1);
        ParentWatchdog.watch(
                ProcessIdentity.of(unreaped.process()),
                null,
                gone::countDown,
                Duration.ofMillis(1),
                status -> halted.countDown());

        unreaped.kill();

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(halted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void startAfter_processEnds_startsTheProgram() throws Exception { // APP-12
        unreaped.kill();

        StartAfter.main(new String[] {Long.toString(unreaped.process().pid()), "sleep", "301"});

        List<ProcessHandle> started = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").endsWith("sleep 301"))
                .toList();
        started.forEach(ProcessHandle::destroyForcibly);
        assertThat(started).hasSize(1);
    }
}
