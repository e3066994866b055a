package dev.covalent.launcher.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command prints on. Unlike the stream of the system it knows when, and why, it could not be written. Thread-safe. */
final class CommandOutput extends PrintWriter {
    private static final String ENCODING = "stdout.encoding"; // since Java 19
    private static final String NATIVE_ENCODING = "native.encoding";

    private final Sink sink;

    private CommandOutput(Sink sink, Charset charset) {
        super(new OutputStreamWriter(sink, charset));
        this.sink = sink;
    }

    /** Returns the standard output of this process, in the encoding of its terminal. */
    static CommandOutput standard() {
        String encoding = System.getProperty(ENCODING, System.getProperty(NATIVE_ENCODING));
        return new CommandOutput(new Sink(new FileOutputStream(FileDescriptor.out)), Charset.forName(encoding));
    }

    /** Writes what is not written yet, and returns why not everything was written. */
    Optional<IOException> failure() {
        flush();
        return Optional.ofNullable(sink.failure);
    }

    private static final class Sink extends FilterOutputStream {
        private volatile @Nullable IOException failure;

        Sink(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failed) {
                failure = failed;
                throw failed;
            }
        }
    }
}
