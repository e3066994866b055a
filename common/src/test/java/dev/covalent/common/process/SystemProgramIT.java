package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS) // there is no sh
final class SystemProgramIT {

    @Test
    void outcome_ofOneThatPrintsMoreThanAPipeHolds_hasItsBeginning() throws IOException {
        SystemProgram.Outcome outcome = SystemProgram.outcome(
                List.of("sh", "-c", "echo first; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 3"));

        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.printed()).startsWith("first\n").hasSize(1 << 16);
    }

    @Test
    void complaints_areWhatTheErrorStreamHas() throws IOException {
        SystemProgram.Outcome outcome =
                SystemProgram.complaints(List.of("sh", "-c", "head -c 1000000 /dev/zero; echo no >&2; exit 1"));

        assertThatThrownBy(outcome::success).isInstanceOf(IOException.class).hasMessageEndingWith(" failed: no");
    }

    @Test
    void run_noSuchProgram_namesIt() {
        assertThatThrownBy(() -> SystemProgram.run(List.of("no-such-program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }
}
