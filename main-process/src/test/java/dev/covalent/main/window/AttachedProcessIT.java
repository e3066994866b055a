package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.FewDescriptors;
import dev.covalent.common.process.JvmCommand;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a signal takes no descriptor")
final class AttachedProcessIT {
    @ParameterizedTest
    @ValueSource(strings = {"some", "none"})
    void kill_withoutDescriptors_isDoneOnceThereAreSome(String whenAttached, @TempDir Path directory) // WIN-31
            throws Exception {
        JvmCommand command = JvmCommand.builder(AttachedKillMain.class.getName())
                .java(FewDescriptors.java(directory))
                .flags("-XX:TieredStopAtLevel=1")
                .arguments(whenAttached)
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, text) -> {})) {
            assertThat(child.onExit().get(50, TimeUnit.SECONDS).exitCode())
                    .as(() -> child.lastLines().toString())
                    .isEqualTo(128 + 9);
        }
    }
}
