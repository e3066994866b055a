package dev.covalent.launcher.bench.rmi;

import java.io.IOException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells when it is called for the first time by another JVM. Thread-safe. */
public final class FirstCall implements AutoCloseable {
    private final Listener listener = new Listener();
    private final String stub;

    private FirstCall() throws IOException {
        stub = BareRmi.export(listener);
    }

    private static final class Listener implements BareRemote {
        private final CompletableFuture<Long> arrival = new CompletableFuture<>();

        @Override
        public byte[] call(byte[] message) {
            arrival.complete(System.nanoTime());
            return message;
        }

        @Override
        public void send(byte[] message) {
            arrival.complete(System.nanoTime());
        }
    }

    /** Exports it. */
    public static FirstCall export() throws IOException {
        return new FirstCall();
    }

    /** Returns its stub as text. */
    public String stub() {
        return stub;
    }

    /**
     * Waits for the call and returns when it came, by {@link System#nanoTime}.
     *
     * @throws TimeoutException if none came in time
     */
    public long await(Duration limit) throws InterruptedException, TimeoutException {
        try {
            return listener.arrival.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException impossible) {
            throw new AssertionError("Nothing fails it", impossible);
        }
    }

    /** Takes no more calls. */
    @Override
    public void close() throws IOException {
        UnicastRemoteObject.unexportObject(listener, true);
    }
}
