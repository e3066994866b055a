package dev.covalent.renderer.rmi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** One end of a connection within this process. Thread-safe as its streams are. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the monitor of Socket guards nothing here
final class MemorySocket extends Socket {
    private static final int BUFFER = 1 << 16;

    private final PipedInputStream in = new PipedInputStream(BUFFER);
    private final PipedOutputStream out = new PipedOutputStream();

    /** Connects two ends. */
    void connect(MemorySocket other) throws IOException {
        out.connect(other.in);
        other.out.connect(in);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // There is no delay.
    }

    @Override
    public void setKeepAlive(boolean on) {
        // Neither end goes without the other.
    }

    @Override
    public void setSoTimeout(int timeout) {
        // Its peer is this process.
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
