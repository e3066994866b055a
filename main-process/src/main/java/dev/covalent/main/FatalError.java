package dev.covalent.main;

import java.util.Objects;

/**
 * What ended a process from within its JVM. Mirrors the arguments of Electron's {@code error} event of a utility process.
 *
 * @param type {@link #FATAL_ERROR}, the only one there is
 * @param location the path of the report that the JVM left, which stays there; or {@code OutOfMemoryError}, or {@code
 *     unknown} if it crashed and left no report
 * @param report the beginning of that report, at most 256 Ki characters; or else what the process printed last, if the
 *     framework has that
 */
public record FatalError(String type, String location, String report) {
    /** The type of an error that a JVM does not survive. */
    public static final String FATAL_ERROR = "FatalError";

    /** The location of an error that came of too little memory. */
    public static final String OUT_OF_MEMORY = "OutOfMemoryError";

    /** Checks that the parts are there. */
    public FatalError {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(report, "report");
    }
}
