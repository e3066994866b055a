package dev.covalent.launcher.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** What a command prints on. Unlike the stream of the system it knows when, and why, it could not be written. Thread-safe. */
final class CommandOutput extends PrintWriter {
    private static final String ENCODING = "stdout.encoding"; // since Java 19
    private static final String NATIVE_ENCODING = "native.encoding";

    /** What systems say of a pipe whose reader is gone; nothing else tells it from what is to be complained about. */
    private static final String READER_GONE = "broken pipe";

    /** What a shell says of a program that the signal of a broken pipe has ended, as it does most. */
    private static final int BROKEN_PIPE = 141;

    private final Sink sink;
    private final PrintWriter json;

    private CommandOutput(Sink sink, Charset charset) {
        super(new OutputStreamWriter(sink, charset));
        this.sink = sink;
        this.json = new PrintWriter(new OutputStreamWriter(sink, StandardCharsets.UTF_8));
    }

    /**
     * Returns the standard output of this process: text in the encoding of its terminal, JSON in UTF-8.
     *
     * @throws IllegalArgumentException if somebody says an encoding that there is not
     */
    static CommandOutput standard() {
        String encoding = System.getProperty(ENCODING, System.getProperty(NATIVE_ENCODING));
        return new CommandOutput(new Sink(new FileOutputStream(FileDescriptor.out)), charset(encoding));
    }

    private static Charset charset(String encoding) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "There is no encoding '" + encoding + "', which the property " + ENCODING
                            + " says. Say one that there is, as in -D" + ENCODING + "=UTF-8, or none",
                    unknown);
        }
    }

    /** Returns what prints JSON there; both are flushed before the other is used. */
    static PrintWriter json(PrintWriter out) {
        return out instanceof CommandOutput encoded ? encoded.json : out;
    }

    /** Tells whether something could not be written, as JSON or as text. */
    @Override
    public boolean checkError() {
        boolean jsonFailed = json.checkError();
        return super.checkError() || jsonFailed;
    }

    /** Executes a command, which has not done what it was asked to if what it printed could not be written. */
    static int execute(ParseResult parsed) {
        int status = new CommandLine.RunLast().execute(parsed);
        CommandLine command = parsed.commandSpec().commandLine();
        IOException failure = command.getOut() instanceof CommandOutput out ? out.failure() : null;
        if (failure == null || status != ExitCode.OK) {
            return status;
        }
        String why = String.valueOf(failure.getMessage());
        if (why.toLowerCase(Locale.ROOT).contains(READER_GONE)) {
            return BROKEN_PIPE;
        }
        throw new ExecutionException(
                command, why, CommandFailure.of("What it prints cannot be written: " + why, failure));
    }

    /** Writes what is not written yet, and returns why not everything was written. */
    private @Nullable IOException failure() {
        json.flush();
        flush();
        return sink.failure;
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
