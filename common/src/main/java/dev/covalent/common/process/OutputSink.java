package dev.covalent.common.process;

/**
 * Takes what a child process prints.
 *
 * <p>Implementations are thread-safe: each stream has a thread of its own. They must be quick, because a child whose
 * output is not taken waits in its next {@code print}.
 */
@FunctionalInterface
public interface OutputSink {
    /** Which of a process's two output streams a line came from. */
    enum Stream {
        /** The standard output. */
        OUT,
        /** The standard error. */
        ERR
    }

    /**
     * Takes one line.
     *
     * @param pid the process that printed it
     * @param text without its end; a line longer than {@value OutputPump#MAX_LINE} characters comes in pieces
     */
    void line(long pid, Stream stream, String text);
}
