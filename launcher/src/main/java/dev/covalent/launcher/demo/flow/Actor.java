package dev.covalent.launcher.demo.flow;

import java.util.Objects;

/**
 * A renderer that takes part in the demo.
 *
 * <p>Immutable.
 *
 * @param role the name it goes by in the transcript
 * @param contentsId the id of its contents
 * @param windowId the id of its window
 * @param processId the process id of its JVM
 */
public record Actor(String role, int contentsId, int windowId, long processId) {
    /** The name of the main process, which is no actor, among the roles. */
    public static final String MAIN = "main";

    /** Checks the role. */
    public Actor {
        Objects.requireNonNull(role, "role");
    }
}
