package dev.covalent.main.spare;

import dev.covalent.common.process.JvmCommand;
import java.util.Objects;

/**
 * How a renderer is started. A spare takes the pages of its kind.
 *
 * @param command how its JVM is run
 * @param host the name of what its window is in; empty for the renderer's choice
 */
public record RendererKind(JvmCommand command, String host) {

    /** Checks that the parts are there. */
    public RendererKind {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(host, "host");
    }

    /** Returns the kind of renderers whose windows are in nothing particular. */
    public static RendererKind usual(JvmCommand command) {
        return new RendererKind(command, "");
    }

    /** Tells whether another is the same, but for what its JVM is to be and is told. */
    boolean isLike(RendererKind other) {
        return command.runsLike(other.command) && host.equals(other.host);
    }
}
