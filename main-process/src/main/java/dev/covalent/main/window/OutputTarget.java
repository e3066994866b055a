package dev.covalent.main.window;

import dev.covalent.common.process.OutputSink;
import dev.covalent.main.RendererOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the lines of one renderer go.
 *
 * <p>Thread-safe.
 */
interface OutputTarget extends OutputSink, AutoCloseable {

    @Override
    void close() throws IOException;

    /**
     * Opens what was asked for.
     *
     * @throws IOException if it cannot be opened, with a message for whoever asked for it
     */
    static OutputTarget open(RendererOutput output, int contentsId) throws IOException {
        if (output instanceof RendererOutput.ToFile file) {
            return new OfStreams(append(file.file()));
        }
        return output instanceof RendererOutput.Inherited
                ? new OfStreams(Own.OUT, Own.ERR)
                : new OfLog("renderer " + contentsId);
    }

    private static OutputStream append(Path file) throws IOException {
        try {
            if (Files.exists(file) && !isWritable(file)) {
                throw new IOException("it is neither a regular file nor a character device");
            }
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new IOException(
                    "The file for its output, " + file + ", cannot be written: " + failed
                            + ". Make its directory before, or choose another file.",
                    failed);
        }
    }

    /** Tells whether a file can be opened and written without waiting for whoever reads it: not so a named pipe. */
    private static boolean isWritable(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()
                || !file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return !attributes.isDirectory();
        }
        return Files.getAttribute(file, "unix:mode") instanceof Integer mode && (mode & 0170000) == 0020000;
    }

    /** What this process itself prints to, whatever {@code System.out} is. */
    final class Own {
        static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
        static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);

        private Own() {}
    }

    /** The log. */
    record OfLog(String who) implements OutputTarget {
        private static final Logger output = LoggerFactory.getLogger("dev.covalent.renderer.output");

        @Override
        public void line(long pid, Stream stream, String text) {
            output.info("[{} pid {}] {}", who, pid, text);
        }

        @Override
        public void close() {
            // The log is everybody's.
        }
    }

    /** Files; each line is one write, so that those of several processes do not mix. */
    final class OfStreams implements OutputTarget {
        private final OutputStream out;
        private final OutputStream err;
        private final boolean own;

        private OfStreams(OutputStream file) {
            out = file;
            err = file;
            own = true;
        }

        private OfStreams(OutputStream out, OutputStream err) {
            this.out = out;
            this.err = err;
            own = false;
        }

        @Override
        public void line(long pid, Stream stream, String text) {
            byte[] line = (text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
            try {
                (stream == Stream.OUT ? out : err).write(line);
            } catch (IOException failed) {
                throw new UncheckedIOException("A line of process " + pid + " could not be written", failed);
            }
        }

        @Override
        public void close() throws IOException {
            if (own) {
                out.close();
            }
        }
    }
}
