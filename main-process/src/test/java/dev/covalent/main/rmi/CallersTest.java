package dev.covalent.main.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.rmi.DataFilter;
import dev.covalent.common.rmi.RegistryClient;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.listener.Listener;
import dev.covalent.main.listener.Transport;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CallersTest {
    @TempDir
    private Path folder;

    private final SessionTable sessions = new SessionTable();

    @Test
    void current_isTheSessionOfTheConnection_onceItIsLetIn_andASpareRendererMayCallNothing() throws Exception {
        Callers callers = new Callers(sessions);
        try (SerialLoop loop = new SerialLoop("callers-test", thrown -> {});
                Listener listener = Listener.start(Transport.UNIX.options(folder), sessions);
                RmiServer server = RmiServer.start(listener)) {
            server.bind("probe", new Asking(callers), DataFilter.bytes(1000));
            SessionKey utility = SessionKey.random(7);
            RendererSession session = RendererSession.ofUtility(7, "u", loop, QueueLimits.DEFAULT, task -> {});
            sessions.add(utility, session);
            SessionKey spare = SessionKey.random(8);
            sessions.add(spare, RendererSession.ofSpare(8, loop, QueueLimits.DEFAULT, task -> {}));

            try (Dialer known = new Dialer(listener.address(), () -> utility);
                    Dialer waiting = new Dialer(listener.address(), () -> spare)) {
                Probe probed = lookUp(known);
                assertThatThrownBy(probed::caller)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("Session 7 has not been let in");
                session.letIn();
                assertThat(probed.caller()).isEqualTo(7);
                Probe probe = lookUp(waiting);
                assertThatThrownBy(probe::caller)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("A renderer that waits for its page can call nothing");
            }
        }
    }

    private static Probe lookUp(Dialer dialer) throws Exception {
        return new RegistryClient(dialer).lookup("probe", Probe.class);
    }

    /** Answers who calls. */
    private static final class Asking implements Probe {
        private final Callers callers;

        Asking(Callers callers) {
            this.callers = callers;
        }

        @Override
        public byte[] echo(byte[] bytes) {
            return bytes;
        }

        @Override
        public long caller() {
            return callers.current().id();
        }

        @Override
        public int length(String text) {
            return text.length();
        }

        @Override
        public void take(Object value) {}

        @Override
        public void block() {}
    }
}
