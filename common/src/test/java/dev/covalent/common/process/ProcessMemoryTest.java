package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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

        assertThat(ProcessMemory.fromPs(Path.of("/bin/ps"), List.of(OWN)))
                .containsOnlyKeys(OWN)
                .allSatisfy((pid, bytes) -> assertThat(bytes).isGreaterThan(1 << 20));
    }

    @Test
    void fromPs_ofAProgram_runsThatAndNoOther(@TempDir Path directory) throws Exception {
        Path program = Files.writeString(directory.resolve("ps"), "#!/bin/sh\necho 1 2\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(ProcessMemory.fromPs(program, List.of(OWN))).isEqualTo(Map.of(1L, 2048L));
    }
}
