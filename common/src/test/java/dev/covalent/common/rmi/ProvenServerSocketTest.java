package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProvenServerSocketTest {
    private final Queue<Socket> connections = new ArrayDeque<>();
    private boolean sourceClosed;
    private boolean interrupted;

    @Test
    void accept_handsOutWhatTheSourceHas_untilThatIsClosed() throws IOException {
        Socket first = new Socket();
        Socket second = new Socket();
        connections.add(first);
        connections.add(second);
        try (ProvenServerSocket server = open()) {
            assertThat(server.accept()).isSameAs(first);
            assertThat(server.accept()).isSameAs(second);
            assertThat(server.isClosed()).isFalse();
            assertThat(server.isBound()).isTrue();
            assertThat(server.getLocalPort()).isEqualTo(RmiSettings.PORT);

            assertThatThrownBy(server::accept).isInstanceOf(SocketException.class);

            assertThat(server.isClosed()).isTrue();
        }
    }

    @Test
    void close_closesTheSource_andNothingIsHandedOutAnyMore() throws IOException {
        connections.add(new Socket());
        ProvenServerSocket server = open();

        server.close();

        assertThat(sourceClosed).isTrue();
        assertThat(server.isClosed()).isTrue();
        assertThatThrownBy(server::accept).hasMessage("The listener is closed");
        assertThat(connections).hasSize(1);
    }

    @Test
    void accept_interrupted_failsAndKeepsTheInterruption() throws IOException {
        interrupted = true;
        try (ProvenServerSocket server = open()) {
            assertThatThrownBy(server::accept).isInstanceOf(SocketException.class);
        }

        assertThat(Thread.interrupted()).isTrue();
    }

    private ProvenServerSocket open() throws IOException {
        return new ProvenServerSocket(new ProvenServerSocket.Source() {
            @Override
            public @Nullable Socket take() throws InterruptedException {
                if (interrupted) {
                    throw new InterruptedException();
                }
                return connections.poll();
            }

            @Override
            public void close() {
                sourceClosed = true;
            }
        });
    }
}
