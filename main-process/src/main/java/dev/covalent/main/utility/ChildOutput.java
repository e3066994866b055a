package dev.covalent.main.utility;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What a process prints that may be yet to start: reading waits until it has. A process that is never started has printed
 * nothing. Thread-safe as far as the stream of a process is.
 */
final class ChildOutput extends InputStream {
    private final CompletableFuture<InputStream> source = new CompletableFuture<>();

    /** Takes the stream of the process, which has started. */
    void from(InputStream stream) {
        if (!source.complete(stream)) {
            closeQuietly(stream); // whoever was to read it has closed this one
        }
    }

    /** Learns that there is no process. */
    void none() {
        source.complete(InputStream.nullInputStream());
    }

    @Override
    public int read() throws IOException {
        return source().read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return source().read(into, offset, length);
    }

    @Override
    public int available() throws IOException {
        return source.isDone() ? source().available() : 0;
    }

    @Override
    public void close() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        if (!source.complete(closed)) {
            source().close();
        }
    }

    private InputStream source() throws IOException {
        try {
            return source.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the utility process to start");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the stream exceptionally", impossible);
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException expected) {
            return; // it was to be closed
        }
    }
}
