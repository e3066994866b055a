package dev.covalent.launcher.bench.jvm;

import dev.covalent.common.concurrent.Threads;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain TCP socket on the loopback interface. The server answers each message of a connection with the same bytes, or
 * takes as many as were announced and answers with one byte.
 *
 * <p>Thread-safe.
 */
final class BareSocket implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BareSocket.class);
    private static final int BACKLOG = 50;
    private static final int LARGEST = 1 << 20;

    private final ServerSocket server;

    private BareSocket(ServerSocket server) {
        this.server = server;
    }

    /** Starts the server. */
    static BareSocket listen() throws IOException {
        BareSocket listening = new BareSocket(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Threads.daemon("bench-sockets", listening::acceptAll).start();
        return listening;
    }

    /** Returns the port that the server listens on. */
    int port() {
        return server.getLocalPort();
    }

    /** Makes a round trip over a connection of its own. */
    static Probe echo(int port, int size) throws IOException {
        Socket socket = connect(port);
        announce(socket, size, 0);
        byte[] message = new byte[size];
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        return new Probe() {
            @Override
            public Object call() throws IOException {
                out.write(message);
                return readFully(in, message);
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    /** Makes a stream over a connection of its own. */
    static Stream stream(int port, int size) {
        return count -> {
            try (Socket socket = connect(port)) {
                announce(socket, size, count);
                byte[] message = new byte[size];
                OutputStream out = socket.getOutputStream();
                for (long sent = 0; sent < count; sent++) {
                    out.write(message);
                }
                readFully(socket.getInputStream(), new byte[1]);
                return 0;
            }
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void announce(Socket socket, int size, long count) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(size);
        out.writeLong(count);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                Threads.daemon("bench-socket", () -> serve(socket)).start();
            }
        } catch (IOException closed) {
            log.debug("No more bare sockets are accepted", closed);
        }
    }

    private static void serve(Socket accepted) {
        try (Socket socket = accepted) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int size = in.readInt();
            long count = in.readLong();
            if (size < 1 || size > LARGEST) {
                throw new IOException("A message of " + size + " bytes");
            }
            byte[] message = new byte[size];
            OutputStream out = socket.getOutputStream();
            if (count == 0) {
                while (in.readNBytes(message, 0, size) == size) {
                    out.write(message);
                }
            } else {
                for (long received = 0; received < count; received++) {
                    readFully(in, message);
                }
                out.write(1);
            }
        } catch (IOException ended) {
            log.debug("A bare socket ended", ended);
        }
    }

    private static byte[] readFully(InputStream in, byte[] into) throws IOException {
        if (in.readNBytes(into, 0, into.length) < into.length) {
            throw new IOException("The bare socket was closed");
        }
        return into;
    }
}
