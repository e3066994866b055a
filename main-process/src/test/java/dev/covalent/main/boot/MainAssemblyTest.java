package dev.covalent.main.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.spare.SpareUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class MainAssemblyTest {
    @TempDir
    Path directory;

    @BeforeEach
    void setProperties() {
        System.setProperty("covalent.runtimeDir", directory.resolve("run").toString());
    }

    @AfterEach
    void clearProperties() {
        System.clearProperty("covalent.runtimeDir");
        System.clearProperty("covalent.transport");
    }

    @Test
    void assemble_failsHalfway_leavesNothingBehind() {
        System.setProperty("covalent.transport", "pigeon"); // noticed last, when everything else is there
        assertThatThrownBy(this::assemble).hasMessageContaining("pigeon");
        System.clearProperty("covalent.transport");

        assertThatCode(() -> assemble().release())
                .as("neither the name nor the storage is still taken")
                .doesNotThrowAnyException();
    }

    private MainAssembly assemble() {
        return MainAssembly.assemble(
                new MainSettings(
                        "notes",
                        "1.0",
                        List.of(),
                        directory.resolve("data"),
                        MainSettings.DEFAULT_STORAGE_QUOTA,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        QueueLimits.DEFAULT,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        true,
                        false,
                        true,
                        true,
                        SpareUse.AUTOMATIC),
                null);
    }
}
