package dev.covalent.renderer.rmi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.transport.Dialer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class HungUpConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Introduction INTRODUCTION = new Introduction(1, 1, "");

    @TempDir
    private Path directory;

    @Test
    void open_whereTheConnectionWasHungUpThatAnsweredAMomentAgo_isAnsweredOverAnother() throws Exception {
        try (RehearsalMain main = RehearsalMain.open(directory, LIMIT);
                SlowLine line = new SlowLine(main.address(), Duration.ofMillis(300));
                Dialer dialer = new Dialer(line.address(), main::key)) {
            RmiMainStubs stubs = RmiMainStubs.lookUp(dialer, LIMIT);
            // RMI asks over the line whether the connection is alive, and takes it for alive for twice as long as that
            // took.
            stubs.open(INTRODUCTION, LIMIT);

            dialer.hangUp();

            assertThat(stubs.open(INTRODUCTION, LIMIT).webContentsId()).isEqualTo(1);
        }
    }
}
