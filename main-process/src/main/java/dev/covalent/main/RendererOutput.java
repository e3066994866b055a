package dev.covalent.main;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a renderer's standard output and standard error go, line by line. Immutable.
 *
 * <p>Whatever it is, {@link WebContents#CONSOLE_MESSAGE} tells the lines, too, and {@link RenderProcessGone#lastOutput} the
 * last of them. A renderer waits in its {@code print} as long as its lines are not taken there.
 */
public sealed interface RendererOutput {

    /**
     * Returns the log of main: {@code [renderer 3 pid 4711] …}, with the id of the contents, at level info of the logger
     * {@code dev.covalent.renderer.output}.
     */
    static RendererOutput log() {
        return new ToLog();
    }

    /** Returns main's own standard output and standard error, each line as it was printed. */
    static RendererOutput inherit() {
        return new Inherited();
    }

    /**
     * Returns a file, to whose end each line is added as it was printed, in UTF-8. It is made if it is missing; its
     * directory is not. If it cannot be written, or is neither a regular file nor a character device, the renderer is not
     * launched: whoever opens a named pipe waits for its reader.
     *
     * @param file if it is relative, from main's working directory
     */
    static RendererOutput file(Path file) {
        return new ToFile(file);
    }

    /** The log of main. */
    record ToLog() implements RendererOutput {}

    /** What main itself prints to. */
    record Inherited() implements RendererOutput {}

    /**
     * A file.
     *
     * @param file as an absolute path
     */
    record ToFile(Path file) implements RendererOutput {
        /** Makes the path absolute. */
        public ToFile {
            file = Objects.requireNonNull(file, "file").toAbsolutePath();
        }
    }
}
