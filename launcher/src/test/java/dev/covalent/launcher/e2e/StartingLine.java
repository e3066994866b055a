package dev.covalent.launcher.e2e;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has processes start something at the same moment: each connects, says by a byte that it is ready, and is told the instant,
 * as soon as all are. Confined to one thread.
 */
final class StartingLine implements AutoCloseable {
    /** Told instead of an instant: there is nothing to start any more. */
    static final long END = -1;

    /** From telling the first to the start: all have been told by then. */
    private static final long AHEAD_MICROS = TimeUnit.MILLISECONDS.toMicros(5);

    private static final int LIMIT_MILLIS = 20_000;

    private final ServerSocket server;
    private final List<Socket> racers = new ArrayList<>();

    StartingLine() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT_MILLIS);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the microseconds of the clock that all processes of a machine share. */
    static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
    }

    /** Waits for so many to connect. */
    void await(int count) throws IOException {
        while (racers.size() < count) {
            Socket racer = server.accept();
            racers.add(racer);
            racer.setTcpNoDelay(true);
            racer.setSoTimeout(LIMIT_MILLIS);
        }
    }

    /** Waits until all are ready, and tells them when to start. */
    void start() throws IOException {
        awaitReady();
        tell(now() + AHEAD_MICROS);
    }

    /** Waits until all are ready, and tells them that it was the last time. */
    void end() throws IOException {
        awaitReady();
        tell(END);
    }

    private void awaitReady() throws IOException {
        for (Socket racer : racers) {
            if (racer.getInputStream().read() < 0) {
                throw new IOException("One of those that were to start has ended");
            }
        }
    }

    private void tell(long instant) throws IOException {
        for (Socket racer : racers) {
            new DataOutputStream(racer.getOutputStream()).writeLong(instant);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket racer : racers) {
            racer.close();
        }
        server.close();
    }
}
