package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status of a process that ends with its application, or does not. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class ExitIT {

    @TempDir
    private Path data;

    @ParameterizedTest // APP-09
    @CsvSource({"main thread, 7", "alone, 7", "page, 7", "'loop, twice', 7", "quit, 0"})
    void exitsJvm_theProcessHasTheApplicationsCode_whoeverEndsIt(String how, int code) throws Exception {
        try (Fork program = fork(true, how)) {
            assertThat(program.awaitExit().exitCode()).isEqualTo(code);

            assertThat(program.out()).containsExactly("quit " + code, "awaited " + code, "hook");
        }
    }

    @Test // APP-10
    void exitsJvm_applicationExitsBeforeItIsReady_itsStatusIsThat() throws Exception {
        try (Fork program = fork(true, "before ready")) {
            assertThat(program.awaitExit().exitCode()).isEqualTo(7);

            assertThat(program.out()).contains("hook").doesNotContain("ready");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon", "given up"})
    void exitsJvm_threadsThatGoOnAndDoNotWaitForTheEnd_areNotWaitedFor(String how) throws Exception {
        try (Fork program = fork(true, how)) {
            assertThat(program.awaitExit().exitCode()).isEqualTo(7);

            assertThat(program.all())
                    .contains("waiting true", "awaited 7")
                    .doesNotContain("given up false")
                    .noneMatch(line -> line.contains("goes on"));
        }
    }

    @Test
    void exitsJvm_threadThatWaitsAndGoesOn_isWaitedForAWhile_whichIsSaid() throws Exception {
        try (Fork program = fork(true, "waits")) {
            assertThat(program.awaitExit().exitCode()).isEqualTo(7);

            assertThat(program.all()).contains("awaited elsewhere 7").anyMatch(line -> line.contains("goes on"));
        }
    }

    @Test
    void exitsJvm_applicationIsClosedByAnException_leavesTheProcessToIt() throws Exception {
        try (Fork program = fork(true, "throw")) {
            program.takeContaining("thrown by the program");
            assertThat(program.process().isAlive()).isTrue(); // as without the option: a thread keeps it

            assertThat(Eventually.becomes(List.of("quit 0"), program::out)).containsExactly("quit 0");
        }
    }

    @Test
    void exitsJvm_not_theProcessGoesOn() throws Exception {
        try (Fork program = fork(false, "goes on")) {
            assertThat(program.awaitExit().exitCode()).isEqualTo(5);

            assertThat(program.out()).containsExactly("quit 7", "awaited 7", "hook");
        }
    }

    @Test // APP-11
    @DisabledOnOs(OS.WINDOWS) // which has no SIGTERM
    void exitsJvm_processIsToldToEnd_doesNotWaitForItself() throws Exception {
        try (Fork program = fork(true, "stay")) {
            program.take("stays");
            Signals.send("TERM", program);

            assertThat(program.awaitExit().exitCode()).isEqualTo(143);
            assertThat(program.all()).contains("quit 0", "hook").noneMatch(line -> line.contains("had not ended"));
        }
    }

    private Fork fork(boolean exitsJvm, String how) throws Exception {
        return Fork.of("exit", "exits", data.toString(), Boolean.toString(exitsJvm), how);
    }
}
