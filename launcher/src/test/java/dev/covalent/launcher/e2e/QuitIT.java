package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that is stopped while it quits, alone or together with its page, goes on as if nothing had been: F10. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
final class QuitIT {
    @TempDir
    private Path data;

    @ParameterizedTest(name = "for {0} s, page too: {1}") // APP-06, F10
    @CsvSource({"4, true", "16, true", "16, false"}) // longer than the rest of its grace; than all windows may take
    void quit_mainStopped_theWindowClosesInOrder_andItsPageSaves(int seconds, boolean pageToo) throws Exception {
        try (Fork program = Fork.of("quitting", "quitting", data.toString())) {
            long page = Long.parseLong(program.take("page "));
            String unused = program.take("unloading");
            Signals.send("STOP", program);
            if (pageToo) {
                Signals.send("STOP", page);
            }
            try {
                passTime(seconds);
            } finally {
                Signals.send("CONT", program);
                if (pageToo) {
                    Signals.send("CONT", page);
                }
            }

            assertThat(program.awaitExit().exitCode()).isZero();
            List<String> said = program.out();
            assertThat(said).containsSubsequence("unloading", "saved");
            assertThat(said).containsSubsequence("closed", "quit 0", "awaited 0");
            assertThat(program.all()).noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
        }
    }

    /** A process that is stopped can only be left so for a while. */
    private static void passTime(int seconds) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)).isFalse();
    }
}
