package dev.covalent.renderer.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.HandshakeException;
import dev.covalent.common.transport.SessionKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalMainTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Where RMI logs each call that it serves. */
    private final Logger served = Logger.getLogger("sun.rmi.server.call");

    private final CallLog calls = new CallLog();

    @TempDir
    private Path directory;

    @BeforeEach
    void logCalls() {
        served.setLevel(Level.ALL);
        served.setUseParentHandlers(false);
        served.addHandler(calls);
    }

    @AfterEach
    void logNoMore() {
        served.removeHandler(calls);
        served.setUseParentHandlers(true);
        served.setLevel(null);
    }

    @Test
    void lookUp_isServed_andTheLeaseOfTheStubIsNeverAskedForHere() throws Exception {
        try (RehearsalMain main = RehearsalMain.open(directory, LIMIT);
                Dialer dialer = new Dialer(main.address(), main::key)) {
            RmiMainStubs stubs = RmiMainStubs.lookUp(dialer);

            assertThat(stubs.open(new Introduction(1, 1, ""), RmiMainStubs.OPEN_LIMIT)
                            .webContentsId())
                    .isEqualTo(1);
            assertThat(calls.targets)
                    .anyMatch(target -> target.contains("RegistryImpl"))
                    .anyMatch(target -> target.contains("RehearsalMain"))
                    .noneMatch(target -> target.contains("DGCImpl"));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void dial_whoDoesNotKnowTheSecret_isTurnedAway() throws IOException {
        try (RehearsalMain main = RehearsalMain.open(directory, LIMIT);
                Dialer stranger = new Dialer(
                        main.address(), () -> SessionKey.random(main.key().id()))) {
            assertThatThrownBy(stranger::openLifeline).isInstanceOf(HandshakeException.class);
        }
    }

    @Test
    void close_endsWhatWasConnected() throws Exception {
        RehearsalMain main = RehearsalMain.open(directory, LIMIT);
        try (Dialer dialer = new Dialer(main.address(), main::key)) {
            RmiMainStubs stubs = RmiMainStubs.lookUp(dialer);

            main.close();

            assertThatThrownBy(() -> stubs.open(new Introduction(1, 1, ""), RmiMainStubs.OPEN_LIMIT))
                    .isInstanceOf(PeerGoneException.class);
        }
    }

    private static final class CallLog extends Handler {
        private final List<String> targets = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord call) {
            targets.add(call.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
