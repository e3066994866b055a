package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.Introduction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** WIN-31: which process a renderer that was launched separately can have main kill. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sleep")
final class AttachedProcessTest {
    private @Nullable Process sleeping;

    @BeforeEach
    void fork() throws IOException {
        sleeping = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        process().destroyForcibly();
    }

    private Process process() {
        if (sleeping == null) {
            throw new IllegalStateException("not forked");
        }
        return sleeping;
    }

    private Introduction introduced(Duration later) {
        Instant started = process().info().startInstant().orElseThrow().plus(later);
        return new Introduction(process().pid(), started.toEpochMilli(), "");
    }

    @Test
    void kill_pidAndStartThatAreTrue_isKilled() throws InterruptedException {
        AttachedProcess.of(introduced(Duration.ZERO)).kill();

        assertThat(process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process().exitValue()).isEqualTo(128 + 9);
    }

    @Test
    void kill_anotherStart_noStart_orALifeOfItsOwn_isLeftAlone() throws InterruptedException {
        AttachedProcess.of(introduced(Duration.ofSeconds(-10))).kill();
        AttachedProcess.of(introduced(Duration.ofSeconds(10))).kill();
        AttachedProcess.of(new Introduction(process().pid(), 0, "")).kill();
        AttachedProcess.of(introduced(Duration.ZERO).outlivingMain()).kill();

        assertThat(process().waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void kill_nobodysPid_orThisProcess_isIgnored() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().orElseThrow().toEpochMilli();

        AttachedProcess.of(new Introduction(Long.MAX_VALUE, 1, "")).kill();
        AttachedProcess.of(new Introduction(self.pid(), started, "")).kill();

        assertThat(process().isAlive()).isTrue();
    }
}
