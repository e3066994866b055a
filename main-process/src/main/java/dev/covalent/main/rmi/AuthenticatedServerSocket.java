package dev.covalent.main.rmi;

import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.main.listener.AuthenticatedQueue;
import dev.covalent.main.listener.AuthenticatedSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * The server socket that RMI sees: it hands out connections that the listener has authenticated already.
 *
 * <p>Nothing a peer does reaches RMI's accept loop, which would sleep for ten seconds after a few failures.
 *
 * <p>Thread-safe.
 */
final class AuthenticatedServerSocket extends ServerSocket {
    private final AuthenticatedQueue connections;
    private volatile boolean closed;

    AuthenticatedServerSocket(AuthenticatedQueue connections) throws IOException {
        this.connections = connections;
    }

    @Override
    public Socket accept() throws IOException {
        AuthenticatedSocket next = closed ? null : take();
        if (next == null) {
            closed = true;
            throw new SocketException("The listener is closed");
        }
        next.socket().report(CallerAddress.of(next.sessionId()), RmiSettings.PORT);
        return next.socket();
    }

    private @Nullable AuthenticatedSocket take() throws SocketException {
        try {
            return connections.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SocketException("Interrupted while waiting for a connection");
        }
    }

    @Override
    public int getLocalPort() {
        return RmiSettings.PORT;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        connections.close();
    }

    @Override
    public String toString() {
        return "AuthenticatedServerSocket" + (closed ? "[closed]" : "[open]");
    }
}
