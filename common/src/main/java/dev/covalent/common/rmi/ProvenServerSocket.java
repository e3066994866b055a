package dev.covalent.common.rmi;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * The server socket that RMI sees: it hands out connections whose other ends have proved themselves already.
 *
 * <p>Nothing a peer does reaches RMI's accept loop, which would sleep for ten seconds after a few failures.
 *
 * <p>Thread-safe.
 */
public final class ProvenServerSocket extends ServerSocket {
    private final Source source;
    private volatile boolean closed;

    /** Makes one that is open and has no descriptor. */
    public ProvenServerSocket(Source source) throws IOException {
        this.source = source;
    }

    /** Where the connections come from. Thread-safe. */
    public interface Source extends AutoCloseable {

        /** Waits for a connection for as long as the source is open; null tells that it is closed. */
        @Nullable Socket take() throws InterruptedException;

        /** Lets nobody wait any longer. Closing twice is a no-op. */
        @Override
        void close();
    }

    @Override
    public Socket accept() throws IOException {
        Socket next = closed ? null : take();
        if (next == null) {
            closed = true;
            throw new SocketException("The listener is closed");
        }
        return next;
    }

    private @Nullable Socket take() throws SocketException {
        try {
            return source.take();
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
        source.close();
    }

    @Override
    public String toString() {
        return "ProvenServerSocket" + (closed ? "[closed]" : "[open]");
    }
}
