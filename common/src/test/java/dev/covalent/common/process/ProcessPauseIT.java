package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
final class ProcessPauseIT {

    @Test
    void stop_endRequested_itEndsOnlyWhenItGoesOn() throws Exception {
        JvmCommand command =
                JvmCommand.builder(ChildMain.class.getName()).arguments("wait").build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> {})) {
            ProcessPause.stop(child.pid());
            child.terminate();
            assertThat(child.isAlive()).isTrue();

            ProcessPause.resume(child.pid());

            assertThat(child.onExit().get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
        }
    }

    @Test
    void stop_processThatIsNotThere_failsNamingTheCommand() {
        assertThatThrownBy(() -> ProcessPause.stop(Integer.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kill, -STOP, " + Integer.MAX_VALUE);
    }

    @Test
    void stop_groupOfProcesses_isRefused() {
        assertThatThrownBy(() -> ProcessPause.stop(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessPause.resume(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
