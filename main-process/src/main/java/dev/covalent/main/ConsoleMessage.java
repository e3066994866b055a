package dev.covalent.main;

import java.util.Objects;

/**
 * A line that a renderer printed. Mirrors the details of Electron's {@code console-message}; a process has two streams in
 * place of levels, and does not say from which line of which file it prints.
 *
 * @param webContents the contents whose renderer printed it
 * @param stream where it was printed
 * @param text without its end; a line longer than 8,192 characters comes in pieces
 */
public record ConsoleMessage(WebContents webContents, Stream stream, String text) {

    /** One of a process's two output streams. */
    public enum Stream {
        /** The standard output. */
        OUT,
        /** The standard error, to which most logs go. */
        ERR
    }

    /** Checks that the parts are there. */
    public ConsoleMessage {
        Objects.requireNonNull(webContents, "webContents");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(text, "text");
    }
}
