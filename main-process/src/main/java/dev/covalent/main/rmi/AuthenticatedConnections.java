package dev.covalent.main.rmi;

import dev.covalent.common.rmi.ProvenServerSocket;
import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.main.listener.AuthenticatedQueue;
import dev.covalent.main.listener.AuthenticatedSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Gives RMI the connections that the listener has authenticated, each of which tells whose it is. Thread-safe. */
final class AuthenticatedConnections implements ProvenServerSocket.Source {
    private final AuthenticatedQueue connections;

    AuthenticatedConnections(AuthenticatedQueue connections) {
        this.connections = connections;
    }

    @Override
    public @Nullable Socket take() throws InterruptedException {
        AuthenticatedSocket next = connections.take();
        if (next == null) {
            return null;
        }
        next.socket().report(CallerAddress.of(next.sessionId()), RmiSettings.PORT);
        return next.socket();
    }

    @Override
    public void close() {
        connections.close();
    }
}
