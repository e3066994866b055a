package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
final class ProcessMemoryTest {
    private static final long OWN = ProcessHandle.current().pid();
    private static final long NOBODY = 99_999_999_999L;

    @Test
    void resident_ofThisProcessAndOfNobody_isKnownOfTheFirst() {
        assertThat(ProcessMemory.resident(List.of(OWN, NOBODY)))
                .containsOnlyKeys(OWN)
                .allSatisfy((pid, bytes) -> assertThat(bytes).isGreaterThan(1 << 20));
        assertThat(ProcessMemory.resident(List.of())).isEmpty();
    }

    @Test
    void resident_asPsTellsIt_isOfTheSameSize() {
        assumeThat(Path.of("/bin/ps")).isExecutable();

        assertThat(ProcessMemory.fromPs(List.of(OWN)))
                .containsOnlyKeys(OWN)
                .allSatisfy((pid, bytes) -> assertThat(bytes).isGreaterThan(1 << 20));
    }
}
