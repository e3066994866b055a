package dev.covalent.main;

import dev.covalent.common.GoneReason;
import java.util.Objects;

/**
 * How a process that is no renderer's ended unexpectedly. Mirrors the details of Electron's {@code child-process-gone}.
 *
 * @param type what kind of process it was: {@link #UTILITY}, the only one there is
 * @param reason why it ended, as far as its exit value tells
 * @param exitCode the exit value; -1 if there was no process
 * @param serviceName the name that {@link UtilityOptions#serviceName} gave it
 * @param name what to show for it: the same name
 */
public record ChildProcessGone(String type, GoneReason reason, int exitCode, String serviceName, String name) {
    /** The type of a utility process. */
    public static final String UTILITY = "Utility";

    /** Checks that the parts are there. */
    public ChildProcessGone {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(serviceName, "serviceName");
        Objects.requireNonNull(name, "name");
    }
}
