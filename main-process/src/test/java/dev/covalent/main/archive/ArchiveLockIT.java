package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ArchiveLockIT {
    @Test
    void lock_triedHereOnceMore_staysLockedForOthers(@TempDir Path directory) throws Exception {
        try (AutoCloseable held = new ArchiveStore(directory).tryLock().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(new ArchiveStore(directory).tryLock()).isEmpty();
            assertThat(new ArchiveStore(directory.resolve(".")).tryLock()).isEmpty();

            assertThat(triedByAnother(directory)).isEqualTo(3);
        }
        assertThat(triedByAnother(directory)).isZero();
    }

    @Test
    void make_whileAnotherMakesOne_mayBeAskedForAgain(@TempDir Path directory) throws Exception {
        ArchiveStore store = new ArchiveStore(directory);
        JvmCommand command = JvmCommand.builder("no.Such").build();
        try (ArchiveMaker maker = new ArchiveMaker(store, true);
                AutoCloseable held = new ArchiveStore(directory).tryLock().orElseThrow()) {
            assertThat(held).isNotNull();

            assertThat(maker.make(command, new ArchiveKey("0a", List.of()))).isTrue();
        }
    }

    private static int triedByAnother(Path directory) throws Exception {
        JvmCommand command = JvmCommand.builder(ArchiveLockMain.class.getName())
                .flags("-XX:TieredStopAtLevel=1")
                .arguments(directory.toString())
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, text) -> {})) {
            return child.onExit().get(50, TimeUnit.SECONDS).exitCode();
        }
    }
}
